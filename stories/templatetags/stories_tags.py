"""Stories in templates: the newest ones, where they are from, when, and in which language."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from people.models import Organisation, Person
from programmes.models import Area, Programme
from stories import stream
from stories.curating import featuring
from stories.links import host, named_host, web_address
from stories.models import Enclosure, Source, Story, Topic
from stories.models.story import beginning
from stories.outputs import addresses

register = template.Library()
register.filter(web_address)
register.filter(host)
register.filter(named_host)
register.filter(beginning)

WORDS_A_MINUTE = 200
OPENING, OPENING_WORDS = (
    200,
    30,
)  # of an excerpt on a card: characters, or words where no sentence ends in them

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_SENTENCE_END = re.compile(r"[.!?؟۔。]['\"’”)\]]*(?=\s)")
_SCROLLING = re.compile(r"<(table|pre)\b")
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "aran", "hebr", "nkoo", "syrc", "thaa"})


@register.inclusion_tag("components/latest_stories.html")
def latest_stories(
    about: Programme | Area | None = None,
    limit: int = 6,
    without: Collection[Story] = (),
    led: bool = False,
) -> dict[str, Any]:
    """The newest stories of a programme or area, or of everything; nothing there is said in words.

    `without` are those that stand on the page already: when they are all there is, that is not nothing.
    `led`: the newest one is drawn large.
    """
    shown = {story.pk for story in without}
    stories = stream.latest(about=about, limit=limit + len(shown))
    stories = [story for story in stories if story.pk not in shown][:limit]
    return {"days": stream.by_day(stories), "about": about, "is_whole": bool(shown), "led": led}


@register.simple_tag
def featured_stories(programme: Programme) -> list[Story]:
    """What staff put first on this programme's page, as of now."""
    return featuring.current(programme, now=timezone.now())


@register.inclusion_tag("components/stories_by.html")
def stories_by(who: Person | Organisation, limit: int = 5) -> dict[str, Any]:
    """The newest stories somebody tells, and the sources they publish at home; nothing where there are none."""
    followed = Source.objects.exclude(state=Source.State.PROPOSED).order_by("title", "pk")
    mine = {"steward": who} if isinstance(who, Person) else {"publisher": who}
    return {
        "days": stream.by_day(stream.told_by(who, limit=limit)),
        "sources": list(followed.filter(**mine)),
        "feeds": addresses.feeds(who),
    }


@register.simple_tag
def area_query(area: Area) -> str:
    """The query string that shows an area's stories."""
    return stream.Filters(areas=(area,)).query()


@register.simple_tag
def feeds_of(about: addresses.About = None) -> list[addresses.Feed]:
    """The ways to follow a programme, an area, somebody, or the stream under filters."""
    return addresses.feeds(about)


@register.simple_tag
def topic_query(topic: Topic) -> str:
    """The query string that shows what is told about a topic."""
    return stream.Filters(topics=(topic,)).query()


@register.filter
def opening(excerpt: str) -> str:
    """The first sentences, as many as a card has room for; where none ends in time, the first words."""
    if len(excerpt) <= OPENING:
        return excerpt
    ends = [end.end() for end in _SENTENCE_END.finditer(excerpt, OPENING // 2, OPENING)]
    return excerpt[: ends[-1]].rstrip() if ends else Truncator(excerpt).words(OPENING_WORDS)


@register.filter(is_safe=True)
def reachable(html: str) -> str:
    """Cleaned words in which tables and code, which scroll sideways, can be scrolled by keyboard (WCAG 2.1.1)."""
    # Cleaning leaves no "<" but that of a tag, so no attribute is ever mistaken for one.
    return _SCROLLING.sub(r'<\1 tabindex="0"', html)


@register.filter
def plays_as(enclosure: Enclosure) -> str:
    """`audio` or `video` if the browser may play it here: of that type, from where the policy lets media load."""
    parts = urlsplit(enclosure.url) if host(enclosure.url) else None
    kind = enclosure.media_type.partition("/")[0]
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["media-src"]
    if not parts or kind not in {"audio", "video"}:
        return ""
    return kind if {f"{parts.scheme}:", f"{parts.scheme}://{parts.netloc}"} & set(allowed) else ""


@register.filter
def running_time(seconds: int) -> str:
    """How long it plays, as people say it."""
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


@register.filter
def minutes_to_read(text: str) -> int:
    """At an unhurried pace, rounded up; 0 for no words."""
    return -(-len(text.split()) // WORDS_A_MINUTE)


@register.simple_tag
def lang_attributes(language: str) -> SafeString:
    """`lang` and `dir` for words that are not in the language of the page; on the words, not the card."""
    if not _LANGUAGE_TAG.fullmatch(language or ""):
        return SafeString(' dir="auto"')
    if primary(language) == primary(get_language() or ""):
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, "rtl" if is_right_to_left(language) else "ltr")


@register.filter
def other_language(language: str) -> str:
    """The language's name in the reader's language, if it is not the reader's own."""
    if not language or primary(language) == primary(get_language() or ""):
        return ""
    return _name_of(language)


@register.filter
def language_name(language: str) -> str:
    """The language's name in the reader's language; its code where Django knows no name for it."""
    return _name_of(language) or language


def _name_of(language: str) -> str:
    try:
        return str(get_language_info(primary(language))["name_translated"])
    except KeyError:
        return ""


@register.filter
def day_name(day: date) -> str:
    """Today, Yesterday, or the day of the week."""
    ago = (timezone.localdate() - day).days
    return {0: _("Today"), 1: _("Yesterday")}.get(ago) or date_format(day, "l")


@register.filter
def day_date(day: date) -> str:
    """`7 June`, with the year when it is another one."""
    return date_format(day, "j F" if day.year == timezone.localdate().year else "j F Y")


@register.filter
def thread(story: Story) -> str:
    """The colour a story hangs by: its first programme's, or the network's own."""
    return next((programme.slug for programme in story.programmes.all()), "network")


@register.filter
def thread_too(story: Story) -> str:
    """The second colour in its knot, when it belongs to two programmes."""
    slugs = [programme.slug for programme in story.programmes.all()]
    return slugs[1] if len(slugs) > 1 else ""


def primary(language: str) -> str:
    return language.split("-")[0].lower()


def is_right_to_left(language: str) -> bool:
    first, *rest = language.lower().split("-")
    if any(part in _RIGHT_TO_LEFT_SCRIPTS for part in rest):
        return True
    if any(len(part) == 4 and part.isalpha() for part in rest):
        return False  # another script is named
    return first in _RIGHT_TO_LEFT
