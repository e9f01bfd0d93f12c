"""How many each filter would show: the numbers beside the directory's boxes, under the other filters.

Counts only whom the viewer may see, so that no number tells of somebody who is not shown. The queries are few and
do not grow; the network is small enough not to remember their answers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from people import directory
from people.consent import Viewer
from people.directory import ORGANISATION, Matching
from people.filters import AREA, PERSON, Filters
from people.models import Involvement


@dataclass(frozen=True)
class Counts:
    """Entries per programme id and per kind; and all that match."""

    programmes: Counter[int]
    kinds: Counter[str]
    total: int


def counts(filters: Filters, *, to: Viewer) -> Counts:
    areas = directory.matching(replace(filters, kinds=(AREA,)), to=to)
    return Counts(
        programmes=_programmes(directory.matching(replace(filters, programmes=()), to=to)),
        kinds=_kinds(directory.matching(replace(filters, kinds=()), to=to), areas.areas.count()),
        total=directory.matching(filters, to=to).count(),
    )


def _programmes(found: Matching) -> Counter[int]:
    counted: Counter[int] = Counter()
    for actor, rows in ((PERSON, found.people), (ORGANISATION, found.organisations)):
        roles = Involvement.objects.filter(**{f"{actor}__in": rows.order_by().values("pk")})
        where = Coalesce("programme", "area__programme")
        per = roles.order_by().annotate(of=where).values_list("of").annotate(n=Count(actor, distinct=True))
        counted.update(dict(per))
    counted.update(_grouped(found.areas, "programme"))
    return counted


def _kinds(found: Matching, areas: int) -> Counter[str]:
    counted = Counter(_grouped(found.organisations, "kind"))
    counted[PERSON] = found.people.count()
    counted[AREA] = areas
    return counted


def _grouped(rows: QuerySet[Any], field: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))
