"""What machines are told of people and organisations, as JSON-LD. Never more than everyone may read."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from people.consent import ShownPerson
from people.models import Organisation

# So that no name can end the element it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def of_person(everyone: ShownPerson, *, address: str) -> SafeString:
    """From what everyone sees of them. Of somebody made up, nothing: machines do not read the marking."""
    if everyone.is_fictional:
        return SafeString("")
    data: dict[str, Any] = {"@type": "Person", "name": everyone.name, "url": address}
    if everyone.summary:
        data["description"] = everyone.summary
    if everyone.place:
        data["homeLocation"] = {"@type": "Place", "name": everyone.place}
    return _element(data)


def of_organisation(organisation: Organisation, *, address: str) -> SafeString:
    if organisation.is_fictional:
        return SafeString("")
    data: dict[str, Any] = {"@type": "Organization", "name": organisation.name, "url": address}
    optional = {
        "alternateName": organisation.short_name,
        "description": organisation.summary,
        "sameAs": organisation.website,
        "identifier": organisation.org_id,
    }
    data |= {name: value for name, value in optional.items() if value}
    if organisation.place:
        data["location"] = {"@type": "Place", "name": organisation.place}
    return _element(data)


def _element(data: dict[str, Any]) -> SafeString:
    """In its element: data, which browsers do not run and the policy lets be."""
    written = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308  # escaped
