"""A small network that exists only in memory: programmes, areas, organisations, people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.templatetags.static import static
from wagtail.models import Locale, Page

from programmes.models import Area, CustomImage, PlainPage, Programme, ProgrammePage
from programmes.models.media import Rendition

Row = TypeVar("Row", bound=Model)
Presented = TypeVar("Presented", bound=Page)

ORGANISERS = Programme(
    pk=1, name="Community Organisers", slug="community-organisers", colour="#a8480a", position=1,
    summary="People who listen for a living, and train others to.",
)  # fmt: skip
NEIGHBOURHOODS = Programme(
    pk=2, name="NESTA Neighbourhoods", slug="nesta-neighbourhoods", colour="#0b6e66", position=2,
    summary="Local groups trying something nobody has done there before.",
)  # fmt: skip
BIG_LOCAL = Programme(
    pk=3, name="Big Local", slug="big-local", colour="#86277f", position=3,
    summary="A million pounds each, ten years, and the people who live there decide.",
)  # fmt: skip
PROGRAMMES = [ORGANISERS, NEIGHBOURHOODS, BIG_LOCAL]

KESTERFIELD = Area(
    pk=1, programme=BIG_LOCAL, name="Kesterfield", slug="kesterfield", announced_on=date(2011, 2, 1), wave=1,
    source="Announcement of the first fifty areas", confidence="high",
)  # fmt: skip
LONG_AREA = Area(
    pk=2, programme=BIG_LOCAL, slug="long", wave=3, confidence="low", announced_on=date(2012, 12, 10),
    name="Aldersyke, Lower Aldersyke and the Villages beyond the Old Railway Line",
    source="A page of a website that has since closed, kept by an archive, and what two residents remember",
)  # fmt: skip
UNKNOWN_AREA = Area(pk=3, programme=BIG_LOCAL, name="Saltmarsh", slug="saltmarsh", confidence="low")

TABLE_ALT = "Five people sit along a table set for lunch, bunting in the window behind them."


def held(model: type[Row], rows: Iterable[Row]) -> QuerySet[Row]:
    """A queryset that already has its rows and asks no database for them."""
    found = model._default_manager.all()
    found._result_cache = list(rows)
    return found


def image(*, colour: str = "#d9c9a3") -> CustomImage:
    """A drawn picture of our own, in the place of a photograph somebody took."""
    drawn = SimpleNamespace(
        url=static("svg/samples/table.svg"), width=720, height=405, filter_spec="width-720|format-png"
    )
    found = CustomImage(
        pk=1,
        title="Lunch",
        description=TABLE_ALT,
        file="table.png",
        width=1280,
        height=720,
        dominant_colour=colour,
    )
    relate(found, renditions=held(Rendition, [drawn]))  # type: ignore[type-var]  # has all that a page asks of one
    return found


def relate(owner: Model, **related: QuerySet[Row]) -> None:
    """Give an unsaved instance its related rows, where prefetching would have put them."""
    owner._prefetched_objects_cache = related  # type: ignore[attr-defined]  # set by prefetch_related


def programme_page(programme: Programme, introduction: str = "") -> ProgrammePage:
    return somewhere(ProgrammePage(title=programme.name, programme=programme, introduction=introduction))


def plain_page(title: str) -> PlainPage:
    return somewhere(PlainPage(title=title))


def somewhere(page: Presented) -> Presented:
    """Give a page that is in no tree a language and an address."""
    page.pk, page.locale = 1, Locale(pk=1, language_code=settings.LANGUAGE_CODE)
    page.get_url = lambda request=None: "#"  # no tree to work it out from
    return page
