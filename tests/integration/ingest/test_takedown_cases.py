"""What was taken down stays down: through guid churn, other sources, a race with the poll, a new start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from stories import erasing, publishing
from stories.ingest import pipeline, tombstones
from stories.ingest.store import save
from stories.models import Code, EntryKey, Source, Story, Tombstone
from tests.factories import NOON, PersonFactory, ProgrammeFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.integration.staff.conftest import Role, signed_in, staff_member
from tests.mentions import rows_that_mention

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)
PRIVATE = "Jo Bloggs of Canal Street fell off the bridge"


def take_down(title: str = "Story 1") -> None:
    story = Story.objects.get(title=title)
    publishing.take_down(story, by=UserFactory(), reason="She asked not to be shown.", now=NOON)


@pytest.mark.parametrize(
    "again",
    [
        item(1, title="Another headline", words="Other words"),
        item(1, guid="new", link="http://allotment.example:80/1/?utm_source=rss#top"),
        item(1, guid="new", link="https://elsewhere.example/1", words="<p>Reworded.</p>"),
        item(1, guid="new", link=""),
    ],
    ids=["edited", "another guid", "guid, address and words", "guid and no address"],
)
def test_what_was_taken_down_does_not_come_back_under_another_name(
    web: FakeWeb, follow: Follow, poll: Poll, again: str
) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(item(1), item(2))), answer(rss(again, item(2))))))
    poll(source)
    take_down()
    attempt = poll(source)
    assert (attempt.code, attempt.new, attempt.changed) == (Code.OK, 0, 0)
    assert [story.title for story in Story.objects.all()] == ["Story 2"]


def test_an_event_that_was_announced_ahead_stays_out_by_its_title_and_its_own_date(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    page, ahead = "https://allotment.example/events", NOON + timedelta(days=2)
    yoga = item(2, link=page)

    def choir(guid: str, words: str, at: datetime = ahead) -> str:
        return item(1, guid=guid, link=page, title="Choir", words=words, at=at)

    again = choir("b", "Bring a friend."), choir("c", "Come again.", at=ahead + timedelta(weeks=1)), yoga
    source = follow(web.on("/feed", in_turn(answer(rss(choir("a", "Come."), yoga)), answer(rss(*again)))))
    poll(source)
    take_down("Choir")
    clock.forward(days=1)
    assert poll(source).new == 1
    assert set(Story.objects.values_list("text", flat=True)) == {"Come again.", "What happened, part 2."}


def test_an_entry_without_guid_link_or_date_is_known_by_its_words(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bare = "<item><title>Loose leaf</title><description>Blown here by the wind.</description></item>"
    source = follow(web.on("/feed", in_turn(answer(rss(bare)), answer(rss(item(2), bare)))))
    poll(source)
    take_down("Loose leaf")
    assert poll(source).new == 1
    assert Story.objects.get().title == "Story 2"


def test_a_living_namesake_of_the_same_day_goes_on_as_before(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """Its title and date are all that the two have in common; under a new guid, the other one stays out by them."""

    def robin(guid: str, words: str) -> str:
        return item(1, guid=guid, link="", title="Photo of the day", words=words, at=MAY)

    def heron(words: str) -> str:
        return item(2, title="Photo of the day", words=words, at=MAY)

    visits = [
        rss(robin("a", "A robin."), heron("A heron.")),
        rss(robin("b", "The robin."), heron("A heron, put right.")),
        rss(heron("A grey heron."), robin("c", "That robin.")),
    ]
    source = follow(web.on("/feed", in_turn(*map(answer, visits))))
    poll(source)
    publishing.take_down(
        Story.objects.get(text="A robin."), by=UserFactory(), reason="She asked.", now=poll.clock()
    )
    for words in ("A heron, put right.", "A grey heron."):
        attempt = poll(source)
        assert (attempt.new, attempt.changed, Story.objects.get().text) == (0, 1, words)


def test_what_stood_on_a_page_that_tells_another_story_each_month_stays_out_by_its_title(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """The page is still the address of another one, which has nothing else in common with it."""

    def letter(month: int, guid: str, words: str) -> str:
        page, at = "https://allotment.example/letter", MAY.replace(month=month)
        return item(month, guid=guid, title=f"Letter {month}", words=words, link=page, at=at)

    visits = [
        letter(5, "may", "Seeds."),
        letter(6, "june", "Slugs."),
        letter(6, "again", "Slugs, put right."),
    ]
    source = follow(web.on("/feed", in_turn(*(answer(rss(visit, item(2))) for visit in visits))))
    poll(source)
    poll(source)
    take_down("Letter 6")
    assert (poll(source).new, Story.objects.filter(title="Letter 6").exists()) == (0, False)


def test_no_other_source_brings_it_back(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))
    planet = follow(web.on("/planet", answer(rss(item(1, guid="planet-1", title="Allotment: Story 1")))))
    poll(source)
    take_down()
    assert poll(planet).new == 0
    assert not Story.objects.exists()


def test_both_addresses_of_a_story_carried_by_two_sources_stay_out(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """The planet links to a page of its own; once it is known to be the same story, that page is out too."""
    planet_page = "https://planet.example/allotment-1"
    source = follow(web.on("/feed", answer(rss(item(1)))))
    bodies = [rss(item(1, guid="p1")), rss(item(1, guid="p1", link=planet_page))]
    planet = follow(web.on("/planet", in_turn(*map(answer, bodies))))
    third = follow(web.on("/third", answer(rss(item(7, link=planet_page)))))
    for each in (source, planet, planet):
        poll(each)
    take_down()
    assert poll(third).new == 0
    assert not Story.objects.exists()


def test_a_page_that_several_entries_share_is_not_taken_down_with_one_of_them(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    page = "https://allotment.example/events"
    choir, yoga, walk = (item(number, title=f"Event {number}", link=page) for number in (1, 2, 3))
    source = follow(web.on("/feed", in_turn(answer(rss(choir, yoga)), answer(rss(choir, yoga, walk)))))
    poll(source)
    take_down("Event 1")
    poll(source)
    assert set(Story.objects.values_list("title", flat=True)) == {"Event 2", "Event 3"}


def test_a_source_that_was_deleted_and_is_followed_anew_does_not_bring_it_back(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    url = web.on("/feed", answer(rss(item(1, link=""), item(2))))
    source = follow(url)
    poll(source)
    take_down()
    source.delete()
    poll(follow(url))
    assert not Story.objects.filter(title="Story 1").exists()


def test_c25_the_entries_of_a_person_who_was_erased_stay_out_and_nothing_personal_is_kept(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    hers = item(1, title=PRIVATE, words=f"<p>{PRIVATE}.</p>", link="https://blog.example/jo-bloggs-fell")
    source = follow(web.on("/feed", in_turn(answer(rss(hers, item(2))), answer(rss(item(3), hers, item(2))))))
    poll(source)
    take_down(PRIVATE)

    attempt = poll(source)

    assert (attempt.code, attempt.new) == (Code.OK, 1)
    assert set(Story.objects.values_list("title", flat=True)) == {"Story 2", "Story 3"}
    assert rows_that_mention("bloggs") == []
    assert all(len(bytes(stone.digest)) == 32 for stone in Tombstone.objects.all())
    # Not even as a plain hash, which anybody with a list of addresses could look up.
    key = tombstones.of_address("https://blog.example/jo-bloggs-fell")
    assert Tombstone.objects.filter(digest=key).exists()


def test_c25_the_entries_of_somebody_erased_with_their_blog_stay_out_of_every_feed(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """Of the same address followed anew, and of a planet that carries them; what is new there comes."""
    hers = item(1, title=PRIVATE, words=f"<p>{PRIVATE}.</p>", link="https://blog.example/jo-bloggs-fell")
    url = web.on("/feed", in_turn(answer(rss(hers)), answer(rss(item(3), hers))))
    planet = web.on("/planet", answer(rss(item(7), hers.replace("guid", "id"))))
    jo = PersonFactory(display_name="Jo Bloggs")
    blog = follow(url, steward=jo)
    poll(blog)
    somebody = erasing.Somebody.in_the_whos_who(jo)
    assert erasing.erase(somebody, blogs=[blog], by=UserFactory(), now=NOON) == 1

    for address in (url, planet):
        assert poll(follow(address)).code == Code.OK

    assert set(Story.objects.values_list("title", flat=True)) == {"Story 3", "Story 7"}
    assert rows_that_mention("bloggs") == []


@pytest.mark.parametrize("words", ["<p>Edited.</p>", ""], ids=["an edit", "another source's copy"])
def test_a_story_taken_down_while_its_feed_is_read_is_not_written_again(
    web: FakeWeb, follow: Follow, poll: Poll, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Between the decision and the transaction: what was decided about a story that has gone is left out."""
    source = follow(
        web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(item(1, words=words), item(2)))))
    )
    planet = follow(web.on("/planet", answer(rss(item(1, guid="planet"), item(3)))))
    poll(source)

    def late(*args: object, **kwargs: object) -> object:
        take_down()
        return save(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "save", late)
    attempt = poll(source if words else planet)
    assert attempt.code == Code.OK
    assert not Story.objects.filter(title="Story 1").exists()
    assert not EntryKey.objects.exclude(story__in=Story.objects.all()).exists()
    assert Story.objects.count() == 1


def test_c26_what_a_moderator_hid_stays_hidden_when_its_source_edits_it_and_says_so(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    edited = item(1, words="<p>Without her name.</p>")
    programme = ProgrammeFactory()
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(edited)))), programme)
    poll(source)
    story = Story.objects.get()
    publishing.hide(story, by=UserFactory(), reason="It names her.", now=clock())
    moderator, page = signed_in(staff_member(Role.MODERATOR, programme)), f"/cms/story/inspect/{story.pk}/"
    assert "Changed at its source" not in moderator.get(page).content.decode()
    clock.forward(hours=2)

    assert poll(source).changed == 1

    story.refresh_from_db()
    assert (story.state, story.text) == ("hidden", "Without her name.")
    assert not Story.objects.published().exists()
    assert "Changed at its source since it was hidden" in moderator.get(page).content.decode()
