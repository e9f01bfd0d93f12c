"""What a publisher deletes and says so (RFC 6721): out of sight at the next visit, and nobody else can say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.translation import override

from stories import publishing
from stories.models import Code, Decision, Source, Story, StoryProgramme
from tests.factories import NOON, ProgrammeFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Poll

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

GONE = '<at:deleted-entry ref="urn:1" when="2026-06-08T12:00:00Z"><link href="https://x.example/"/></at:deleted-entry>'


def entry(number: int, words: str = "Words.") -> str:
    return (
        f"<entry><id>urn:{number}</id><title>Story {number}</title><updated>2026-06-0{number}T12:00:00Z</updated>"
        f'<link href="https://allotment.example/{number}"/>'
        f'<content type="html"><![CDATA[{words}]]></content></entry>'
    )


def atom(*parts: str) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        f"<title>The Allotment</title><id>urn:feed</id>{''.join(parts)}</feed>"
    ).encode()


def public() -> set[str]:
    return set(Story.objects.published().values_list("title", flat=True))


def test_c10_a_deleted_entry_is_out_of_sight_at_the_next_visit_and_staff_see_why(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bodies = [atom(entry(1), entry(2)), atom(GONE, entry(2))]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))), ProgrammeFactory())
    poll(source)
    attempt = poll(source)
    assert (attempt.code, public(), source.home_page) == (Code.OK, {"Story 2"}, "")
    decision = Decision.objects.get()
    assert (decision.story and decision.story.title, decision.who) == ("Story 1", None)
    assert decision.reason == "Its publisher has deleted it."
    assert list(StoryProgramme.objects.filter(visible=True).values_list("story__title", flat=True)) == [
        "Story 2"
    ]


def test_what_staff_showed_again_is_not_hidden_at_every_visit(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bodies = [atom(entry(1)), atom(GONE, entry(2)), atom(GONE, entry(2), entry(3))]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    poll(source)
    poll(source)
    publishing.approve(Story.objects.get(title="Story 1"), by=UserFactory(), now=NOON)
    poll(source)
    assert public() == {"Story 1", "Story 2", "Story 3"}


def test_what_staff_hid_and_showed_again_for_reasons_of_their_own_its_publisher_may_still_delete(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    source = follow(web.on("/feed", in_turn(answer(atom(entry(1))), answer(atom(GONE, entry(2))))))
    poll(source)
    story, moderator = Story.objects.get(), UserFactory()
    publishing.hide(story, by=moderator, reason="Is this so?", now=NOON)
    publishing.approve(story, by=moderator, now=NOON)
    moderator.delete()  # and it is nobody's decision any more
    poll(source)
    assert public() == {"Story 2"}


def test_a_deletion_is_known_again_by_a_portal_that_speaks_another_language_since(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bodies = [atom(entry(1)), atom(GONE, entry(2)), atom(GONE, entry(2), entry(3))]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    poll(source)
    with override("cy"):
        poll(source)
    publishing.approve(Story.objects.get(title="Story 1"), by=UserFactory(), now=NOON)
    poll(source)
    assert public() == {"Story 1", "Story 2", "Story 3"}


def test_what_stands_in_the_feed_is_not_deleted(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", in_turn(answer(atom(entry(1))), answer(atom(GONE, entry(1), entry(2))))))
    poll(source)
    poll(source)
    assert public() == {"Story 1", "Story 2"}


@pytest.mark.parametrize(
    "says",
    [entry(2, words=GONE), entry(2, words=f"]]>{GONE}<![CDATA["), GONE.replace("at:", "")],
    ids=["in somebody's words", "inside an entry", "in no namespace"],
)
def test_nobody_but_the_feed_itself_deletes(web: FakeWeb, follow: Follow, poll: Poll, says: str) -> None:
    source = follow(web.on("/feed", in_turn(answer(atom(entry(1))), answer(atom(says, entry(3))))))
    poll(source)
    poll(source)
    assert "Story 1" in public()


def test_no_source_deletes_a_story_of_another(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    ours = follow(web.on("/ours", answer(atom(entry(1)))))
    planet = follow(
        web.on("/planet", in_turn(answer(atom(entry(1), entry(2))), answer(atom(GONE, entry(2)))))
    )
    for each in (ours, planet, planet):
        poll(each)
    assert public() == {"Story 1", "Story 2"}
