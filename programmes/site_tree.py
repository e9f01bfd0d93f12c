"""The pages a new network starts with: home, one page for each programme and area, and two plain ones.

A page is made when it is missing and never touched again: from then on its words are the staff's. A page they
deleted stays deleted. Found again by what it presents (a programme, an area) or by its place (a slug).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import date as written_date
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from programmes import staff_edits
from programmes.models import (
    Area,
    AreaPage,
    HomePage,
    PlainPage,
    Programme,
    ProgrammeIndexPage,
    ProgrammePage,
)
from programmes.models.base import BasePage
from programmes.naming import network
from programmes.reference import DATA, rows, sentences

_WAVES = {1: "first", 2: "second", 3: "third"}


@transaction.atomic
def plant() -> int:
    """Make every page that is missing; how many that were."""
    before: int = Page.objects.count()
    for language, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    home = _home()
    for slug, title, introduction in (
        ("about", "About this network", "Why it is here, what you find in it, and how to join in."),
        (
            "about-our-fetching",
            "About our fetching",
            "What we fetch from other sites, how often, and how to stop us.",
        ),
    ):
        _plain(home, slug=slug, title=title, introduction=introduction)
    index = _index(home)
    # Nothing these pages hold is tracked by the reference index; without it they are made twice as fast.
    with disable_reference_index_auto_update():
        for page in _programme_pages(index):
            _area_pages(page)
    after: int = Page.objects.count()
    return after - before


def _home() -> HomePage:
    """The first page, in the place of the one that a new Wagtail comes with."""
    known: HomePage | None = HomePage.objects.filter(locale=Locale.get_default()).first()
    if known:
        return known
    site = Site.objects.get(is_default_site=True)
    home = HomePage(
        title="Somebody near you has already tried it.",
        seo_title="Stories, people and places",
        slug="network",
        introduction="Stories, people and places from community programmes, "
        "gathered from the blogs and channels they already use.",
    )
    Page.get_first_root_node().add_child(instance=home)
    address = urlsplit(settings.PUBLIC_ADDRESS)
    welcome, site.root_page = site.root_page, home
    site.hostname, site.port = address.hostname, address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.SITE_NAME
    site.save()
    if welcome.specific_class is Page and welcome.is_leaf():
        welcome.delete()
    return home


def _plain(home: HomePage, *, slug: str, title: str, introduction: str) -> None:
    if home.get_children().filter(slug=slug).exists() or title in staff_edits.deleted(PlainPage):
        return
    known = {
        "contact": network().contact,
        "user_agent": settings.OUTBOUND_USER_AGENT,
    }
    body = [("text", _words(slug).format(**known))]
    page = PlainPage(
        title=title, slug=slug, introduction=introduction, body=_stream(body), show_in_menus=True
    )
    home.add_child(instance=page)


def _index(home: HomePage) -> ProgrammeIndexPage:
    known: ProgrammeIndexPage | None = ProgrammeIndexPage.objects.child_of(home).first()
    if known:
        return known
    introduction = "Each programme is a thread of its own. Here they are, side by side."
    index = ProgrammeIndexPage(
        title="Programmes", slug="programmes", introduction=introduction, show_in_menus=True
    )
    home.add_child(instance=index)
    return index


def _programme_pages(index: ProgrammeIndexPage) -> Iterable[ProgrammePage]:
    """A page for each programme of the files; only these have words to begin with."""
    known = {page.programme_id: page for page in ProgrammePage.objects.filter(locale=index.locale)}
    deleted = staff_edits.deleted(ProgrammePage)
    for row in rows(DATA / "programmes.csv"):
        programme = Programme.objects.filter(slug=row["slug"]).first()
        if programme is None or (programme.pk not in known and programme.name in deleted):
            continue
        if programme.pk not in known:
            page = ProgrammePage(
                programme=programme,
                title=programme.name,
                slug=programme.slug,
                introduction=sentences(programme.summary, f"{row['dates_in_words']}."),
                body=_stream([("facts", _facts(programme.slug)), ("text", _words(programme.slug))]),
            )
            index.add_child(instance=page)
            known[programme.pk] = page
        yield known[programme.pk]


def _area_pages(parent: ProgrammePage) -> None:
    known = set(AreaPage.objects.filter(locale=parent.locale).values_list("area_id", flat=True))
    deleted = staff_edits.deleted(AreaPage)
    for area in (
        parent.programme.areas.select_related("programme").exclude(pk__in=known).exclude(name__in=deleted)
    ):
        page = AreaPage(area=area, title=area.name, slug=area.slug, introduction=_introduction(area))
        parent.add_child(instance=page)


def _introduction(area: Area) -> str:
    """One sentence in our own words; the facts and their source are shown beside it."""
    if area.kind == Area.Kind.PROJECT:
        return f"A Neighbourhood Challenge project in {area.place}."
    where = ", ".join(part for part in (area.place, area.local_authority, area.region) if part)
    if not where or not area.announced_on:
        return area.summary  # somebody's own words: there is no announcement to put into ours
    announced = f"One of the {_WAVES[area.wave]} fifty areas" if area.wave in _WAVES else "An area"
    announced += f", announced on {written_date(area.announced_on, 'j F Y')}"
    return f"A {area.programme.name} area in {where}. {announced}."


def _facts(programme: str) -> list[dict[str, str]]:
    return [
        {"figure": row["figure"], "label": row["label"], "source": row["source"]}
        for row in rows(DATA / "facts.csv")
        if row["programme"] == programme
    ]


def _words(name: str) -> str:
    return (DATA / "pages" / f"{name}.html").read_text(encoding="utf-8")


def _stream(blocks: Sequence[tuple[str, object]]) -> object:
    """Blocks as the body field takes them."""
    body = BasePage._meta.get_field("body")
    return body.stream_block.to_python([{"type": kind, "value": value} for kind, value in blocks])
