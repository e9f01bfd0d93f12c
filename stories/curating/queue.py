"""What waits for a person, as rows: stories handed in and sources proposed, the longest waiting first.

Decides which rows a user's queue has, in which order, and what each says of itself. Leaves who may decide to
`deciding`, and which answers there are to `answering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stories.curating import answering, deciding
from stories.curating.answering import Answer, Thing
from stories.models import Decision, Source, Story

if TYPE_CHECKING:
    from stories.curating.deciding import Anyone

# Shown at once. Whoever has decided that many wants the next ones, not a second page.
LENGTH = 20


@dataclass(frozen=True)
class Choice:
    """One answer to a row; a no opens for its reason. What was typed before it was refused comes back."""

    value: str
    label: str
    owes: bool = False
    warning: str = ""  # of what cannot be taken back
    is_read: bool = False  # the reason, by whoever posted it
    ready: Sequence[str] = ()
    because: str = ""
    reason: str = ""
    error: str = ""


@dataclass(frozen=True)
class Row:
    """One thing that needs a person: components/queue_row.html draws it."""

    key: str
    tone: str
    state: str
    title: str
    href: str
    action: str
    reason: str = ""
    seen: str = ""
    next: str = ""
    lang: str = ""
    link: str = ""  # a step that is taken elsewhere, and what it is called
    link_label: str = ""
    link_asks: bool = False  # its site is asked, so that it is a button and no link
    address: str = ""  # what is to be followed
    answers: list[Choice] = field(default_factory=list)
    thing: Thing | None = None


def count(user: Anyone) -> int:
    """How many things wait for this user."""
    return deciding.waiting(user).count() + deciding.proposed(user).count()


def rows(user: Anyone, *, now: datetime, length: int = LENGTH) -> list[Row]:
    """The first `length` things, the longest waiting first."""
    found: list[tuple[datetime, Row]] = []
    for story in _stories(user)[:length]:
        found.append((story.waiting_since, story_row(story, now=now)))  # type: ignore[attr-defined]  # annotated
    for source in _sources(user)[:length]:
        found.append((source.waiting_since, source_row(source, now=now)))  # type: ignore[attr-defined]  # likewise
    found.sort(key=lambda pair: pair[0])
    return [row for _since, row in found[:length]]


def story_row(story: Story, *, now: datetime, next: str = "", typed: Mapping[str, str] | None = None) -> Row:
    """A row for this story. `typed` is an answer that was refused, and what came with it."""
    since = getattr(story, "waiting_since", None) or story.first_seen_at
    return Row(
        key=f"story-{story.pk}",
        tone="warn",
        state=_("Story waiting, %(time)s") % {"time": _how_long(since, now)},
        title=story.headline,
        lang=story.lang,
        href=reverse("story:inspect", args=[story.pk]),
        action=reverse("story:inspect", args=[story.pk]),
        reason=_about_story(story),
        seen=story.edition,
        next=next or reverse("queue"),
        answers=choices(story, typed=typed),
        thing=story,
    )


def source_row(
    source: Source, *, now: datetime, next: str = "", typed: Mapping[str, str] | None = None
) -> Row:
    """A row for this source."""
    return Row(
        key=f"source-{source.pk}",
        tone="warn",
        state=_source_waits(source, now),
        title=str(source),
        href=reverse("source:inspect", args=[source.pk]),
        action=reverse("source:inspect", args=[source.pk]),
        reason=_about_source(source),
        seen=source.edition,
        next=next or reverse("queue"),
        answers=choices(source, typed=typed),
        thing=source,
        address=source.url,
        **_look_first(source),
    )


def _look_first(source: Source) -> dict[str, Any]:
    """Nobody has to say yes to a name and a reason."""
    if source.state != Source.State.PROPOSED:
        return {}
    page = reverse("source:look", args=[source.pk])
    return {"link": page, "link_label": _("See what it would bring"), "link_asks": True}


def choices(thing: Thing, *, typed: Mapping[str, str] | None = None) -> list[Choice]:
    """The answers that can be given, each with what it needs."""
    return [_choice(answer, thing, typed or {}) for answer in answering.answers(thing)]


def _choice(answer: Answer, thing: Thing, typed: Mapping[str, str]) -> Choice:
    mine = typed if typed.get("answer") == answer else {}
    return Choice(
        value=answer,
        label=answering.label(answer, thing),
        owes=answer in answering.OWES_A_REASON,
        warning=answering.warning(answer, thing),
        is_read=answering.is_read(answer, thing),
        ready=answering.ready_made(answer, thing),
        because=mine.get("because", ""),
        reason=mine.get("reason", ""),
        error=mine.get("error", ""),
    )


def _stories(user: Anyone) -> QuerySet[Story]:
    """Since when each waits is written in its decisions; one that came from a feed waits since it was seen."""
    handed_in = Decision.objects.filter(story=OuterRef("pk"), to_state=Story.State.WAITING).order_by(
        "-when", "-pk"
    )
    since = Coalesce(Subquery(handed_in.values("when")[:1]), F("first_seen_at"), output_field=DateTimeField())
    return (
        deciding.waiting(user)
        .annotate(waiting_since=since)
        .select_related("owner_source", "posted_by")
        .prefetch_related("programmes", "areas", "enclosures", "photos__image")
        .order_by("waiting_since", "pk")
    )


def _sources(user: Anyone) -> QuerySet[Source]:
    """One that was followed and changed waits since it was sent back, not since somebody first proposed it."""
    asked = Decision.objects.filter(source=OuterRef("pk"), to_state=Source.State.PROPOSED)
    since = Subquery(asked.order_by("-when", "-pk").values("when")[:1])
    return (
        deciding.proposed(user)
        .annotate(waiting_since=Coalesce("doubted_at", since, "created_at", output_field=DateTimeField()))
        .select_related("proposed_by", "steward")
        .prefetch_related("programmes", "areas", "decisions")
        .order_by("waiting_since", "pk")
    )


def _source_waits(source: Source, now: datetime) -> str:
    if source.doubted_at:
        return _("Perhaps another feed by now, %(time)s") % {"time": _how_long(source.doubted_at, now)}
    since = getattr(source, "waiting_since", None) or source.created_at
    return _("Source proposed, %(time)s") % {"time": _how_long(since, now)}


def _how_long(since: datetime, now: datetime) -> str:
    return timesince(since, now, depth=1) if now - since >= timedelta(minutes=1) else _("just now")


def _about_story(story: Story) -> str:
    by = story.byline or (str(story.posted_by) if story.posted_by else "")
    photos = len(story.photos.all())
    return _sentences(
        _("By %(name)s") % {"name": by} if by else "",
        _names(story.programmes.all()) or _("The whole network"),
        _names(story.areas.all()),
        ngettext("%(n)d photo", "%(n)d photos", photos) % {"n": photos} if photos else "",
        _("A film") if story.video_url else "",
    )


def _about_source(source: Source) -> str:
    if source.is_doubted:
        return _sentences(
            _("Known as “%(title)s”") % {"title": source.feed_title} if source.feed_title else "",
            _("Nothing in it is known to us"),
            _("Its new stories wait"),
            _names(source.programmes.all()) or _("The whole network"),
        )
    why = next((step.reason for step in source.decisions.all() if step.to_state == source.state), "")
    by = str(source.proposed_by) if source.proposed_by else ""
    return _sentences(
        _("Asked for by %(name)s") % {"name": by} if by else _("From a list of feeds"),
        f"“{why}”" if why else "",
        _names(source.programmes.all()) or _("The whole network"),
        str(source.get_licence_display()),
    )


def _names(things: Iterable[object]) -> str:
    return ", ".join(str(thing) for thing in things)


def _sentences(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
