"""Everybody who shows a place, as points for the map: GeoJSON (RFC 7946), with the same filters as the list.

Decides what a mark tells. Where somebody is, and whether that may be shown, was decided before: entries carry only
what their viewer may see, and a person's point is the rounded one.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator

from people import directory
from people.consent import Viewer
from people.entries import Entry
from people.filters import Filters

DECIMALS = 4  # of an organisation's or an area's point; a person's was rounded further
SUMMARY = 120  # characters; the whole is a press away
MOST = 2000  # marks of one map


def collection(filters: Filters, *, to: Viewer) -> dict[str, Any]:
    shown = directory.everybody(filters, to=to, limit=MOST)
    return {"type": "FeatureCollection", "features": [feature(entry) for entry in shown if entry.point]}


def feature(entry: Entry) -> dict[str, Any]:
    latitude, longitude = entry.point or (0.0, 0.0)
    return {
        "type": "Feature",
        "id": entry.key,
        "geometry": {
            "type": "Point",
            "coordinates": [round(longitude, DECIMALS), round(latitude, DECIMALS)],
        },
        "properties": {
            "kind": entry.kind,
            "label": entry.kind_label,
            "name": entry.name,
            "href": entry.href,
            "summary": Truncator(entry.summary).chars(SUMMARY),
            "place": entry.place,
            "note": entry.note,
            "threads": [{"slug": each.slug, "name": each.name} for each in entry.programmes],
        },
    }
