"""What must be true of the database when all is calm again: the stream is a function of what the farm served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from stories.models import Code, EntryKey, Fetch, Source, Story, StoryProgramme, StorySource
from tests.faults.farm import Farm


class Broken(AssertionError):
    """What the oracle found, by kind: lost, doubled, stale, untold, unhealed, asked twice, hurried."""

    def __init__(self, complaints: Sequence[tuple[str, str]]) -> None:
        self.kinds = {kind for kind, _what in complaints}
        counts = Counter(kind for kind, _what in complaints)
        shown = "\n".join(f"  {kind}: {what}" for kind, what in complaints[:20])
        super().__init__(f"{dict(counts)}\n{shown}")


def check(farm: Farm, sources: Sequence[Source]) -> None:
    """Raise Broken where the stream is not what the farm's feeds tell."""
    complaints = [*_stories(farm, sources), *_attachments(farm, sources), *_log(farm, sources)]
    if complaints:
        raise Broken(complaints)


def unhealed(farm: Farm, sources: Sequence[Source], *, since: datetime, but: Sequence[str] = ()) -> list[str]:
    """Feeds not looked at since then, whose document is not the one served now, or that somebody still holds."""
    rows = {row.url: row for row in Source.objects.filter(pk__in=[source.pk for source in sources])}
    waiting = []
    for feed in farm.all:
        row = rows[farm.url(feed)]
        known = None if row.wire_hash is None else bytes(row.wire_hash)
        read = row.last_fetched_at and row.last_fetched_at >= since and known == feed.hash(farm.version)
        if feed.name not in but and (not read or row.lease_token):
            waiting.append(feed.name)
    return waiting


def _stories(farm: Farm, sources: Sequence[Source]) -> list[tuple[str, str]]:
    held = Counter(
        (story.canonical_url, story.title, story.text.strip())
        for story in Story.objects.filter(story_sources__source__in=sources).distinct()
    )
    expected = Counter((told.link, told.title, told.text) for told in farm.told().elements())
    complaints = []
    for link, title, _text in expected - held:
        post = title.partition(", edition")[0]
        others = [other for other in held if other[1].startswith(f"{post}, ") and other[0] == link]
        kind = "stale" if others else "lost"
        complaints.append((kind, f"{title} {link}" + (f"; there is {others[0][1]}" if others else "")))
    for (link, title, _text), count in (held - expected).items():
        post = title.partition(", edition")[0]
        same = sum(n for other, n in held.items() if other[0] == link and other[1].startswith(f"{post}, "))
        wanted = sum(
            n for other, n in expected.items() if other[0] == link and other[1].startswith(f"{post}, ")
        )
        if same > wanted:
            complaints.append(("doubled", f"{title} {link}, {count} too many"))
    return complaints


def _attachments(farm: Farm, sources: Sequence[Source]) -> list[tuple[str, str]]:
    """Each source carries each of its entries once, by one key, in its programme."""
    complaints = []
    by_url = {source.url: source for source in sources}
    for feed in farm.all:
        source = by_url[farm.url(feed)]
        told = sum(1 for _ in feed.told(farm.version))
        carried = StorySource.objects.filter(source=source)
        counted = {
            "stories": carried.count(),
            "keys": EntryKey.objects.filter(source=source).count(),
            "places": StoryProgramme.objects.filter(story__in=carried.values("story"), visible=True).count(),
        }
        complaints += [
            ("lost" if count < told else "doubled", f"{feed.name} has {count} {what}, tells {told}")
            for what, count in counted.items()
            if count != told
        ]
    return complaints


def _log(farm: Farm, sources: Sequence[Source]) -> list[tuple[str, str]]:
    """Every request is an attempt that is written down, whatever came of it; every attempt has an end."""
    complaints = [
        ("untold", f"{name}: {asked} requests, {rows.count()} rows")
        for name, asked, rows in _attempts(farm, sources)
        if asked > rows.count()
    ]
    if Fetch.objects.filter(source__in=sources, finished_at=None).exists():
        complaints.append(("untold", "an attempt without an end"))
    return complaints


def asked_twice(farm: Farm, sources: Sequence[Source]) -> None:
    """Raise Broken where a feed was asked more often than one of our workers has the answer to show for it."""
    complaints = [
        ("asked twice", f"{name}: {asked} requests, {rows.exclude(code=Code.LOST).count()} answers")
        for name, asked, rows in _attempts(farm, sources)
        if asked > rows.exclude(code=Code.LOST).count()
    ]
    if complaints:
        raise Broken(complaints)


def _attempts(farm: Farm, sources: Sequence[Source]) -> Iterator[tuple[str, int, QuerySet[Fetch]]]:
    """How often each feed was asked up to now, and its log; not of those that are being asked."""
    asked = Counter(visit.feed for visit in list(farm.asked))
    held = Source.objects.filter(pk__in=[source.pk for source in sources], lease_token__isnull=False)
    in_hand = set(held.values_list("pk", flat=True))
    by_url = {source.url: source for source in sources}
    for feed in farm.all:
        source = by_url[farm.url(feed)]
        if source.pk not in in_hand:
            yield feed.name, asked[feed.name], Fetch.objects.filter(source=source)
