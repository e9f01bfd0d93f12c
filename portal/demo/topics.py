"""What the demo's posts may be about. One vocabulary for all blogs, so that the same question asked in two
programmes can be seen to be the same."""

from __future__ import annotations

_WRITTEN = """
advice, allotments, arts, buildings, children, cycling, digital, energy, events, flooding, food,
green spaces, health, history, housing, how we did it, insurance, languages, learning, libraries,
listening, meetings, money, music, news, older people, planning, questions, repair, safety, schools,
sewing, sharing, shops, sport, streets, transport, volunteers, walking, water, welcome, Welsh, work,
young people
"""
TOPICS = frozenset(topic.strip() for topic in _WRITTEN.split(","))
