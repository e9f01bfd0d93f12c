"""A source whose last document is known brings the same stories as one that is read whole each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from stories import publishing
from stories.ingest import familiar
from stories.models import EntryKey, LastDocument, Revision, Source, Story, StorySource
from tests.factories import UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

MORE = [item(number) for number in range(4, 9)]
UNDATED = item(3).replace("<pubDate>", "<was>").replace("</pubDate>", "</was>")
LATER = datetime(2026, 6, 20, 12, tzinfo=UTC)
MANY = [item(number) for number in range(3, 63)]
BARE = [item(number, guid="") for number in (1, 2)]
MOVED = item(3, title="Another headline", link="https://allotment.example/another")
MONTHS = [
    item(90, guid=f"month-{n}", title=title, words=words, link="https://allotment.example/letter", at=at)
    for n, (title, words, at) in enumerate(
        [
            ("A letter", "Seeds.", LATER.replace(month=4)),
            ("Another", "Slugs.", LATER.replace(month=5)),
            ("A letter", "Beans.", LATER),
        ]
    )
]
# Visits to one feed, and what is new and changed at the last of them.
VISITS: dict[str, tuple[Sequence[bytes], tuple[int, int]]] = {
    "one new": ([rss(item(2), *MORE), rss(item(1), item(2), *MORE)], (1, 0)),
    "one edited": ([rss(item(1), *MORE), rss(item(1, words="<p>Put right.</p>"), *MORE)], (0, 1)),
    "edited and put back": (
        [rss(item(1), *MORE), rss(item(1, words="<p>Wrong.</p>"), *MORE), rss(item(1), *MORE)],
        (0, 1),
    ),
    "one taken out of the middle": ([rss(item(1), item(2), *MORE), rss(item(1), *MORE)], (0, 0)),
    "taken out, and back with another": (
        [rss(item(2), item(3), *MORE), rss(item(2), *MORE), rss(item(1), item(2), item(3), *MORE)],
        (1, 0),
    ),
    "the oldest gone": ([rss(item(2), *MORE), rss(item(1), item(2), *MORE[:-1])], (1, 0)),
    "in another order": ([rss(item(1), item(2), *MORE), rss(item(2), item(1), *MORE)], (0, 0)),
    "a guid used again for another story": (
        [rss(item(1), *MORE), rss(item(1, title="Another", link="https://allotment.example/x", at=LATER), *MORE)],
        (1, 0),
    ),
    "a new one with the guid of one that stays": (
        [rss(item(2), *MORE), rss(item(1, guid="urn:allotment:2"), item(2), *MORE)],
        (1, 0),
    ),
    "a new one with the address of one that stays": (
        [rss(item(2), *MORE), rss(item(1, link="https://allotment.example/2"), item(2), *MORE)],
        (1, 0),
    ),
    "the words of one that stays, under another guid at another address": (
        [rss(item(2), *MORE), rss(item(2, guid="urn:copy", link="https://allotment.example/c"), item(2), *MORE)],
        (1, 0),
    ),
    "a new guid for an old story": ([rss(item(2), *MORE), rss(item(2, guid="urn:moved:2"), *MORE)], (0, 0)),
    "a new one without a guid": ([rss(item(2), *MORE), rss(item(1, guid=""), item(2), *MORE)], (1, 0)),
    "a page that tells another story each month": ([rss(MONTHS[0], *MORE), rss(MONTHS[1], *MORE)], (1, 0)),
    "two of its months, the second with the title of the first": (
        [rss(MONTHS[0], *MORE), rss(MONTHS[1], *MORE), rss(MONTHS[2], MONTHS[1], *MORE)],
        (1, 0),
    ),
    "two without a guid above many": ([rss(*MANY), rss(*BARE, *MANY)], (2, 0)),
    "two without a guid above many, and then an old one told otherwise": (
        [rss(*MANY), rss(*BARE, *MANY), rss(*BARE, MOVED, *MANY[1:])],
        (0, 1),
    ),
    "guids lost by all": (
        [rss(item(1), *MORE), rss(*(item(number, guid="") for number in (1, *range(4, 9))))],
        (0, 0),
    ),
    "one without a date": ([rss(item(2), *MORE), rss(UNDATED, item(2), *MORE)], (1, 0)),
    "another name above the same": ([rss(item(2), *MORE), rss(item(2), *MORE, title="The Plot")], (0, 0)),
    "a feed that shares nothing": (
        [rss(item(1), item(2)), rss(item(31), item(32), title="Cheap pills")],
        (2, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("visits", VISITS.values(), ids=VISITS)
def test_a_known_document_brings_what_the_whole_would(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, visits: tuple[Sequence[bytes], tuple[int, int]]
) -> None:
    bodies, expected = visits
    begun = clock()
    results = []
    for remembering in (True, False):
        clock.at = begun
        source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
        for _ in bodies:
            attempt = poll(source)
            if not remembering:
                LastDocument.objects.all().delete()
            clock.forward(hours=2)
        results.append(((attempt.code, attempt.new, attempt.changed, attempt.note), state(source)))
        Story.objects.all().delete()
        source.delete()
    known, whole = results
    assert known == whole
    assert known[0][1:3] == expected


def state(source: Source) -> dict[str, Any]:
    """Everything that stands in the database because of this source, without its numbers."""
    told = Story.objects.order_by("first_seen_at", "sort_at", "title")
    return {
        "stories": list(
            told.values_list(
                "title", "html", "text", "canonical_url", "published_at", "sort_at", "visible_at", "state",
                "url_hash", "content_hash",
            )
        ),
        "carried": list(
            StorySource.objects.order_by("entry_hash").values_list(
                "entry_hash", "link", "last_seen_at", "missing_since"
            )
        ),
        # Scoped to the source, the key itself is another one each time.
        "keys": sorted(EntryKey.objects.values_list("rung", "story__title")),
        "revisions": sorted(Revision.objects.values_list("title", "html")),
        "source": Source.objects.filter(pk=source.pk)
        .values("title", "feed_title", "key_policy", "doubted_at", "interval", "newest_at")
        .get(),
    }  # fmt: skip


def test_only_entries_that_are_new_are_read(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[int, int]] = []
    recognised = familiar.recognised

    def counted(unread: Any, others: Any, **more: Any) -> Any:
        read.append((len(unread), len(others)))
        return recognised(unread, others, **more)

    monkeypatch.setattr(familiar, "recognised", counted)
    bodies = [rss(item(2), *MORE), rss(item(1), item(2), *MORE), rss(item(1), item(2, words="New"), *MORE)]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    for _ in bodies:
        poll(source)
        clock.forward(hours=2)
    assert read == [(0, 6), (6, 1), (6, 1)]


def test_a_story_that_is_gone_comes_back_although_its_entry_is_known(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    bodies = [rss(item(2), *MORE), rss(item(1), item(2), *MORE)]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    poll(source)
    Story.objects.get(title="Story 2").delete()
    clock.forward(hours=2)
    assert poll(source).new == 2


def test_a_few_without_a_guid_are_too_few_to_distrust_a_source_although_the_others_are_known(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    """Among those that were read they were all, and what staff had hidden came back by another name."""
    bodies = [rss(*MANY), rss(*BARE, *MANY), rss(*BARE, MOVED, *MANY[1:])]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    poll(source)
    publishing.hide(
        Story.objects.get(title="Story 3"), by=UserFactory(), reason="It names a child.", now=clock()
    )
    for _ in bodies[1:]:
        clock.forward(hours=2)
        attempt = poll(source)
        assert (attempt.note, source.key_policy) == ("", "guid")
    assert not Story.objects.published().filter(title="Another headline").exists()


def test_what_was_taken_down_stays_down_although_its_entry_is_known(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    bodies = [rss(item(2), *MORE), rss(item(1), item(2), *MORE), rss(item(0), item(1), item(2), *MORE)]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    poll(source)
    publishing.take_down(
        Story.objects.get(title="Story 2"), by=UserFactory(), reason="She asked.", now=clock()
    )
    for _ in range(2):
        clock.forward(hours=2)
        assert poll(source).new == 1
    assert not Story.objects.filter(title="Story 2").exists()


def test_nothing_is_known_of_entries_whose_stories_another_source_holds(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    """They are read each time, since the story may come home."""
    first = follow(web.on("/first", answer(rss(item(1), item(2)))))
    bodies = [rss(item(1), item(2), item(3)), rss(item(0), item(1), item(2), item(3))]
    planet = follow(web.on("/planet", in_turn(*map(answer, bodies))))
    poll(first)
    for told in (["Story 3"], ["Story 0", "Story 3"]):
        poll(planet)
        clock.forward(hours=2)
        dates = [one.published_at for one in familiar.remembered([planet.pk])[planet.pk].entries.values()]
        assert sorted(Story.objects.filter(published_at__in=dates).values_list("title", flat=True)) == told
        assert len(dates) == len(told)
    assert len(familiar.remembered([first.pk])[first.pk].entries) == 2


def test_an_edit_that_was_held_back_while_its_feed_was_in_doubt_is_made_up_for(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    edited = item(2, title="Put right")
    bodies = [rss(item(2), *MORE), rss(edited, *MORE), rss(item(1), edited, *MORE)]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    for doubted_at in (None, clock(), None):
        Source.objects.update(doubted_at=doubted_at)
        attempt = poll(source)
        clock.forward(hours=2)
    assert (attempt.new, attempt.changed) == (1, 1)
    assert Story.objects.filter(title="Put right").exists()


def test_nothing_that_an_entry_says_is_kept() -> None:
    fields = {field.name for field in LastDocument._meta.get_fields()}
    assert fields == {"source", "context", "entries"}
    kept = familiar.Memory(b"c" * 16, {b"m" * 16: familiar.Familiar(b"k" * 32, b"h" * 16, LATER)})
    assert len(kept.row(1)["entries"]) == 16 + 32 + 16 + 8
