"""One stream from many sources.

Reading order: `models/source.py` (what we follow), `models/story.py` (what comes of it), `sources/` (what is
decided about the first), `ingest/` (how it becomes the second), `stream.py` (how that is read), `views/` (how it is
shown).

One idea in one file stands beside them: the verbs (`publishing.py`), what narrows the stream (`filters.py`,
`facets.py`), what a story is beside others (`topics.py`, `related.py`, `retold.py`), the language it is in
(`language/`), what it may show (`licences.py`, `links.py`, `films.py` and their hosts, `embeds.py`).
"""
