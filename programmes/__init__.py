"""The CMS: what the programmes are and where they happen.

Reading order: `models/programme.py` and `models/area.py` (plain models, what everything else points at), then
the pages that present them (`models/home.py`, `models/programme_page.py`, `models/area_page.py`), `blocks.py`.
The lowest app: it imports none of the others.
"""
