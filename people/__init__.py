"""Who is who: people, organisations and the typed, dated, sourced relationships between them.

Reading order: `models/person.py`, `models/organisation.py`, `models/relationship.py`, `consent.py` (what is
shown to whom), `entries.py`, `filters.py`, `directory.py`, `ties.py`, `own.py`, `geojson.py`, `views/`.
"""
