"""The made-up groups and people of `portal/demo/cast/*.csv`.

A row is made when it is missing and never touched again: from then on it belongs to whoever edits it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from people.consent import Field
from people.models import FieldVisibility, Organisation, Person
from portal.demo.seeding.made_up import CAST, MADE_UP
from programmes.models import Area
from programmes.reference import rows


@transaction.atomic
def make_groups() -> None:
    there = set(Organisation.objects.values_list("slug", flat=True))
    wanted = (_group(row) for row in rows(CAST / "groups.csv") if row["slug"] not in there)
    Organisation.objects.bulk_create(wanted)


@transaction.atomic
def make_people(*, now: datetime) -> None:
    """Those with a source are known from there only; all others have claimed their profile, and chosen."""
    areas = {area.slug: area for area in Area.objects.filter(source=MADE_UP)}
    there = set(Person.objects.values_list("slug", flat=True))
    wanted = [row for row in rows(CAST / "people.csv") if row["slug"] not in there]
    made = Person.objects.bulk_create(_person(row, areas.get(row["place"]), now) for row in wanted)
    FieldVisibility.objects.bulk_create(
        FieldVisibility(person=person, field=field, level=row[f"shows_{field}"])
        for person, row in zip(made, wanted, strict=True)
        for field in Field
        if row[f"shows_{field}"]
    )


def _group(row: dict[str, str]) -> Organisation:
    return Organisation(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        summary=row["summary"],
        place=row["place"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        is_fictional=True,
    )


def _person(row: dict[str, str], area: Area | None, now: datetime) -> Person:
    shows_area = area is not None and row["precision"] == Person.Precision.AREA
    return Person(
        slug=row["slug"],
        display_name=row["name"],
        summary=row["summary"],
        offers=row["offers"],
        seeks=row["seeks"],
        is_fictional=True,
        region=row["region"],
        area=area,
        precision=row["precision"],
        shown_latitude=area.latitude if area and shows_area else None,
        shown_longitude=area.longitude if area and shows_area else None,
        source_note=row["source"] or f"{MADE_UP}.",
        claimed_at=None if row["source"] else now,
    )
