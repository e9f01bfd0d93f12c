"""Which programmes and areas a reporter can choose, and which are likely theirs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programmes.models import Area, Membership, Programme

if TYPE_CHECKING:
    from portal.accounts.models import User

ACROSS = "network"  # the answer “across the network”, which is no programme


def programme_choices() -> list[tuple[str, str]]:
    names = Programme.objects.order_by("position", "name").values_list("slug", "name")
    return [*names, (ACROSS, _("Across the network"))]


def area_choices(among: QuerySet[Programme] | None = None) -> list[Any]:
    """Every area (of these programmes) under its programme's name, so that a browser's list can be typed into."""
    areas = Area.objects.all() if among is None else Area.objects.filter(programme__in=among)
    rows = areas.order_by("programme__position", "programme__name", "name__folded", "pk")
    found = rows.values_list("programme__name", "pk", "name")
    grouped = [
        (programme, [(str(pk), name) for _programme, pk, name in rows])
        for programme, rows in groupby(found, key=lambda row: row[0])
    ]
    return [("", _("Nowhere in particular")), *grouped]


def usual(writer: User) -> dict[str, Any]:
    """Where the writer's first membership is: right for most of what they tell."""
    held = Membership.objects.filter(user=writer).select_related("programme", "area__programme")
    found = held.order_by("pk").first()
    area = found.area if found else None
    return {"area": area, "programme": area.programme if area else found.programme if found else None}
