"""Who else tells it: stories of different tellers, near in words and in time, put together and never merged.

Done in batches once stories are stored and can be searched for: it is owed in `Afterwards`. Candidates come from
two indexes, titles and sketches of the words, never from comparing everything with everything; each pair is read
before it is believed. Only what is public counts.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from stories import bulk
from stories.ingest.entry import Runs, bands, retold, runs
from stories.models import Afterwards, Cluster, Sketch, Story

CLOSE = timedelta(days=14)  # between two tellings of one thing
FRESH = timedelta(days=60)  # older stories are found by their titles only: an archive needs no sketches
MOST = 4_000  # candidates of one batch
COMMON = 30  # stories; a title or a sketch that more of them share is a habit, and no sign

BATCH = 200  # stories per transaction
WHILE = 30.0  # seconds that one sweep works; the next one goes on
GIVES_WAY_TO = 1_000  # stories that cannot be searched for yet

SAME_TITLE, NEAR_SAME_WORDS = "the same title, near-same words", "near-same words"

Sign = TypeVar("Sign")  # a title, or a band of a sketch and its number


def also_told_by(story: Story) -> QuerySet[Story]:
    """The public stories that tell the same, in the order of the stream."""
    others = Story.objects.published().exclude(pk=story.pk).filter(cluster=story.cluster_id)
    return others.select_related("owner_source").only(*_CREDITED).newest_first()


def sweep(*, now: datetime) -> int:
    """Gather what is owed, for a while; returns how many stories were looked at. Several at once share the work."""
    began, last, seen = time.monotonic(), 0, 0
    while time.monotonic() - began < WHILE and not _is_import():
        with transaction.atomic():
            pks = Afterwards.objects.take(Afterwards.What.RETOLD, after=last, most=BATCH)
            stories = list(Story.objects.published().only(*_COMPARED).filter(pk__in=pks).order_by("pk"))
            busy = gather(stories, now=now) if stories else set()
            Afterwards.objects.owe(Afterwards.What.RETOLD, sorted(busy))
        seen += len(pks)
        if len(pks) < BATCH:
            break
        last = pks[-1]
    return seen


def _is_import() -> bool:
    """More is to be made searchable than waits for the clock on any day: that comes first."""
    return Story.objects.filter(search_owed=True)[GIVES_WAY_TO : GIVES_WAY_TO + 1].exists()


@transaction.atomic
def gather(stories: Sequence[Story], *, now: datetime) -> set[int]:
    """Put each of these public stories with those that tell the same, and out of where it no longer belongs.

    Returns the ids of those that somebody else is writing to or to whose kin; they are to be brought again. Nobody
    is waited for: the engine must not.
    """
    words = _Words(stories)
    kin = _kin(stories, _sketch(stories, words, now=now), words)
    return {
        story.pk
        for story in stories
        if (story.pk in kin or story.cluster_id) and not _settle(story.pk, kin.get(story.pk, {}))
    }


def forget(*, now: datetime) -> int:
    """Drop the sketches of what is no longer fresh; returns how many."""
    gone, _by_model = Sketch.objects.filter(story__sort_at__lt=now - FRESH).delete()
    return gone


_CREDITED = (
    "title", "excerpt", "lang", "licence", "byline", "sort_at", "cluster_id",
    "owner_source__title", "owner_source__url",
)  # fmt: skip
_COMPARED = ("title_hash", "text", "sort_at", "owner_source_id", "posted_by_id", "cluster_id")


class _Words(dict[int, Runs]):
    """The words of stories by their ids, taken apart when they are asked for: an archive's hardly ever are."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self.stories = {story.pk: story for story in stories}

    def __missing__(self, pk: int) -> Runs:
        self[pk] = runs(self.stories[pk].text)
        return self[pk]


# --- who may be kin -----------------------------------------------------------------------------------------


def _sketch(stories: Sequence[Story], words: _Words, *, now: datetime) -> Sequence[bulk.Row]:
    """Write the sketches of those that are fresh."""
    rows = [
        {"story_id": story.pk, "band": band, "value": value}
        for story in stories
        if story.sort_at >= now - FRESH
        for band, value in enumerate(bands(words[story.pk]))
        if value is not None
    ]
    Sketch.objects.filter(story__in=[story.pk for story in stories]).delete()
    bulk.insert(Sketch, rows)
    return rows


