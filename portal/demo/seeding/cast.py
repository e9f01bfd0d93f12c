"""The made-up groups and people of `portal/demo/cast/*.csv`, and what ties them to each other.

A row is made when it is missing and never touched again: from then on it belongs to whoever edits it.
"""

from __future__ import annotations

from django.db import transaction

from people.models import Organisation
from portal.demo.seeding.made_up import CAST
from programmes.reference import rows


@transaction.atomic
def make_groups() -> None:
    there = set(Organisation.objects.values_list("slug", flat=True))
    wanted = (_group(row) for row in rows(CAST / "groups.csv") if row["slug"] not in there)
    Organisation.objects.bulk_create(wanted)


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
