"""What ties the cast together: who does what in which programme, and who has to do with whom, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from people.models import Evidence, Involvement, Organisation, Person, Relationship
from portal.demo.seeding.made_up import CAST, MADE_UP
from programmes.models import Area, Programme
from programmes.reference import rows

Edge = Involvement | Relationship


@transaction.atomic
def make() -> None:
    people = _ids(Person.objects.filter(is_fictional=True))
    groups = _ids(Organisation.objects.filter(is_fictional=True))
    programmes, areas = _ids(Programme.objects.all()), _ids(Area.objects.filter(source=MADE_UP))
    _make(
        Involvement,
        "involvements.csv",
        ends={"person": people, "organisation": groups, "programme": programmes, "area": areas},
        label="role",
    )
    _make(
        Relationship,
        "relationships.csv",
        ends={
            "subject_person": people,
            "subject_organisation": groups,
            "object_person": people,
            "object_organisation": groups,
        },
        label="kind",
    )


def _make(model: type[Edge], file: str, *, ends: dict[str, dict[str, int]], label: str) -> None:
    """The rows of the file whose ends are all there and which nobody has made yet; each with its evidence."""
    names = [f"{end}_id" for end in ends]
    there = set(model._default_manager.values_list(*names, label, "since"))
    wanted: list[dict[str, str]] = []
    edges: list[Edge] = []
    for row in rows(CAST / file):
        found = {f"{end}_id": known.get(row[end]) for end, known in ends.items()}
        fields: dict[str, Any] = {**found, label: row[label], "since": parse_date(row["since"])}
        if any(row[end] and not found[f"{end}_id"] for end in ends) or tuple(fields.values()) in there:
            continue
        edges.append(model(**fields, until=parse_date(row["until"])))
        wanted.append(row)
    model._default_manager.bulk_create(edges)  # type: ignore[arg-type]  # all of one model
    _prove(model._meta.model_name or "", edges, wanted)


def _prove(edge: str, edges: Sequence[Edge], wanted: Sequence[dict[str, str]]) -> None:
    Evidence.objects.bulk_create(
        Evidence(
            **{edge: made},
            basis=row["basis"],
            note=row["note"],
            on=parse_date(row["on"]),
            confidence=row["confidence"],
        )
        for made, row in zip(edges, wanted, strict=True)
    )


def _ids(queryset: Any) -> dict[str, int]:
    return dict(queryset.values_list("slug", "pk"))
