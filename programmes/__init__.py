"""The CMS: what the programmes are and where they happen.

Reading order: `models/programme.py` and `models/area.py` (plain models, what others point at), then
the pages that present them (`models/home.py`, `programme_page.py`, `area_page.py`), then `blocks/`.
The lowest app: it imports none of the others.
"""
