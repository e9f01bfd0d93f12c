"""One stream from many sources.

Reading order: `models/source.py` (what we follow), `models/story.py` (what comes of it), `ingest/` (how),
`stream.py` (how it is read), `views/` (how it is shown).
"""
