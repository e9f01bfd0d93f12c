"""The network in templates: what it calls itself, its programmes, and the pages that lead to them."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.db.models import Q
from django.template import Context
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from programmes import geography, whereabouts
from programmes.languages import readable
from programmes.models import (
    Area,
    AreaPage,
    PlainPage,
    Programme,
    ProgrammeIndexPage,
    ProgrammePage,
    SiteSettings,
)
from programmes.naming import network_of

register = template.Library()

MOST_AT_THE_FOOT = 8


@register.simple_tag(takes_context=True)
def network(context: Context) -> SiteSettings:
    return network_of(context.get("request"))


@dataclass(frozen=True)
class WaysOn:
    """The pages of the CMS that every page leads to."""

    programmes: Page | None  # their list
    plain: list[Page]  # those that staff chose to show in menus


@register.simple_tag
def ways_on() -> WaysOn:
    """In the reader's language, asked for at once: the header and the foot of every page need them."""
    rows = Page.objects.live().public()
    lists, plain = rows.type_q(ProgrammeIndexPage), rows.type_q(PlainPage) & Q(show_in_menus=True)
    # Of its own kind a page knows the address that keeps readers in their language.
    found = [page.specific_deferred for page in readable(rows.filter(lists | plain)).order_by("path")]
    return WaysOn(
        programmes=next((page for page in found if isinstance(page, ProgrammeIndexPage)), None),
        plain=[page for page in found if isinstance(page, PlainPage)][:MOST_AT_THE_FOOT],
    )


@register.simple_tag
def programme_pages() -> list[ProgrammePage]:
    """The programmes' pages in the reader's language, in the order of their strands."""
    pages = readable(ProgrammePage.objects.live().public())
    return list(pages.select_related("programme").order_by("programme__position", "programme__name"))


@register.simple_tag
def programmes() -> list[Programme]:
    """All programmes, in the order of their strands."""
    return list(Programme.objects.all())


@register.simple_tag
def nearby(area: Area, limit: int = 5) -> list[dict[str, object]]:
    """The nearest areas of any programme, how far they are, and where they are told of."""
    known = Area.objects.filter(latitude__isnull=False).select_related("programme")
    found = geography.nearest(area, known, limit=limit)
    pages = whereabouts.of_areas(each.area for each in found)
    return [{"area": each.area, "miles": each.miles, "href": pages.get(each.area.pk, "")} for each in found]


@register.simple_tag
def text_direction() -> str:
    """`rtl` or `ltr`, for the language the page is shown in."""
    try:
        return "rtl" if get_language_info(get_language() or "en")["bidi"] else "ltr"
    except KeyError:
        return "ltr"


@register.simple_tag
def areas_of(slug: str) -> dict[str, object]:
    """A programme named by a block of a page, and its areas' pages; nothing where it has gone."""
    pages = readable(AreaPage.objects.live().public().filter(area__programme__slug=slug)).order_by("title")
    return {"programme": Programme.objects.filter(slug=slug).first(), "pages": list(pages)}
