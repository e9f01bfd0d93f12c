"""Archives, floods, dates and clocks: nothing old is news, nothing stands above now. C13 to C16 by number."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

import pytest
from django.db.models import Q
from django.test import Client

from stories.facets import new_since, newest_visible
from stories.filters import Filters
from stories.models import Code, Source, Story
from tests.factories import NOON, StoryFactory
from tests.fakeweb import FakeWeb, Script, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


@cache
def archive(entries: int, *, dated: bool = True) -> Script:
    """Ten years of short posts, as a blog that lists them all sends them: 14 MB, one on the wire."""
    apart = timedelta(days=3650) / entries
    rows = [
        f"<item><title>Post {number}</title><guid>urn:post:{number}</guid>"
        f"<link>https://long.example/{number}</link>"
        + (f"<pubDate>{format_datetime(NOON - number * apart)}</pubDate></item>" if dated else "</item>")
        for number in range(1, entries + 1)
    ]
    return answer(gzip.compress(rss(*rows), 1), headers={"Content-Encoding": "gzip"})


def followed_since(source: Source, moment: datetime) -> None:
    Source.objects.filter(pk=source.pk).update(created_at=moment)


def titles() -> set[str]:
    return set(Story.objects.values_list("title", flat=True))


def test_c13_of_ten_years_of_archive_the_newest_come_and_none_of_them_is_news(
    web: FakeWeb, follow: Follow, poll: Poll, client: Client
) -> None:
    StoryFactory(title="This morning", published=True, published_at=NOON - timedelta(minutes=30))
    seen = newest_visible()
    source = follow(web.on("/feed", archive(100_000)))
    followed_since(source, NOON - timedelta(hours=4))

    attempt = poll(source)

    assert (attempt.code, attempt.new) == (Code.OK_WITH_WARNINGS, 500)
    assert "the newest 500" in attempt.note
    assert titles() == {"This morning"} | {f"Post {number}" for number in range(1, 501)}
    # Not on the reader's open page, and not on top of what subscribers are sent.
    assert new_since(Filters(), seen) == 0
    feed = client.get("/stories/feed.json").json()
    assert feed["items"][0]["title"] == "This morning"
    pulled = Story.objects.filter(owner_source=source)
    assert all(story.sort_at == story.visible_at == story.published_at for story in pulled)


def test_c13_what_comes_after_the_archive_is_news(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    new = item(0, title="Just now", at=NOON + timedelta(minutes=50))
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(new, item(1))))))
    poll(source)
    seen = newest_visible()
    clock.forward(hours=1)
    poll(source)
    assert Story.objects.get(title="Just now").visible_at == clock()
    assert new_since(Filters(), seen) == 1


def test_c13_an_archive_without_dates_is_no_news_either(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", archive(600, dated=False)))
    followed_since(source, NOON - timedelta(hours=4))
    poll(source)
    assert {story.visible_at for story in Story.objects.all()} == {NOON - timedelta(hours=4)}


def test_c14_a_flood_on_a_later_visit_is_capped_dated_told_to_nobody_and_delays_nobody(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    StoryFactory(title="This minute", published=True, published_at=NOON)
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), archive(100_000))))
    other = follow(web.on("/other", answer(rss(item(9, guid="other", title="On time")))))
    poll(source)
    clock.forward(hours=2)
    seen = newest_visible()
    both = Q(pk__in=[source.pk, other.pk])
    Source.objects.filter(both).update(next_fetch_at=clock())

    poll.all(both)

    attempts = [each.fetches.order_by("pk").last() for each in (source, other)]
    assert [(each.code, each.new) for each in attempts if each] == [("ok_with_warnings", 500), ("ok", 1)]
    assert attempts[0] and "500 at once" in attempts[0].note
    assert new_since(Filters(), seen) == 0
    flood = Story.objects.filter(owner_source=source, title__startswith="Post")
    assert all(story.sort_at == story.visible_at == story.published_at for story in flood)


FUTURE, IMPOSSIBLE = "Mon, 01 Jan 2199 00:00:00 GMT", "2026-13-45"


def dated(number: int, date: str) -> str:
    return (
        f"<item><title>Dated {number}</title><guid>urn:d:{number}</guid><pubDate>{date}</pubDate>"
        f"<link>https://allotment.example/d{number}</link></item>"
    )


def test_c15_odd_dates_stand_where_they_were_first_seen_or_meant_and_stay_there(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    dates = {
        1: FUTURE,
        2: IMPOSSIBLE,
        3: "Mon, 01 Jun 2026 12:00:00 BST",
        4: "1780315200",  # the same moment in Unix time, an hour on
        5: "Thu, 01 Jan 1970 00:00:00 GMT",
        6: "31 Dec 9999 23:59:59 -1400",
    }
    body = rss(*(dated(number, date) for number, date in dates.items()))
    edited = body.replace(b"Dated", b"Still dated")
    source = follow(web.on("/feed", in_turn(answer(body), answer(edited))))
    poll(source)
    at = {int(story.title[-1]): story.sort_at for story in Story.objects.all()}

    assert at[3] == datetime(2026, 6, 1, 11, tzinfo=UTC)
    assert at[4] == datetime(2026, 6, 1, 12, tzinfo=UTC)
    for number in (1, 2, 5, 6):
        assert timedelta(0) <= NOON - at[number] < timedelta(milliseconds=1)

    clock.forward(days=2)
    assert poll(source).changed == 6
    assert {int(story.title[-1]): story.sort_at for story in Story.objects.all()} == at


def test_c15_entries_without_a_date_stand_in_the_order_of_their_document(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, client: Client
) -> None:
    names = ["Zebra", "Ape", "Moth", "Bee"]
    undated = [
        f"<item><title>{name}</title><link>https://allotment.example/{name}</link></item>" for name in names
    ]
    source = follow(web.on("/feed", answer(rss(*undated))))
    poll(source)
    assert [story.title for story in Story.objects.newest_first()] == names
    before = list(Story.objects.newest_first().values_list("sort_at", flat=True))
    clock.forward(hours=3)
    poll(source)
    assert list(Story.objects.newest_first().values_list("sort_at", flat=True)) == before


@pytest.mark.parametrize(
    "off, words",
    [(timedelta(days=3), "72 hours ahead of ours"), (-timedelta(days=3), "72 hours behind ours")],
    ids=["ahead", "behind"],
)
def test_c16_a_site_whose_clock_is_wrong_is_noted_and_nothing_of_it_stands_above_now(
    web: FakeWeb, follow: Follow, poll: Poll, off: timedelta, words: str
) -> None:
    body = rss(item(1, at=NOON + off))
    expires = {
        "Date": format_datetime(NOON + off),
        "Expires": format_datetime(NOON + off + timedelta(hours=5)),
    }
    source = follow(web.on("/feed", answer(body, headers=expires)))
    attempt = poll(source)
    assert (attempt.code, attempt.new) == (Code.OK_WITH_WARNINGS, 1)
    assert words in attempt.note
    assert Story.objects.get().sort_at == min(NOON + off, NOON)
    # What it says of times is read by its own clock: in five hours, give or take the jitter.
    assert timedelta(hours=4) < source.next_fetch_at - NOON < timedelta(hours=6)


def test_c16_a_clock_that_is_nearly_right_is_not_mentioned(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    near = {"Date": format_datetime(NOON + timedelta(minutes=20))}
    source = follow(web.on("/feed", answer(rss(item(1)), headers=near)))
    assert (poll(source).code, Story.objects.count()) == (Code.OK, 1)


def test_c16_a_wish_to_wait_is_read_by_the_clock_of_whoever_wishes(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    there = NOON + timedelta(days=3)
    headers = {"Date": format_datetime(there), "Retry-After": format_datetime(there + timedelta(hours=2))}
    source = follow(web.on("/feed", answer(status=503, headers=headers)))
    poll(source)
    assert source.next_fetch_at == NOON + timedelta(hours=2)
