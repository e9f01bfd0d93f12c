"""The who's-who: one address, searched and narrowed by its query string."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from people import counting, directory, geojson
from people.consent import Viewer
from people.filters import Filters
from people.views import filtering


@require_safe
def directory_view(request: HttpRequest) -> HttpResponse:
    filters = Filters.from_query(request.GET)
    viewer = Viewer.of(request.user)
    page = directory.page(filters, to=viewer, after=request.GET.get("after", ""))
    counts = counting.counts(filters, to=viewer)
    context = {
        "filters": filters,
        "entries": page.entries,
        "more": filters.query(after=page.next_after) if page.next_after else "",
        "is_first_page": not request.GET.get("after"),
        "total": counts.total,
        "with_areas": filters.wants_areas,
        "chips": filtering.chips(filters),
        "programmes": filtering.programme_choices(filters, counts),
        "kinds": filtering.kind_choices(filters, counts),
        "regions": filtering.region_choices(filters),
        "views": _views(filters),
        "points": reverse("people:points") + replace(filters, on_map=False).query(),
        "at": request.GET.get("at", "") if filters.on_map else "",
        "without_a_place": directory.without_a_place(filters, to=viewer) if filters.on_map else 0,
        "in_view": [programme.slug for programme in filters.programmes],
    }
    return render(request, "people/directory.html", context)


@require_safe
@gzip_page
@cache_control(private=True, no_cache=True)
def points_view(request: HttpRequest) -> HttpResponse:
    """The same people, organisations and areas as the list beside the map, as this reader may see them."""
    filters = replace(Filters.from_query(request.GET), on_map=True)
    found = geojson.collection(filters, to=Viewer.of(request.user))
    return JsonResponse(found, content_type="application/geo+json")


def _views(filters: Filters) -> list[dict[str, Any]]:
    """One address, seen in several ways, each with the filters that are on."""
    here = reverse("people:directory")
    return [
        {
            "label": label,
            "href": here + replace(filters, on_map=on_map).query(),
            "current": on_map == filters.on_map,
        }
        for label, on_map in ((_("List"), False), (_("Map"), True))
    ]
