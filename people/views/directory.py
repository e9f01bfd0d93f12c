"""The who's-who: one address, searched and narrowed by its query string."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people import counting, directory
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
        "chips": filtering.chips(filters),
        "programmes": filtering.programme_choices(filters, counts),
        "kinds": filtering.kind_choices(filters, counts),
        "regions": filtering.region_choices(filters),
        "in_view": [programme.slug for programme in filters.programmes],
    }
    return render(request, "people/directory.html", context)
