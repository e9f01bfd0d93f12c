"""Roles and relationships that exist only in memory, with their evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from people.models import Evidence
from people.ties import Role, Tie
from portal.design.samples import network
from portal.design.samples.coming import Entry

REPORT = Evidence(
    pk=1, basis="document", note="The programme’s report for 2012", url="https://report.example/2012",
    on=date(2012, 5, 4), confidence="high",
)  # fmt: skip
SAID = Evidence(pk=2, basis="stated", confidence="medium")


def tie(other: Entry, **fields: Any) -> Tie:
    given: dict[str, Any] = {
        "words": "works with",
        "since": None,
        "until": None,
        "evidence": (REPORT,),
    } | fields
    return Tie(other=other, **given)  # type: ignore[arg-type]  # a sample is drawn like an entry


def role(**fields: Any) -> Role:
    given: dict[str, Any] = {
        "words": "Holds the keys and the rota",
        "is_lead": False,
        "programme": network.BIG_LOCAL,
        "programme_href": "#",
        "area": None,
        "area_href": "#",
        "since": None,
        "until": None,
        "evidence": (REPORT,),
    }
    return Role(**(given | fields))
