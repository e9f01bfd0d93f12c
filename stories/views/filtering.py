"""The filters as the page shows them: boxes to tick, chips to take away, and the result in words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from programmes.languages import own_name
from programmes.models import Area, Programme
from stories.facets import Counts
from stories.filters import NETWORK, Filters
from stories.models import Source, Story, Topic


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


def programme_choices(filters: Filters, counts: Counts) -> list[Choice]:
    """Every programme, and last what belongs to none of them."""
    choices = [
        Choice(each.slug, each.name, each in filters.programmes, counts.programmes.get(each.pk, 0))
        for each in Programme.objects.all()
    ]
    return [*choices, Choice(NETWORK, _("Across the network"), filters.across, counts.across)]


def topic_choices(filters: Filters, counts: Counts) -> list[Choice]:
    """The most used topics of what is in view, after those that are chosen."""
    chosen = [Choice(topic.slug, topic.name, True) for topic in filters.topics]
    slugs = {choice.value for choice in chosen}
    return chosen + [Choice(slug, name, False) for slug, name in counts.topics if slug not in slugs]


def kind_choices(filters: Filters, counts: Counts) -> list[Choice]:
    return [
        Choice(value, str(label), value in filters.kinds, counts.kinds.get(value, 0))
        for value, label in Story.Kind.choices
    ]


def language_choices(filters: Filters, counts: Counts) -> list[Choice]:
    """The languages there are stories in, each by its own name; the chosen one too, though none may be left."""
    codes = list(counts.languages)
    if filters.language and filters.language not in codes:
        codes.append(filters.language)
    return [Choice(code, own_name(code), code == filters.language) for code in codes]


def chips(filters: Filters) -> list[Chip]:
    on: list[tuple[Programme | Area | Topic | Source | str, str, str]] = [
        *((programme, programme.name, programme.slug) for programme in filters.programmes),
        *([(NETWORK, _("Across the network"), NETWORK)] if filters.across else []),
        *((area, area.name, area.programme.slug) for area in filters.areas),
        *((topic, topic.name, "") for topic in filters.topics),
        *((kind, str(Story.Kind(kind).label), "") for kind in filters.kinds),
    ]
    if filters.language:
        on.append((filters.language, own_name(filters.language), ""))
    if filters.source:
        on.append((filters.source, str(filters.source), ""))
    return [Chip(label, filters.without(value).query() or "?", thread) for value, label, thread in on]


def whose(filters: Filters) -> str:
    """The chosen programmes in one phrase, for “29 stories from …”."""
    names = [programme.name for programme in filters.programmes]
    if filters.across:
        names.append(_("across the network"))
    return get_text_list(names, _("and"))
