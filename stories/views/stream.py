"""The stream page: filters from the query string, a page of stories, a way on; and what is new since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from programmes.area_keys import area_key
from programmes.theme import STRANDS
from stories import facets, stream
from stories.filters import NETWORK
from stories.models import Story
from stories.views import filtering

_MICROS = re.compile(r"[0-9]{1,17}", re.ASCII)


@require_safe
def stream_view(request: HttpRequest) -> HttpResponse:
    filters = stream.Filters.from_query(request.GET)
    after = stream.Cursor.parse(request.GET.get("after"))
    before = stream.Cursor.parse(request.GET.get("before"))
    # Asked before the stories are: what becomes public in between is told as new, never lost.
    since = facets.newest_visible()
    page = stream.page(filters, after=after, before=before)
    first_page = page.newer is None
    context = {
        "filters": filters,
        "days": stream.by_day(page.stories),
        "older": filters.query(after=page.older) if page.older else "",
        "newer": filters.query(before=page.newer) if page.newer else "",
        "newest": reverse("stories:stream") + filters.query(),
        "first_page": first_page,
        "news": reverse("stories:news") + filters.query(since=since, to=page.older) if first_page else "",
    }
    return render(request, "stories/stream.html", context | _beside(filters, page.stories))


def _beside(filters: stream.Filters, stories: Sequence[Story]) -> dict[str, Any]:
    """How many there are (no fewer than are shown, for a count may be old), and the filters with their numbers."""
    counts = facets.counts(filters)
    programmes = filtering.programme_choices(filters, counts)
    return {
        "total": min(max(counts.total, len(stories)), stream.COUNT_LIMIT),
        "more_than_total": counts.total > stream.COUNT_LIMIT,
        "whose": filtering.whose(filters),
        "in_view": _in_view(filters, stories, many=len(programmes) - 1 > STRANDS),
        "only_across": filters.across and not filters.programmes,
        "chips": filtering.chips(filters),
        "programmes": programmes,
        "topics": filtering.topic_choices(filters, counts),
        "kinds": filtering.kind_choices(filters, counts),
        "languages": filtering.language_choices(filters, counts),
        "kept_areas": [area_key(area) for area in filters.areas],
        "network_thread": NETWORK,
    }


def _in_view(filters: stream.Filters, stories: Sequence[Story], *, many: bool) -> list[str]:
    """Whose strands the cord has: theirs who were asked for, or everybody's (an empty list says so).

    Where everybody is too many for the cord, theirs whose stories are shown.
    """
    programmes = list(filters.programmes)
    if many and not programmes:
        shown = {programme for story in stories for programme in story.programmes.all()}
        programmes = sorted(shown, key=lambda programme: (programme.position, programme.name))
    return [programme.slug for programme in programmes]


def _news_tag(request: HttpRequest) -> str:
    """Nothing new is public and the question is the same: the answer is too. Costs one row of one index."""
    asked = f"{facets.newest_visible()} {get_language()} {request.META.get('QUERY_STRING', '')}"
    return f'"{hashlib.sha256(asked.encode()).hexdigest()[:24]}"'


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=_news_tag)
def news_view(request: HttpRequest) -> JsonResponse:
    """How many stories became public since the reader's page was made, in words ready to show."""
    filters = stream.Filters.from_query(request.GET)
    since = request.GET.get("since", "")
    if not _MICROS.fullmatch(since):
        return JsonResponse({"stories": 0, "words": ""})
    count = facets.new_since(filters, int(since), down_to=stream.Cursor.parse(request.GET.get("to")))
    if count > facets.NEWS_LIMIT:
        words = _("More than %(count)s new stories") % {"count": facets.NEWS_LIMIT}
    else:
        words = ngettext("%(count)s new story", "%(count)s new stories", count) % {"count": count}
    return JsonResponse({"stories": count, "words": words if count else ""})
