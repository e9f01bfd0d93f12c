"""Stories to follow from elsewhere: one feed in three forms for each thing somebody may want to follow.

Whoever asks with what they got last time is answered from four rows, and most who ask have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from people import consent
from people.models import Organisation
from programmes.models import Area, Programme
from programmes.naming import network_of
from stories.filters import Filters
from stories.models import Story
from stories.origin import mark
from stories.outputs import json_feed, news, sources, xml
from stories.outputs.addresses import FORMS
from stories.outputs.channel import Channel
from stories.outputs.items import item
from stories.views.filtering import chips

WRITERS: dict[str, Callable[[Channel], str]] = {"atom": xml.atom, "rss": xml.rss, "json": json_feed.write}
VERSION = "2"  # raised when the same stories are written differently
CACHED = 300  # seconds


@dataclass(frozen=True)
class Followed:
    """What is followed: a name that never changes, its name in words, its page, and how its stories are found."""

    name: str
    title: str
    page: str
    stories: Callable[[], list[Story]]


def stream_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    """The stream, under the same filters as its page."""
    filters = Filters.from_query(request.GET)
    title = ", ".join(chip.label for chip in chips(filters))
    page = reverse("stories:stream") + filters.query()
    return _answer(request, form, Followed(f"stream{filters.query()}", title, page, lambda: news.of(filters)))


def programme_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    programme = get_object_or_404(Programme, slug=slug)
    filters = Filters(programmes=(programme,))
    page = reverse("stories:stream") + filters.query()
    name = f"programme/{programme.slug}"
    return _answer(request, form, Followed(name, programme.name, page, lambda: news.of(filters)))


def area_feed(request: HttpRequest, programme: str, slug: str, form: str) -> HttpResponseBase:
    areas = Area.objects.select_related("programme")
    area = get_object_or_404(areas, slug=slug, programme__slug=programme)
    filters = Filters(areas=(area,))
    page = reverse("stories:stream") + filters.query()
    name = f"area/{area.programme.slug}/{area.slug}"
    return _answer(request, form, Followed(name, area.name, page, lambda: news.of(filters)))


def person_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Of somebody whom everyone may see: a feed has no reader who could be known."""
    person = get_object_or_404(consent.listed(to=consent.ANONYMOUS), slug=slug)
    name, page = f"person/{person.slug}", person.get_absolute_url()
    return _answer(request, form, Followed(name, person.display_name, page, lambda: news.told_by(person)))


def organisation_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    organisation = get_object_or_404(Organisation, slug=slug)
    name, page = f"organisation/{organisation.slug}", organisation.get_absolute_url()
    followed = Followed(name, organisation.name, page, lambda: news.told_by(organisation))
    return _answer(request, form, followed)


@require_safe
@gzip_page
@cache_control(public=True, max_age=24 * 3600)
def sources_view(request: HttpRequest) -> HttpResponse:
    """The blogs and channels we follow, for whoever wants to follow them without us."""
    title = _("Blogs and channels of %(network)s") % {"network": network_of(request).name}
    return HttpResponse(sources.opml(title), content_type="text/x-opml; charset=utf-8")


@require_safe
@gzip_page
@cache_control(public=True, max_age=CACHED)
def _answer(request: HttpRequest, form: str, followed: Followed) -> HttpResponseBase:
    if form not in WRITERS:
        raise Http404
    changed_at = news.changed_at()
    asked = f"{VERSION} {changed_at.isoformat()} {request.get_full_path()} {get_language()}"
    tag, seconds = f'"{hashlib.sha256(asked.encode()).hexdigest()[:24]}"', int(changed_at.timestamp())
    known = get_conditional_response(request, etag=tag, last_modified=seconds)
    if known is not None:
        return known
    body = WRITERS[form](_channel(request, followed))
    headers = {"ETag": tag, "Last-Modified": http_date(seconds)}
    return HttpResponse(body, content_type=f"{FORMS[form][1]}; charset=utf-8", headers=headers)


def _channel(request: HttpRequest, followed: Followed) -> Channel:
    network = network_of(request).name
    absolute = request.build_absolute_uri
    return Channel(
        id=mark(followed.name),
        title=f"{followed.title}, {network}" if followed.title else network,
        description=_(
            "Stories from community programmes, gathered from the blogs and channels they already use."
        ),
        network=network,
        language=get_language() or "",
        page=absolute(followed.page),
        address=absolute(request.get_full_path()),
        items=[item(story, absolute=absolute) for story in followed.stories()],
    )