def _kin(stories: Sequence[Story], sketched: Iterable[bulk.Row], words: _Words) -> dict[int, dict[int, str]]:
    """For each story the ones that tell the same, and how that is known."""
    known = words.stories
    pairs = {*_by_title(stories), *_by_sketch(sketched)}
    theirs = {other for _pk, other in pairs} - known.keys()
    if theirs:
        known |= Story.objects.published().only(*_COMPARED).in_bulk(list(theirs))
    kin: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, other in pairs:
        if other in known and (evidence := _evidence(known[pk], known[other], words)):
            kin[pk][other] = evidence
    return dict(kin)


def _by_title(stories: Sequence[Story]) -> list[tuple[int, int]]:
    titles: dict[bytes, list[int]] = defaultdict(list)
    for story in stories:
        if story.title_hash:
            titles[bytes(story.title_hash)].append(story.pk)
    if not titles:
        return []
    times = [story.sort_at for story in stories]
    near = Story.objects.published().filter(sort_at__range=(min(times) - CLOSE, max(times) + CLOSE))
    rows = near.filter(title_hash__in=list(titles)).values_list("pk", "title_hash")
    return _pairs(titles, ((bytes(title or b""), other) for other, title in rows[:MOST]))


def _by_sketch(sketched: Iterable[bulk.Row]) -> list[tuple[int, int]]:
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in sketched:
        held[row["band"], row["value"]].append(row["story_id"])
    if not held:
        return []
    alike = Q()
    for band in {band for band, _value in held}:
        alike |= Q(band=band, value__in=[value for each, value in held if each == band])
    rows = Sketch.objects.filter(alike).values_list("band", "value", "story_id")
    return _pairs(held, (((band, value), other) for band, value, other in rows[:MOST]))


def _pairs(ours: Mapping[Sign, Sequence[int]], found: Iterable[tuple[Sign, int]]) -> list[tuple[int, int]]:
    """Ours and others that bear the same sign, where it is one."""
    bearing: dict[Sign, list[int]] = defaultdict(list)
    for sign, other in found:
        bearing[sign].append(other)
    return [
        (pk, other)
        for sign, others in bearing.items()
        if len(others) <= COMMON
        for other in others
        for pk in ours[sign]
        if pk != other
    ]


def _evidence(story: Story, other: Story, words: _Words) -> str:
    """Why these two are one told twice; "" if they are not. Whoever tells the same twice has told two things."""
    if _teller(story) == _teller(other) or abs(story.sort_at - other.sort_at) > CLOSE:
        return ""
    titles = [bytes(each.title_hash) for each in (story, other) if each.title_hash is not None]
    same_title = len(titles) == 2 and titles[0] == titles[1]
    if not retold(words[story.pk], words[other.pk], same_title=same_title):
        return ""
    return SAME_TITLE if same_title else NEAR_SAME_WORDS


def _teller(story: Story) -> tuple[str, int]:
    if story.owner_source_id:
        return "source", story.owner_source_id
    return ("member", story.posted_by_id) if story.posted_by_id else ("nobody", story.pk)


# --- putting them together ----------------------------------------------------------------------------------


def _settle(pk: int, kin: Mapping[int, str]) -> bool:
    """Bring a story's cluster in line with its kin; False, and nothing done, where a row is being written to."""
    held = dict(Story.objects.filter(pk__in=[pk, *kin]).values_list("pk", "cluster_id"))
    clusters = {cluster for cluster in held.values() if cluster}
    if not _locked(Story.objects.filter(Q(pk__in=held) | Q(cluster__in=clusters))):
        return False
    theirs = sorted({held[other] for other in kin if held.get(other)})
    target = theirs[0] if theirs else None
    if kin and target is None:
        target = Cluster.objects.create(evidence=min(kin.values())).pk
    Story.objects.filter(cluster__in=theirs).update(cluster=target)  # what joins two clusters makes them one
    Story.objects.filter(pk__in=held).update(cluster=target)
    for cluster in clusters - {target}:
        _tidy(cluster)
    return True


def _locked(rows: QuerySet[Story]) -> bool:
    """Hold these rows until the end, if nobody else does."""
    if not connection.features.has_select_for_update_skip_locked:
        return True
    wanted = set(rows.values_list("pk", flat=True))
    return set(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)) >= wanted


def _tidy(cluster: int) -> None:
    """One story alone is no cluster."""
    left = Story.objects.filter(cluster=cluster)
    if left.count() < 2:
        left.update(cluster=None)
        Cluster.objects.filter(pk=cluster).delete()
