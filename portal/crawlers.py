"""What search engines are told: where not to go, and which pages live here.

A story that was pulled lives at its publisher's, and its page says so (`rel=canonical`): it is not in the map. Nor
are people: nobody who joins asks for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from people.models import Organisation
from programmes.languages import address_in
from stories.models import Story

CLOSED = ("accounts/", "cms/", "search/")  # nothing to find; a search page would be crawled without end
PART = 1000  # addresses in one part of the map


class StorySitemap(Sitemap[Story]):
    """Stories that were posted here: those pulled live elsewhere."""

    limit = PART

    def items(self) -> QuerySet[Story]:
        own = Story.objects.published().filter(origin=Story.Origin.POSTED)
        return own.only("title", "excerpt", "visible_at").order_by("-pk")

    def lastmod(self, story: Story) -> datetime | None:
        return story.visible_at


class OrganisationSitemap(Sitemap[Organisation]):
    limit = PART

    def items(self) -> QuerySet[Organisation]:
        return Organisation.objects.filter(replaced_by__isnull=True).only("slug").order_by("pk")


class ListSitemap(Sitemap[str]):
    """The pages that lead to all others."""

    def items(self) -> Iterable[str]:
        return ["stories:stream", "people:directory"]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {
    "pages": PageSitemap,
    "lists": ListSitemap,
    "stories": StorySitemap,
    "organisations": OrganisationSitemap,
}


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def robots_view(request: HttpRequest) -> HttpResponse:
    closed = [address_in(f"/{path}", code) for code, _name in settings.LANGUAGES for path in CLOSED]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in dict.fromkeys(closed)), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
