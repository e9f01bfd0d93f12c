"""From a host's answer to stories: what is stored, what is left alone, and when we come again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import outbound
from stories import publishing
from stories.ingest import claims, due, pipeline, quiet, tombstones
from stories.ingest.store import Outcome, write_back
from stories.ingest.visit import Visit
from stories.models import Code, EntryKey, Fetch, Revision, Source, Story, StorySource, Tombstone
from stories.sources import changing
from tests.factories import NOON, AreaFactory, ProgrammeFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.statements import sent, writes

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


def test_a_new_source_brings_its_entries_into_its_programmes_and_areas(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    programme, area = ProgrammeFactory(), AreaFactory()
    source = follow(web.on("/feed", answer(rss(item(1), item(2)))), programme)
    source.areas.add(area)

    attempt = poll(source)

    assert (attempt.code, attempt.new, attempt.changed, attempt.status) == (Code.OK, 2, 0, 200)
    assert set(Story.objects.published().values_list("title", flat=True)) == {"Story 1", "Story 2"}
    story = Story.objects.get(title="Story 1")
    assert list(story.programmes.all()) == [programme]
    assert list(story.areas.all()) == [area]
    assert story.owner_source == source
    assert story.canonical_url == "https://allotment.example/1"
    assert (source.title, source.home_page) == ("The Allotment", "https://allotment.example/")


def test_a_first_document_is_stored_in_as_many_statements_however_much_it_brings(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    programme, area = ProgrammeFactory(), AreaFactory()
    costs = []
    for visit, entries in enumerate((1, 1, 4)):  # the first one brings a topic, too
        items = [
            item(number, link=f"https://{visit}.example/{number}", tags=["Ponds"])
            for number in range(entries)
        ]
        source = follow(web.on(f"/{visit}", answer(rss(*items))), programme)
        source.areas.add(area)
        with CaptureQueriesContext(connection) as captured:
            assert poll(source).new == entries
        costs.append(len(captured))
    _with_topic, one, four = costs
    assert one == four


def test_a_304_writes_no_story_row(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", validated(rss(item(1)), etag='"v1"')))
    with sent() as statements:
        poll(source)
    assert writes(statements)

    with sent() as statements:
        attempt = poll(source)

    assert (attempt.code, attempt.status) == (Code.NOT_MODIFIED, 304)
    assert writes(statements) == []


def test_the_same_bytes_without_validators_write_no_story_row(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))
    poll(source)

    with sent() as statements:
        attempt = poll(source)

    assert (attempt.code, attempt.status) == (Code.NOT_MODIFIED, 200)
    assert writes(statements) == []


def test_a_build_date_that_moves_at_every_request_is_not_news(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    first, second = (answer(rss(item(1), built=built)) for built in ("Mon", "Tue"))
    source = follow(web.on("/feed", in_turn(first, second)))
    poll(source)

    with sent() as statements:
        attempt = poll(source)

    assert attempt.code == Code.NOT_MODIFIED
    assert writes(statements) == []


def test_only_the_new_entry_of_a_grown_feed_is_written(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(item(2), item(1))))))
    poll(source)
    before = Story.objects.get()

    attempt = poll(source)

    assert (attempt.new, attempt.changed) == (1, 0)
    assert Story.objects.get(pk=before.pk).cleaner_version == before.cleaner_version
    assert Story.objects.count() == 2


def test_an_edited_entry_keeps_its_place_and_what_it_said_before(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    edited = item(1, title="Put right", words="<p>Now true.</p>")
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(edited)))))
    poll(source)
    before = Story.objects.get()
    clock.forward(hours=2)

    attempt = poll(source)

    story = Story.objects.get()
    assert (attempt.new, attempt.changed) == (0, 1)
    assert (story.title, story.text) == ("Put right", "Now true.")
    assert (story.sort_at, story.visible_at, story.pk) == (before.sort_at, before.visible_at, before.pk)
    assert Revision.objects.get().title == "Story 1"


def test_a_guid_shared_by_two_entries_doubles_and_loses_neither(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    body = rss(item(1, guid="same"), item(2, guid="same"), item(3))
    source = follow(web.on("/feed", answer(body)))
    poll(source)
    assert Story.objects.count() == 3
    assert sorted(EntryKey.objects.values_list("rung", flat=True)) == ["link", "link", "link"]


def test_a_guid_is_one_sources_own_name_and_nobody_elses(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    for number, path in enumerate(("/a", "/b")):
        link = f"https://blog{number}.example/1"
        poll(follow(web.on(path, answer(rss(item(1, guid="1", link=link, title=path))))))
    assert set(Story.objects.values_list("title", flat=True)) == {"/a", "/b"}


def test_the_same_address_from_another_source_is_one_story_in_both_programmes(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    first, second = ProgrammeFactory(), ProgrammeFactory()
    owner = follow(web.on("/blog", answer(rss(item(1)))), first)
    planet_item = item(
        1, guid="planet-1", link="http://allotment.example/1/?utm_source=planet", title="Copied"
    )
    planet = follow(web.on("/planet", answer(rss(planet_item))), second)
    poll(owner)

    attempt = poll(planet)

    story = Story.objects.get()
    assert attempt.new == 0
    assert (story.title, story.owner_source) == ("Story 1", owner)
    assert set(story.programmes.all()) == {first, second}
    assert set(StorySource.objects.values_list("source", flat=True)) == {owner.pk, planet.pk}


def test_a_source_that_only_carries_a_story_cannot_change_it(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    owner = follow(web.on("/blog", answer(rss(item(1)))))
    versions = (answer(rss(item(1, guid="p", title=title))) for title in ("Copied", "Twisted"))
    planet = follow(web.on("/planet", in_turn(*versions)))
    for source in (owner, planet, planet):
        poll(source)
    assert Story.objects.get().title == "Story 1"


def test_a_guid_that_changes_once_with_the_same_link_is_an_alias(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    moved = answer(rss(item(1, guid="https://new.example/?p=1")))
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), moved)))
    poll(source)
    attempt = poll(source)
    assert (attempt.new, Story.objects.count(), EntryKey.objects.count()) == (0, 1, 2)


def test_a_future_date_never_stands_above_now(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    poll(follow(web.on("/feed", answer(rss(item(1, at=datetime(2036, 1, 1, tzinfo=UTC)))))))
    assert Story.objects.get().sort_at == NOON


def test_an_entry_without_a_date_stands_where_it_was_first_seen_and_stays_there(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    undated = rss(item(1)).replace(b"pubDate", b"nodate")
    source = follow(web.on("/feed", in_turn(answer(undated), answer(undated + b" "))))
    poll(source)
    clock.forward(days=1)
    poll(source)
    story = Story.objects.get()
    assert (story.published_at, story.sort_at) == (None, NOON)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (answer(status=404), Code.HTTP_4XX),
        (answer(status=401), Code.AUTH_REQUIRED),
        (answer(status=410), Code.GONE),
        (answer(status=500), Code.HTTP_5XX),
        (answer(b"<html><title>Error</title></html>"), Code.NOT_A_FEED),
        (answer(b""), Code.EMPTY),
    ],
)
def test_a_failure_keeps_every_story_and_comes_again_later(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, script: object, code: Code
) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), script)))  # type: ignore[arg-type]
    poll(source)
    clock.forward(hours=1)

    attempt = poll(source)

    assert attempt.code == code
    assert Story.objects.published().count() == 1
    assert (source.state, source.failures, source.failing_since) == (Source.State.APPROVED, 1, clock())
    assert source.next_fetch_at > clock()
    assert source.title == "The Allotment"


def test_an_answer_after_failures_forgets_them(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", in_turn(answer(status=500), answer(rss(item(1))))))
    poll(source)
    poll(source)
    assert (source.failures, source.failing_since) == (0, None)


def test_a_host_that_asks_us_to_wait_is_asked_again_when_it_said(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/feed", answer(status=429, headers={"Retry-After": "3600"})))
    assert poll(source).code == Code.RATE_LIMITED
    assert source.next_fetch_at == clock() + timedelta(hours=1)


def test_a_feed_that_comes_back_empty_loses_no_story(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss()))))
    poll(source)
    assert poll(source).code == Code.EMPTY
    assert Story.objects.published().count() == 1


def test_an_address_that_can_never_be_asked_pauses_its_source(follow: Follow, poll: Poll) -> None:
    source = follow("http://169.254.169.254/latest/")
    assert poll(source).code == Code.BLOCKED_ADDRESS
    assert source.state == Source.State.PAUSED


def test_validators_are_kept_only_with_the_entries_they_came_with(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = follow(web.on("/feed", validated(rss(item(1)), etag='"v1"')))

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("stories.ingest.store.rows.Writer.attach", fail)
        with pytest.raises(RuntimeError):
            poll(source)
    source.refresh_from_db()
    assert (source.etag, Story.objects.count(), source.lease_token) == ("", 0, None)
    # Not at once again, and again: as when its worker had died.
    assert source.next_fetch_at == clock() + claims.lease()
    assert Fetch.objects.get(source=source).code == Code.LOST

    poll(source)

    assert Story.objects.count() == 1


def test_a_worker_that_outlived_its_lease_writes_nothing(
    web: FakeWeb, follow: Follow, poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))

    def taken_over(*args: object, **kwargs: object) -> object:
        Source.objects.filter(pk=source.pk).update(lease_token=uuid4())
        from stories.ingest.decide import decide

        return decide(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("stories.ingest.judging.decide", taken_over)
    poll.all()

    assert "another worker took this source over; nothing was written" in poll.told
    assert (Story.objects.count(), Fetch.objects.count()) == (0, 0)


@pytest.mark.parametrize("stop", [publishing.pause_source, publishing.end_source])
@pytest.mark.parametrize("when", ["asking", "rss20"])
def test_a_source_that_staff_stop_while_it_is_fetched_brings_nothing_more(
    web: FakeWeb, follow: Follow, clock: Clock, stop: Callable[..., None], when: str
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))

    def tell(asked: Visit, words: str) -> None:
        if words.startswith(when):
            stop(Source.objects.get(pk=asked.pk), by=None, reason="She asked us to stop.", now=clock())

    (token,) = due.claim(now=clock())
    pipeline.ingest(token, client=outbound.client(), now=clock, tell=tell)
    source.refresh_from_db()
    assert (source.lease_token, source.last_fetched_at) == (None, None)
    assert not Story.objects.exists()


def test_what_staff_write_of_a_source_while_it_is_introduced_stays(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))

    def tell(asked: Visit, words: str) -> None:
        if words.startswith("rss20"):
            one = Source.objects.get(pk=asked.pk)
            wanted = changing.Wanted(
                "Ann's plot", one.url, "https://ann.example/", one.licence, None, None, [], []
            )
            changing.change(one, wanted, seen=one.edition, by=UserFactory(), now=clock())

    (token,) = due.claim(now=clock())
    pipeline.ingest(token, client=outbound.client(), now=clock, tell=tell)
    clock.forward(minutes=1)
    assert poll(source).new == 1
    assert (source.title, source.home_page) == ("Ann's plot", "https://ann.example/")


def test_what_one_who_was_slower_says_of_a_source_that_staff_stopped_is_not_heard(
    web: FakeWeb, follow: Follow, clock: Clock
) -> None:
    """Its third 410 in more than a week would end it."""
    source = follow(web.on("/feed", answer(status=410)), failing_since=NOON - timedelta(days=9), failures=2)
    at = NOON - timedelta(days=9)
    Fetch.objects.bulk_create(
        Fetch(source=source, code=Code.GONE, started_at=at, finished_at=at) for _ in range(2)
    )

    def tell(asked: Visit, words: str) -> None:
        if words.startswith("The site"):
            one = Source.objects.get(pk=asked.pk)
            publishing.pause_source(one, by=None, reason="It is being moved.", now=clock())

    (token,) = due.claim(now=clock())
    pipeline.ingest(token, client=outbound.client(), now=clock, tell=tell)
    source.refresh_from_db()
    assert (source.state, source.decisions.get().to_state) == (Source.State.PAUSED, Source.State.PAUSED)


def test_a_quiet_source_taken_over_meanwhile_is_left_alone(follow: Follow, clock: Clock) -> None:
    newer = uuid4()

    source = follow("https://allotment.example/feed")
    tokens = due.claim(now=clock())
    Source.objects.filter(pk=source.pk).update(lease_token=newer)
    outcome = Outcome(source.pk, tokens[0], Code.HTTP_5XX, clock(), clock(), {"failures": 7})

    assert write_back([outcome]) == 0
    source.refresh_from_db()
    assert (source.failures, source.lease_token, Fetch.objects.count()) == (0, newer, 0)


def test_a_token_used_twice_does_the_work_once(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    follow(web.on("/feed", answer(rss(item(1)))))
    (token,) = due.claim(now=clock())
    tallies = [pipeline.ingest(token, client=outbound.client(), now=clock) for _ in range(2)]
    assert [tally.new for tally in tallies] == [1, 0]
    assert web.hits() == 1


def test_one_broken_source_does_not_touch_its_neighbours(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    follow(web.on("/broken", answer(b"\x00\x01 not a feed")))
    follow(web.on("/good", answer(rss(item(1)))))
    (tally,) = poll.all()
    assert (tally.codes[Code.NOT_A_FEED], tally.codes[Code.OK], tally.new) == (1, 1, 1)


def test_what_was_taken_down_does_not_come_back(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    Tombstone.objects.create(digest=tombstones.of_address("https://allotment.example/1"))
    poll(follow(web.on("/feed", answer(rss(item(1), item(2))))))
    assert Story.objects.get().title == "Story 2"


def test_hostile_html_is_clean_before_it_is_stored(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    words = '<p onclick="steal()">Hello<script>steal()</script><img src="javascript:steal()"></p>'
    poll(follow(web.on("/feed", answer(rss(item(1, words=words))))))
    story = Story.objects.get()
    assert "steal" not in story.html
    assert story.text.strip() == "Hello"


def test_quiet_sources_cost_the_same_number_of_queries_whatever_their_number(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiet, "AFTER", 600.0)  # on a busy machine it would be now and then
    costs = []
    for start in (0, 5):
        for number in range(start, start + 5):
            follow(web.on(f"/{number}", validated(rss(item(number)), etag='"1"')))
        poll.all()
        Source.objects.update(next_fetch_at=clock())
        with CaptureQueriesContext(connection) as captured:
            poll.all()
        costs.append(len(captured))
        Source.objects.update(next_fetch_at=clock())
    assert costs[0] == costs[1]
