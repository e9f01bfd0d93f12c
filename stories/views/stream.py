"""The stream page: filters from the query string, a page of stories, a way on."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from programmes.models import Area, Programme
from stories import stream
from stories.filters import area_key
from stories.models import Source, Story


class Choice(NamedTuple):
    """One box or option of the filter form."""

    value: str
    label: str
    chosen: bool
    stories: int | None = None


class Chip(NamedTuple):
    """One filter that is on, and the address of the page without it."""

    label: str
    without: str
    thread: str = ""


@require_safe
def stream_view(request: HttpRequest) -> HttpResponse:
    filters = stream.Filters.from_query(request.GET)
    after = stream.Cursor.parse(request.GET.get("after"))
    before = stream.Cursor.parse(request.GET.get("before"))
    page = stream.page(filters, after=after, before=before)
    total = stream.count(filters)
    context = {
        "filters": filters,
        "days": stream.by_day(page.stories),
        "older": filters.query(after=page.older) if page.older else "",
        "newer": filters.query(before=page.newer) if page.newer else "",
        "newest": request.path + filters.query(),
        "total": min(total, stream.COUNT_LIMIT),
        "more_than_total": total > stream.COUNT_LIMIT,
        "in_view": [programme.slug for programme in filters.programmes],
        "chips": chips(filters),
        "programmes": programme_choices(filters),
        "kinds": [Choice(value, str(label), value in filters.kinds) for value, label in Story.Kind.choices],
        "languages": language_choices(filters),
        "kept_areas": [area_key(area) for area in filters.areas],
    }
    return render(request, "stories/stream.html", context)


def programme_choices(filters: stream.Filters) -> list[Choice]:
    counts = stream.programme_counts(filters)
    return [
        Choice(programme.slug, programme.name, programme in filters.programmes, counts.get(programme.pk, 0))
        for programme in Programme.objects.all()
    ]


def language_choices(filters: stream.Filters) -> list[Choice]:
    """The languages there are stories in, each by its own name; the chosen one too, though none may be left."""
    codes = stream.languages()
    if filters.language and filters.language not in codes:
        codes.append(filters.language)
    return [Choice(code, language_name(code), code == filters.language) for code in codes]


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def chips(filters: stream.Filters) -> list[Chip]:
    on: list[tuple[Programme | Area | Source | str, str, str]] = [
        *((programme, programme.name, programme.slug) for programme in filters.programmes),
        *((area, area.name, area.programme.slug) for area in filters.areas),
        *((kind, str(Story.Kind(kind).label), "") for kind in filters.kinds),
    ]
    if filters.language:
        on.append((filters.language, language_name(filters.language), ""))
    if filters.source:
        on.append((filters.source, str(filters.source), ""))
    return [Chip(label, filters.without(value).query() or "?", thread) for value, label, thread in on]
