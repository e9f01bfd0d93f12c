"""When a source is looked at again, case by case: the numbers are those of the catalogue of hostile cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime

import pytest

from stories.models import Code, Source, Story
from tests.factories import NOON
from tests.fakeweb import FakeWeb, answer, in_turn, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JITTER = 1.1


@pytest.mark.parametrize(
    ("headers", "usual"),
    [
        ({"Cache-Control": "max-age=604800"}, DAY),
        ({"Cache-Control": "public, max-age=7200"}, 2 * HOUR),
        ({"Cache-Control": "max-age=60"}, 30 * MINUTE),
        ({"Expires": "Tue, 01 Jan 2030 00:00:00 GMT"}, DAY),
        ({"Expires": "0"}, 30 * MINUTE),
        ({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 30 * MINUTE),
        ({"Cache-Control": "max-age=7200", "Expires": "Tue, 01 Jan 2030 00:00:00 GMT"}, 2 * HOUR),
    ],
)
def test_b7_what_a_publisher_wishes_only_lengthens_the_wait_and_never_beyond_a_day(
    web: FakeWeb, follow: Follow, poll: Poll, headers: dict[str, str], usual: timedelta
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1), item(2), item(3)), headers=headers)))
    poll(source)
    assert source.interval == usual.total_seconds()
    assert 0.9 * usual <= source.next_fetch_at - NOON <= usual * JITTER


@pytest.mark.parametrize(
    ("said", "headers", "usual"),
    [
        ("<ttl>120</ttl>", {}, 2 * HOUR),
        ("<ttl>9999999</ttl>", {}, DAY),
        ("<ttl>1</ttl>", {}, 30 * MINUTE),
        ("<ttl>soon</ttl>", {}, 30 * MINUTE),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", {}, HOUR),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>",
            {},
            2 * HOUR,
        ),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            {},
            HOUR,
        ),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", {}, DAY),
        ("<ttl>120</ttl>", {"Cache-Control": "max-age=60"}, 2 * HOUR),
        ("<ttl>60</ttl>", {"Cache-Control": "max-age=7200"}, 2 * HOUR),
    ],
)
def test_b7_what_the_feed_itself_wishes_counts_as_much(
    web: FakeWeb, follow: Follow, poll: Poll, said: str, headers: dict[str, str], usual: timedelta
) -> None:
    space = b' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    body = rss(item(1), item(2), item(3)).replace(b"<description/>", f"<description/>{said}".encode(), 1)
    body = body.replace(b' version="2.0"', b' version="2.0"' + space, 1)
    source = follow(web.on("/feed", answer(body, headers=headers)))
    poll(source)
    assert source.interval == usual.total_seconds()


def test_a_source_that_answers_304_for_months_is_visited_daily_and_then_weekly(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/feed", validated(rss(item(1), item(2)), etag='"1"')))
    poll(source)
    waits = []
    for days in (1, 95, 300):
        clock.forward(days=days)
        poll(source)
        waits.append(source.next_fetch_at - clock())
    assert waits[0] <= 30 * MINUTE * JITTER
    assert 0.9 * DAY <= waits[1] <= DAY * JITTER
    assert 0.9 * 7 * DAY <= waits[2] <= 7 * DAY * JITTER


@pytest.mark.parametrize("status", [400, 404])
def test_b16_an_address_that_is_not_there_is_asked_less_and_less_and_never_given_up(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, status: int
) -> None:
    source = follow(web.on("/feed", answer(status=status)))
    waits = []
    for _ in range(25):
        assert poll(source).code == Code.HTTP_4XX
        waits.append(source.next_fetch_at - clock())
        clock.at = source.next_fetch_at
    assert source.state == Source.State.APPROVED
    assert waits[0] <= 1.2 * HOUR
    assert all(wait <= 1.2 * DAY for wait in waits[:10])
    assert 0.8 * 7 * DAY <= waits[-1] <= 1.2 * 7 * DAY


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("3600", HOUR),
        (format_datetime(NOON + 2 * HOUR, usegmt=True), 2 * HOUR),
        ("99999999999", DAY),
        ("60", 15 * MINUTE),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_b19_b21_a_host_that_says_when_to_come_back_is_asked_then(
    web: FakeWeb, follow: Follow, poll: Poll, status: int, value: str, wait: timedelta
) -> None:
    source = follow(web.on("/feed", answer(status=status, headers={"Retry-After": value})))
    poll(source)
    assert source.next_fetch_at == NOON + wait


@pytest.mark.parametrize("value", ["-5", "abc", "", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_b20_a_wish_that_makes_no_sense_is_as_good_as_none(
    web: FakeWeb, follow: Follow, poll: Poll, value: str
) -> None:
    source = follow(web.on("/feed", answer(status=429, headers={"Retry-After": value})))
    assert poll(source).code == Code.RATE_LIMITED
    assert 15 * MINUTE <= source.next_fetch_at - NOON <= DAY


def test_c11_a_feed_that_comes_back_empty_keeps_its_stories_and_its_rhythm(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    items = [item(number) for number in range(20)]
    source = follow(
        web.on("/feed", in_turn(answer(rss(*items)), answer(rss()), answer(rss(item(-1), *items))))
    )
    poll(source)
    rhythm = source.interval
    assert poll(source).code == Code.EMPTY
    assert (Story.objects.published().count(), source.interval, source.failures) == (20, rhythm, 0)
    assert poll(source).new == 1
    assert Story.objects.published().count() == 21
