"""The facts of the founding programmes, from `programmes/data/*.csv` into Programme and Area rows.

A row follows its file until somebody edits it in the CMS; from then on it is theirs, and a row they deleted
stays deleted. Corrections for everybody belong in the files, which carry source and confidence of every row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.dateparse import parse_date

from programmes import staff_edits
from programmes.models import Area, Programme

DATA = Path(__file__).parent / "data"
M = TypeVar("M", bound=models.Model)
_PROJECTS_OF = "nesta-neighbourhoods"
_AREAS_OF = "big-local"


@dataclass(frozen=True)
class Outcome:
    """How many rows of one kind an import made, changed, and left as they were."""

    created: int = 0
    updated: int = 0
    kept: int = 0

    def __str__(self) -> str:
        return f"{self.created} new, {self.updated} updated, {self.kept} as they were"


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


@transaction.atomic
def load_programmes() -> Outcome:
    known = {programme.slug: programme for programme in Programme.objects.all()}
    wanted = [
        Programme(
            slug=row["slug"],
            name=row["name"],
            summary=row["summary"],
            colour=row["colour"],
            starts_on=parse_date(row["starts_on"]),
            ends_on=parse_date(row["ends_on"]),
            position=int(row["position"]),
        )
        for row in rows(DATA / "programmes.csv")
    ]
    fields = ["name", "summary", "colour", "starts_on", "ends_on", "position"]
    return save(Programme, [(known.get(one.slug), one) for one in wanted], fields)


@transaction.atomic
def load_areas() -> Outcome:
    """All areas and projects. Their programmes must be there."""
    programmes = {programme.slug: programme for programme in Programme.objects.all()}
    known = {(area.programme_id, area.slug): area for area in Area.objects.all()}
    wanted = [_area(row, programmes[_AREAS_OF]) for row in rows(DATA / "big_local_areas.csv")]
    wanted += [
        _project(row, programmes[_PROJECTS_OF]) for row in rows(DATA / "neighbourhood_challenge_projects.csv")
    ]
    fields = ["kind", "name", "place", "local_authority", "region", "summary", "announced_on", "wave"]
    fields += ["latitude", "longitude", "precision", "source", "confidence"]
    return save(Area, [(known.get((one.programme_id, one.slug)), one) for one in wanted], fields)


def save(model: type[M], pairs: list[tuple[M | None, M]], fields: list[str]) -> Outcome:
    """Make what is missing and bring the rest up to the file, except what staff have edited or deleted."""
    touched, deleted = staff_edits.touched(model), staff_edits.deleted(model)
    created = updated = 0
    for known, wanted in pairs:
        if known is None:
            if str(wanted) not in deleted:
                wanted.save()
                created += 1
        elif str(known.pk) not in touched and _take_over(known, wanted, fields):
            updated += 1
    return Outcome(created, updated, len(pairs) - created - updated)


def _take_over(known: M, wanted: M, fields: list[str]) -> bool:
    """Copy the fields that differ; whether any did."""
    differing = [name for name in fields if getattr(known, name) != getattr(wanted, name)]
    for name in differing:
        setattr(known, name, getattr(wanted, name))
    if differing:
        known.save(update_fields=differing)
    return bool(differing)


def _area(row: dict[str, str], programme: Programme) -> Area:
    also = f"Also called {row['also_called']}." if row["also_called"] else ""
    now = (
        f"Today in the area of {row['local_authority_2026']}."
        if row["local_authority_2026"] != row["local_authority"]
        else ""
    )
    return Area(
        programme=programme,
        kind=Area.Kind.AREA,
        slug=row["slug"],
        name=row["name"],
        place=row["place"],
        summary=sentences(also, now, row["remark"]),
        announced_on=parse_date(row["announced_on"]),
        wave=int(row["wave"]),
        **_where(row),
    )


def _project(row: dict[str, str], programme: Programme) -> Area:
    return Area(
        programme=programme,
        kind=Area.Kind.PROJECT,
        slug=row["slug"],
        name=row["name"],
        place=row["place"],
        summary=sentences(f"{row['approach']}.", row["remark"]),
        announced_on=date(2011, 2, 17),  # all seventeen together
        **_where(row),
    )


def _where(row: dict[str, str]) -> dict[str, Any]:
    return {
        "local_authority": row["local_authority"],
        "region": row["region"],
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "precision": row["precision"],
        "source": row["source"],
        "confidence": row["confidence"],
    }


def sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
