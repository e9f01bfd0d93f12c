"""A feed that becomes another feed, as when a lapsed domain is sold: hostile feeds, C12."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal import outbound
from programmes.models import Programme
from stories import publishing
from stories.curating import answering
from stories.curating.answering import Answer
from stories.ingest import due, pipeline
from stories.ingest.entry import New
from stories.ingest.visit import Visit
from stories.models import Code, Source, Story, StoryProgramme, StorySource
from stories.sources import doubted
from tests.factories import ProgrammeFactory, UserFactory
from tests.fakeweb import FakeWeb, Script, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


def mine(*numbers: int, title: str = "The Allotment", language: str = "en-GB") -> Script:
    return answer(_in(language, rss(*(item(number) for number in numbers), title=title)))


def theirs(*numbers: int, title: str = "Casino 7", language: str = "en") -> Script:
    items = (
        item(n, guid=f"spin-{n}", link=f"https://allotment.example/spin/{n}", title=f"Win {n}")
        for n in numbers
    )
    return answer(_in(language, rss(*items, title=title)))


def _in(language: str, body: bytes) -> bytes:
    return body.replace(b"<description/>", f"<language>{language}</language>".encode(), 1)


@pytest.mark.parametrize(
    "other", [theirs(8, 9), theirs(8, 9, title="The Allotment", language="pl")], ids=["title", "language"]
)
def test_c12_what_a_feed_in_other_hands_brings_waits_for_a_person(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, other: Script
) -> None:
    source = follow(web.on("/feed", in_turn(mine(1, 2), other, theirs(7, 8, 9))))
    poll(source)
    attempt = poll(source)
    assert (attempt.code, attempt.new, source.doubted_at) == (Code.OK_WITH_WARNINGS, 2, clock())
    assert "wait for a person" in attempt.note
    assert set(Story.objects.published().values_list("title", flat=True)) == {"Story 1", "Story 2"}

    # What it holds back is known at the next visit; that is no reason to trust it.
    assert poll(source).new == 1
    assert (Story.objects.published().count(), doubted.held(source).count()) == (2, 3)


def test_c12_nor_does_it_count_as_known_what_only_another_source_told(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """Bought domains are filled with what is found elsewhere."""
    programme = ProgrammeFactory()
    found = item(7, guid="spin-7", link="https://bakery.example/7", title="Story 7")
    spun = answer(rss(found, item(8, guid="spin-8", title="Win 8"), title="Casino 7"))
    source = follow(web.on("/feed", in_turn(mine(1), spun, spun)), programme)
    bakery = follow(web.on("/bakery", answer(rss(item(7, link="https://bakery.example/7"), title="Bakery"))))
    poll(bakery)
    poll(source)
    assert poll(source).code == Code.OK_WITH_WARNINGS
    assert doubted.held(source).get().title == "Win 8"
    # Nor is the bakery's story told in the name, and in the programme, of who is doubted.
    assert StoryProgramme.objects.get(programme=programme, visible=True).story.title == "Story 1"

    doubted.trust(source, by=None, reason="I asked Ann.", now=poll.clock())
    poll(source)
    told = Story.objects.published().filter(story_programmes__programme=programme)
    assert set(told.values_list("title", flat=True)) == {"Story 1", "Story 7", "Win 8"}


def test_nor_does_a_feed_in_doubt_take_what_another_source_stores_at_this_very_moment(
    web: FakeWeb, follow: Follow, poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = ProgrammeFactory()
    page = "https://allotment.example/spin/9"  # where the doubted one lives, and the planet does not
    source = follow(web.on("/feed", in_turn(mine(1), theirs(8, 9), theirs(8, 9))), programme)
    planet = follow(web.on("/planet", answer(rss(item(9, link=page), home="https://planet.example/"))))
    poll(source)
    poll(planet)
    # The look before the decision saw nothing of it.
    monkeypatch.setattr(
        "stories.ingest.judging.decide", lambda entries, before, besides: [New(found) for found in entries]
    )
    assert poll(source).new == 1
    assert source.doubted_at
    told = Story.objects.get(title="Story 9")
    assert (told.owner_source, StorySource.objects.filter(story=told).count()) == (planet, 1)
    assert StoryProgramme.objects.get(programme=programme, visible=True).story.title == "Story 1"

    monkeypatch.undo()
    doubted.trust(source, by=None, reason="I asked Ann.", now=poll.clock())
    poll(source)
    assert Story.objects.get(pk=told.pk).title == "Win 9"


@pytest.mark.parametrize(
    "other",
    [
        mine(8, 9),
        mine(2, 3, title="The New Allotment"),
        mine(8, 9, language="en_US"),
        theirs(9, title="the ALLOTMENT"),
    ],
    ids=["all new under its own name", "renamed, with a known entry", "a dialect", "its name in capitals"],
)
def test_a_feed_that_only_looks_new_is_not_doubted(
    web: FakeWeb, follow: Follow, poll: Poll, other: Script
) -> None:
    source = follow(web.on("/feed", in_turn(mine(1, 2), other)))
    poll(source)
    poll(source)
    assert source.doubted_at is None
    assert not Story.objects.exclude(state=Story.State.PUBLISHED).exists()


def test_a_name_that_changed_with_its_entries_known_is_the_name_from_then_on(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    source = follow(web.on("/feed", in_turn(mine(1), mine(1, 2, title="Plot 9"), mine(7, title="Plot 9"))))
    for _visit in range(3):
        poll(source)
    assert (source.feed_title, source.doubted_at) == ("Plot 9", None)


def test_nothing_told_before_is_changed_while_a_feed_is_in_doubt(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    twisted = answer(rss(item(1, title="Twisted"), title="Casino 7"))
    source = follow(web.on("/feed", in_turn(mine(1), theirs(9), twisted)))
    for _visit in range(3):
        poll(source)
    assert Story.objects.published().get().title == "Story 1"


@pytest.fixture
def in_doubt(web: FakeWeb, follow: Follow, poll: Poll) -> tuple[Source, Programme]:
    programme = ProgrammeFactory()
    source = follow(web.on("/feed", in_turn(mine(1), theirs(8, 9), theirs(7, 8, 9))), programme)
    poll(source)
    poll(source)
    return source, programme


def give(source: Source, what: Answer, clock: Clock) -> None:
    answering.give(source, what, seen=source.state, by=UserFactory(), reason="I asked Ann.", now=clock())


def test_a_feed_that_is_still_welcome_tells_what_waited_and_goes_on(
    in_doubt: tuple[Source, Programme], poll: Poll, clock: Clock
) -> None:
    source, programme = in_doubt
    clock.forward(days=1)
    give(source, Answer.TRUST, clock)
    told = Story.objects.published().filter(title__startswith="Win")
    assert {story.visible_at for story in told} == {clock()}
    assert StoryProgramme.objects.filter(programme=programme, visible=True).count() == 3
    assert source.decisions.get().reason == "I asked Ann."
    assert poll(source).code == Code.OK
    assert (Story.objects.published().count(), source.feed_title, source.doubted_at) == (4, "Casino 7", None)


@pytest.mark.parametrize(("what", "state"), [(Answer.TRUST, "published"), (Answer.END, "hidden")])
def test_nothing_waits_for_an_answer_that_was_given_while_the_feed_was_read(
    in_doubt: tuple[Source, Programme], poll: Poll, clock: Clock, what: Answer, state: str
) -> None:
    source, _programme = in_doubt

    def answered(_visit: Visit, words: str) -> None:
        if "3 entries" in words:
            give(source, what, clock)

    Source.objects.filter(pk=source.pk).update(next_fetch_at=clock())
    (token,) = due.claim(now=clock())
    pipeline.ingest(token, client=outbound.client(), now=clock, tell=answered)
    if what == Answer.TRUST:
        assert poll(source).new == 1
    states = Story.objects.filter(title__startswith="Win").values_list("state", flat=True)
    assert set(states) == {state}


def test_a_feed_that_is_somebody_elses_ends_and_nothing_of_it_is_shown(
    in_doubt: tuple[Source, Programme], clock: Clock
) -> None:
    source, programme = in_doubt
    give(source, Answer.END, clock)
    source.refresh_from_db()
    assert source.state == Source.State.ENDED
    assert Story.objects.published().get().title == "Story 1"
    assert set(Story.objects.filter(title__startswith="Win").values_list("state", flat=True)) == {"hidden"}
    assert StoryProgramme.objects.filter(programme=programme, visible=True).count() == 1


def test_a_feed_in_doubt_that_says_it_has_gone_waits_for_its_answer_all_the_same(
    in_doubt: tuple[Source, Programme], web: FakeWeb, poll: Poll, clock: Clock
) -> None:
    source, _programme = in_doubt
    web.on("/feed", answer(status=410))
    for _visit in range(4):
        clock.forward(days=4)
        assert poll(source).code == Code.GONE
    assert (source.state, doubted.held(source).count()) == (Source.State.APPROVED, 2)
    assert Answer.TRUST in answering.answers(source)


def test_nobody_ends_a_feed_by_the_way_that_has_come_in_doubt_meanwhile(
    in_doubt: tuple[Source, Programme], clock: Clock
) -> None:
    source, _programme = in_doubt
    source.doubted_at = None  # as it was looked at
    with pytest.raises(publishing.NotAllowed, match="somebody else"):
        give(source, Answer.END, clock)
    assert doubted.held(source).count() == 2


@pytest.mark.parametrize("state", Source.State.values)
def test_whatever_becomes_of_a_feed_in_doubt_there_is_a_way_to_settle_what_waits(
    in_doubt: tuple[Source, Programme], clock: Clock, state: str
) -> None:
    source, _programme = in_doubt
    Source.objects.update(state=state)
    for _step in range(3):
        source.refresh_from_db()
        if source.state == Source.State.ENDED and source.doubted_at is None:
            break
        give(source, answering.answers(source)[-1], clock)
    assert not doubted.held(source).exists()


def test_the_second_of_two_who_decide_is_told_so(in_doubt: tuple[Source, Programme], clock: Clock) -> None:
    source, _programme = in_doubt
    twin = Source.objects.get(pk=source.pk)
    give(source, Answer.TRUST, clock)
    with pytest.raises(publishing.NotAllowed):
        give(twin, Answer.TRUST, clock)


@pytest.mark.parametrize("odd", ["\\u0000", "\\ud83d"], ids=["NUL", "half a character"])
def test_what_a_feed_calls_itself_is_kept_as_far_as_it_can_be(
    web: FakeWeb, follow: Follow, poll: Poll, odd: str
) -> None:
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "The Allotment%s", "language": "en%s",'
        ' "items": [{"id": "1", "content_text": "Slugs."}]}'
    )
    source = follow(web.on("/feed", answer((body % (odd, odd)).encode())))
    assert poll(source).code == Code.OK
    assert (source.feed_title, source.feed_language) == ("The Allotment", "en")
