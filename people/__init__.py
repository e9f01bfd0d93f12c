"""Who is who: people, organisations and the typed, dated, sourced relationships between them.

Reading order: `models/person.py`, `models/organisation.py`, `models/relationship.py`, `consent.py`.
"""
