"""What may become of a story: the steps that exist, who hears of them, and two people who act at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection

from portal.accounts.models import User
from programmes.models import Outbox
from stories import publishing
from stories.models import Decision, Story, StoryArea, StoryProgramme
from tests.factories import NOON, AreaFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)

# Verb by verb, where it may be taken from and where it leads. Everything else is refused.
STEPS: dict[str, tuple[set[str], str]] = {
    "submit": ({"draft", "sent_back", "published"}, "waiting"),
    "approve": ({"waiting", "hidden"}, "published"),
    "send_back": ({"waiting"}, "sent_back"),
    "withdraw": ({"draft", "waiting", "sent_back", "published"}, "withdrawn"),
    "restore": ({"withdrawn"}, "draft"),
    "hide": ({"published"}, "hidden"),
}
WITH_REASON = {"send_back", "hide"}


def take(verb: str, story: Story, by: User, **other: Any) -> None:
    step: Callable[..., None] = getattr(publishing, verb)
    reason = {"reason": "Crop the children out, please."} if verb in WITH_REASON else {}
    step(story, by=by, now=LATER, **reason | other)


def story_in(state: str, **other: Any) -> Story:
    given = {"visible_at": NOON} if state == "published" else {}
    area = AreaFactory()
    return StoryFactory(posted=True, state=state, programmes=[area.programme], areas=[area], **given | other)


def shown(story: Story) -> set[bool]:
    rows = StoryProgramme.objects.filter(story=story).values_list("visible", flat=True)
    return {*rows, *StoryArea.objects.filter(story=story).values_list("visible", flat=True)}


@pytest.mark.parametrize("verb, state", list(product(STEPS, Story.State.values)))
def test_every_step_is_taken_or_refused_as_the_table_says(verb: str, state: str) -> None:
    story, staff = story_in(state), UserFactory()
    allowed, to = STEPS[verb]
    if state in allowed:
        take(verb, story, staff)
        decision = Decision.objects.get()
        assert (decision.story, decision.who, decision.when) == (story, staff, LATER)
        assert (decision.from_state, decision.to_state) == (state, to)
        assert bool(decision.reason) is (verb in WITH_REASON)
    else:
        with pytest.raises(publishing.NotAllowed):
            take(verb, story, staff)
        assert not Decision.objects.exists()
        to = state
    assert story.state == to
    story.refresh_from_db()
    assert story.state == to
    assert shown(story) == {to == "published"} or state not in allowed


@pytest.mark.parametrize("verb", sorted(WITH_REASON))
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_who_says_no_gives_a_reason(verb: str, reason: str) -> None:
    story = story_in("waiting" if verb == "send_back" else "published")
    before = story.state
    with pytest.raises(publishing.ReasonMissing):
        take(verb, story, UserFactory(), reason=reason)
    story.refresh_from_db()
    assert story.state == before
    assert not Decision.objects.exists()


def test_of_two_who_decide_at_once_one_is_told_so() -> None:
    story = story_in("waiting")
    seen_by_other = Story.objects.get(pk=story.pk)
    publishing.approve(story, by=UserFactory(), now=LATER)
    with pytest.raises(publishing.NotAllowed, match="somebody else"):
        take("send_back", seen_by_other, UserFactory())
    story.refresh_from_db()
    assert story.state == "published"
    assert Decision.objects.count() == 1


def test_words_changed_since_they_were_read_are_not_let_through() -> None:
    story = story_in("waiting", version=3)
    Story.objects.filter(pk=story.pk).update(version=4)
    with pytest.raises(publishing.NotAllowed):
        publishing.approve(story, by=UserFactory(), now=LATER)
    story.refresh_from_db()
    assert (story.state, story.visible_at) == ("waiting", None)
    publishing.approve(story, by=UserFactory(), now=LATER)
    assert story.state == "published"


def test_a_story_takes_its_place_when_it_is_first_sent_in() -> None:
    story = story_in("draft", published_at=None)
    publishing.submit(story, by=UserFactory(), now=LATER)
    take("send_back", story, UserFactory())
    publishing.submit(story, by=UserFactory(), now=LATER + timedelta(days=1))
    story.refresh_from_db()
    assert story.published_at == story.sort_at == LATER
    assert [row.sort_at for row in story.story_programmes.all()] == [LATER]
    assert [row.sort_at for row in story.story_areas.all()] == [LATER]


def test_a_story_is_new_when_it_is_first_published_and_not_again() -> None:
    story = story_in("waiting")
    publishing.approve(story, by=UserFactory(), now=LATER)
    publishing.submit(story, by=UserFactory(), now=LATER + timedelta(days=1))
    publishing.approve(story, by=UserFactory(), now=LATER + timedelta(days=2))
    story.refresh_from_db()
    assert story.visible_at == LATER


@pytest.mark.parametrize(
    "verb, state", [("approve", "waiting"), ("send_back", "waiting"), ("hide", "published")]
)
def test_the_writer_is_owed_word_of_what_others_decide(verb: str, state: str) -> None:
    story = story_in(state, posted_by=UserFactory())
    take(verb, story, UserFactory())
    owed = Outbox.objects.get()
    assert owed.topic == publishing.TELL_WRITER
    assert owed.payload == {"decision": Decision.objects.get().pk}
    assert (owed.due_at, owed.done_at) == (LATER, None)


def test_nobody_is_written_to_about_what_they_did_themselves_or_never_posted() -> None:
    writer = UserFactory()
    mine = story_in("waiting", posted_by=writer)
    publishing.approve(mine, by=writer, now=LATER)
    publishing.withdraw(mine, by=writer, now=LATER)
    take("approve", story_in("waiting"), UserFactory())
    assert not Outbox.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_decision_that_fails_owes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    story = story_in("waiting", posted_by=UserFactory())
    monkeypatch.setattr(Outbox.objects, "create", _fail)
    with pytest.raises(ZeroDivisionError):
        take("approve", story, UserFactory())
    assert not connection.in_atomic_block
    story.refresh_from_db()
    assert (story.state, shown(story)) == ("waiting", {False})
    assert not Decision.objects.exists()


def _fail(**_other: Any) -> None:
    raise ZeroDivisionError
