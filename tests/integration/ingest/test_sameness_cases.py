"""The same story or another one? Hostile feeds by their numbers: C4 to C7, polled twice and more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from stories import publishing
from stories.ingest.identify import Rung, digest
from stories.models import Code, EntryKey, Revision, Source, Story, StorySource
from tests.factories import NOON, UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.statements import sent, writes

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

LONG = (
    "The kettle is on at half past nine and everybody who likes to dig is welcome to come along with a spade"
)
AHEAD = NOON + timedelta(days=2)
MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)


def test_c4_guids_that_change_at_every_fetch_add_nothing_and_are_soon_distrusted(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    visits = [
        answer(rss(item(1, guid=f"{visit}-1"), item(2, guid=f"{visit}-2"), built=str(visit)))
        for visit in range(5)
    ]
    source = follow(web.on("/feed", in_turn(*visits)))
    codes = [poll(source).code for _visit in visits[:3]]

    assert codes == [Code.OK, Code.OK, Code.OK_WITH_WARNINGS]
    assert (Story.objects.count(), source.key_policy) == (2, "link")
    assert "change from visit to visit" in source.fetches.order_by("pk")[2].note

    poll(source)
    keys = EntryKey.objects.count()
    with sent() as statements:
        poll(source)
    assert EntryKey.objects.count() == keys
    assert writes(statements) == []


@pytest.mark.parametrize("at", [None, AHEAD], ids=["past", "ahead"])
def test_c4_without_links_an_entry_is_known_by_its_title_date_and_words(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, at: datetime | None
) -> None:
    visits = [
        answer(rss(item(1, guid=f"{visit}", link="", words=f"{LONG}. Read {visit} times.", at=at)))
        for visit in range(3)
    ]
    source = follow(web.on("/feed", in_turn(*visits)))
    poll(source)
    publishing.hide(Story.objects.get(), by=UserFactory(), reason="It names a child.", now=NOON)
    for days in (1, 30):
        clock.forward(days=days)
        assert poll(source).new == 0
    assert (Story.objects.count(), Story.objects.published().count()) == (1, 0)


def test_c4_the_same_event_of_another_week_is_another_story(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    """Both were announced ahead, and the first is over by the time the third is."""
    weeks = [
        item(week, guid=f"week-{week}", link="", title="Choir", words=LONG, at=AHEAD + timedelta(weeks=week))
        for week in range(3)
    ]
    source = follow(web.on("/feed", in_turn(answer(rss(*weeks[:2])), answer(rss(*weeks[1:])))))
    poll(source)
    clock.forward(weeks=1)
    assert (poll(source).new, Story.objects.count()) == (1, 3)


def test_c6_what_is_announced_ahead_may_get_another_title_and_link(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    told = item(1, title="Coffee at ten", link="https://allotment.example/coffee-at-ten", at=AHEAD)
    right = item(1, title="Coffee morning", link="https://allotment.example/coffee", at=AHEAD)
    source = follow(web.on("/feed", in_turn(answer(rss(told)), answer(rss(right)))))
    poll(source)
    clock.forward(hours=1)
    assert (poll(source).new, Story.objects.get().title) == (0, "Coffee morning")


def status(number: int, *, words: str = LONG, guid: str | None = None) -> str:
    """Without title and link, as short posts are."""
    one = item(number, guid=guid, link="", words=f"{words} {number}")
    return one.replace(f"<title>Story {number}</title>", "")


def test_c4_when_one_guid_changes_at_every_fetch_the_others_double_nothing(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """Its entries are told apart by addresses from then on; what has none was called by its guid until now."""
    others = [status(number) for number in range(5, 12)]
    visits = [rss(item(1, guid=f"{visit}-1"), *others, built=str(visit)) for visit in range(4)]
    visits.append(rss(status(5, words=f"Put right: {LONG}"), *others[1:]))
    source = follow(web.on("/feed", in_turn(*map(answer, visits))))
    poll(source)
    publishing.hide(Story.objects.get(text=f"{LONG} 5"), by=UserFactory(), reason="It names her.", now=NOON)
    attempts = [poll(source) for _visit in visits[1:]]
    assert [attempt.new for attempt in attempts] == [0, 0, 0, 0]
    assert (attempts[-1].changed, Story.objects.count(), Story.objects.published().count()) == (1, 8, 7)


@pytest.mark.parametrize("bare", [True, False], ids=["without titles and links", "with them"])
def test_c7_guids_that_only_count_places_overwrite_nothing_once_they_are_distrusted(
    web: FakeWeb, follow: Follow, poll: Poll, bare: bool
) -> None:
    def visit(newest: int, built: str = "") -> bytes:
        told = [(f"place-{place}", 40 - newest + place) for place in range(4)]
        return rss(*(status(n, guid=guid) if bare else item(n, guid=guid) for guid, n in told), built=built)

    bodies = [visit(1), visit(1, built="again"), *map(visit, range(2, 8))]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    poll(source)
    Source.objects.update(key_policy="link", body_hash=None)
    assert [poll(source).new for _visit in bodies[1:]] == [0, *[1] * 6]
    assert (Story.objects.count(), Revision.objects.count()) == (10, 0)


@pytest.mark.parametrize(
    "other",
    [
        item(1, guid="b", link="", title="Coffee morning", words=LONG),
        item(1, guid="b", link="", title="Digging", words="Somebody else entirely tells of a different day."),
        item(1, guid="b", link="", title="Digging", words=LONG, at=MAY),
    ],
    ids=["another title", "other words", "another date"],
)
def test_c4_what_differs_in_title_date_or_words_is_another_story(
    web: FakeWeb, follow: Follow, poll: Poll, other: str
) -> None:
    first = item(1, guid="a", link="", title="Digging", words=LONG)
    source = follow(web.on("/feed", in_turn(answer(rss(first)), answer(rss(other)))))
    poll(source)
    assert poll(source).new == 1


def test_c4_a_story_whose_guid_is_still_there_is_nobody_elses(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    first, twin = (item(1, guid=guid, link="", title="Digging", words=LONG) for guid in "ab")
    source = follow(web.on("/feed", in_turn(answer(rss(first)), answer(rss(first, twin)))))
    poll(source)
    assert poll(source).new == 1


def test_c4_entries_that_share_a_link_are_never_taken_for_each_other(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    page = "https://allotment.example/events"
    choir, yoga, walk = (
        item(number, guid=name, link=page, title=name, words=f"{name} {LONG}")
        for number, name in enumerate(["Choir", "Yoga", "Walk"])
    )
    source = follow(web.on("/feed", in_turn(answer(rss(choir, yoga)), answer(rss(choir, yoga, walk)))))
    poll(source)
    assert poll(source).new == 1
    assert set(Story.objects.values_list("title", flat=True)) == {"Choir", "Yoga", "Walk"}


def test_c5_a_guid_that_changes_once_leaves_an_alias_and_no_second_story(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    moved = item(1, guid="https://allotment.example/?p=1", link="http://allotment.example/1/?utm_source=rss")
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(moved)))))
    poll(source)
    attempt = poll(source)
    assert (attempt.code, attempt.new, source.key_policy) == (Code.OK, 0, "guid")
    assert attempt.note == "1 known under a new identifier"
    assert (Story.objects.count(), EntryKey.objects.count()) == (1, 2)


def test_c6_a_new_link_under_a_known_guid_is_its_address_from_now_on(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    new = "https://allotment.example/2026/one"
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(item(1, link=new))))))
    planet = follow(web.on("/planet", answer(rss(item(1, guid="planet", link=new)))))
    poll(source)
    attempt = poll(source)
    assert (attempt.new, attempt.changed) == (0, 1)
    assert Story.objects.get().canonical_url == new
    assert poll(planet).new == 0


def test_c6_a_source_that_is_read_anew_knows_the_names_it_used_before(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    told_otherwise = item(1, title="Put right", words="Now true.", link="https://allotment.example/2026/one")
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(told_otherwise)))))
    poll(source)
    Source.objects.update(body_hash=None, wire_hash=None)  # as when staff gave it another address
    attempt = poll(source)
    assert (attempt.new, attempt.changed, Story.objects.get().title) == (0, 1, "Put right")


@pytest.mark.parametrize("guid", [None, ""], ids=["a guid", "no guid"])
def test_c6_a_story_whose_address_an_older_version_cut_short_is_known_again_and_gets_all_of_it(
    web: FakeWeb, follow: Follow, poll: Poll, guid: str | None
) -> None:
    link, cut = "https://allotment.example/map?feature=7", "https://allotment.example/map"
    source = follow(web.on("/feed", answer(rss(item(1, guid=guid, link=link, words=LONG)))))
    poll(source)
    Story.objects.update(canonical_url=cut, url_hash=digest(cut))
    StorySource.objects.update(link=cut, entry_hash=b"before")
    EntryKey.objects.filter(rung=Rung.LINK).update(digest=digest(str(source.pk), Rung.LINK, cut))
    Source.objects.update(body_hash=None, wire_hash=None)

    attempt = poll(source)

    story = Story.objects.get()
    assert (attempt.new, attempt.changed) == (0, 1)
    assert (story.canonical_url, bytes(story.url_hash or b"")) == (link, digest(link))


def test_c6_a_link_given_on_to_another_entry_overwrites_no_story(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    latest = "https://allotment.example/latest"
    first = item(1, link=latest, title="One")
    second = item(1, title="One"), item(2, link=latest, title="Two")
    source = follow(web.on("/feed", in_turn(answer(rss(first)), answer(rss(*second)))))
    poll(source)
    assert poll(source).new == 1
    assert set(Story.objects.values_list("title", flat=True)) == {"One", "Two"}


def test_c7_a_page_that_tells_another_story_each_month_overwrites_none(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    def letter(month: int, guid: str, words: str) -> str:
        page, at = "https://allotment.example/newsletter", MAY.replace(month=month)
        return item(month, guid=guid, title=f"Letter {month}", words=words, link=page, at=at)

    visits = [
        (letter(5, "may", "Seeds."), 2),
        (letter(6, "june", f"Slugs. {LONG}"), 1),
        (letter(6, "june", f"Slugs and snails. {LONG}"), 0),
        (letter(6, "june again", f"Slugs and snails, alas. {LONG}"), 0),
        (letter(7, "july", "Beans."), 1),
    ]
    source = follow(web.on("/feed", in_turn(*(answer(rss(item(4), told)) for told, _new in visits))))
    assert [poll(source).new for _visit in visits] == [new for _told, new in visits]
    told = set(Story.objects.exclude(title="Story 4").values_list("text", flat=True))
    assert told == {"Seeds.", f"Slugs and snails, alas. {LONG}", "Beans."}
    assert set(Story.objects.values_list("canonical_url", flat=True).exclude(title="Story 4")) == {
        "https://allotment.example/newsletter"
    }


@pytest.mark.parametrize(
    "again",
    [
        item(1, guid="moved", title="Another title", words=LONG),
        item(1, guid="moved", words="Other words.", at=MAY),
        item(1, guid="moved", title="Another title", words=f"{LONG} today", at=MAY),
        item(1, guid="", title="Another title", words="Other words.", at=MAY),
    ],
    ids=["another title", "other words and date", "another title and date", "no guid"],
)
def test_c5_at_its_address_a_story_is_known_by_its_title_its_date_or_its_words(
    web: FakeWeb, follow: Follow, poll: Poll, again: str
) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(item(1, words=LONG))), answer(rss(again)))))
    poll(source)
    assert (poll(source).new, Story.objects.count()) == (0, 1)


def test_c7_a_guid_reused_for_another_story_adds_one_and_overwrites_none(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bodies = [answer(rss(item(number, guid="latest", at=MAY.replace(day=number)))) for number in (1, 2)]
    edited = answer(rss(item(2, guid="latest", at=MAY.replace(day=2), title="Story 2, put right")))
    source = follow(web.on("/feed", in_turn(*bodies, edited)))
    poll(source)
    attempt = poll(source)
    assert (attempt.code, attempt.new, attempt.changed) == (Code.OK_WITH_WARNINGS, 1, 0)
    assert "under the identifier of another story" in attempt.note
    assert (poll(source).new, Story.objects.count()) == (0, 2)
    assert set(Story.objects.values_list("title", flat=True)) == {"Story 1", "Story 2, put right"}


def test_a_source_that_loses_its_guids_steps_down_for_good_and_doubles_nothing(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    page = "https://allotment.example/diary"

    def entries(*, bare: int, words: str = "") -> str:
        """Six posts on one page, the first of them without guids."""
        return "".join(
            item(number, link=page, guid="" if number < bare else None, words=f"{words}{LONG}, {number}")
            for number in range(6)
        )

    visits = [entries(bare=0), entries(bare=3), entries(bare=0, words="Put right: "), entries(bare=0)]
    source = follow(web.on("/feed", in_turn(*(answer(rss(visit)) for visit in visits))))
    poll(source)
    assert source.key_policy == "guid"
    attempt = poll(source)
    assert (attempt.code, attempt.new, source.key_policy) == (Code.OK_WITH_WARNINGS, 0, "link_date")
    assert "told apart by addresses and dates" in attempt.note
    assert [(poll(source).new, source.key_policy) for _visit in range(2)] == [(0, "link_date")] * 2
    assert (Story.objects.count(), set(EntryKey.objects.values_list("rung", flat=True))) == (
        6,
        {"guid", "link_date"},
    )


def test_what_was_taken_down_stays_out_when_its_source_steps_down_and_its_words_have_changed(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    page = "https://allotment.example/diary"
    first = [item(number, link=page, words=f"{LONG}, {number}") for number in range(4)]
    bare = [item(number, link=page, guid="") for number in range(5, 8)]
    edited = item(0, link=page, title="Another title", words="Other words.")
    source = follow(web.on("/feed", in_turn(answer(rss(*first)), answer(rss(edited, *bare)))))
    poll(source)
    told = Story.objects.get(title="Story 0")
    publishing.take_down(told, by=UserFactory(), reason="She asked not to be shown.", now=NOON)
    poll(source)
    assert source.key_policy == "link_date"
    assert not Story.objects.filter(title__in=["Story 0", "Another title"]).exists()
