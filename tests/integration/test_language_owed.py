"""Stories whose language nobody said: heard once for their words, never against what somebody said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.search import indexing
from stories import facets
from stories.language.asking import Heard
from stories.language.owed import hear_owed
from stories.models import Afterwards, Story
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db

LANGUAGE = Afterwards.What.LANGUAGE
POLISH = (
    "Wolontariusze otworzyli nową kawiarnię w sali parafialnej. Będzie czynna w każdą sobotę po południu. "
    * 2
)


def told(**fields: Any) -> Story:
    story: Story = StoryFactory(**{"published": True, "lang": "", "text": POLISH} | fields)
    return story


def owed() -> set[int]:
    return set(Afterwards.objects.filter(what=LANGUAGE).values_list("story", flat=True))


def saying(*languages: str, choked: bool = False) -> Callable[[Sequence[str]], Heard]:
    return lambda texts: Heard(languages, choked)


def nobody(texts: Sequence[str]) -> Heard:
    raise AssertionError("asked")


def test_a_story_without_a_language_gets_one_and_can_be_chosen_by_it() -> None:
    story = told()
    indexing.sweep()
    assert hear_owed() == 1  # with the real child
    story.refresh_from_db()
    assert (story.lang, owed(), facets.languages()) == ("pl", set(), ["pl"])
    assert not story.search_owed


def test_it_is_heard_once_and_not_again_while_its_words_stay() -> None:
    told()
    indexing.sweep()
    assert hear_owed(asking=saying("")) == 0
    indexing.sweep()
    assert (hear_owed(asking=nobody), owed()) == (0, set())


@pytest.mark.parametrize("fields", [{"lang": "en"}, {"state": Story.State.WAITING}])
def test_what_has_a_language_or_is_not_public_is_not_owed(fields: dict[str, Any]) -> None:
    told(**fields)
    indexing.sweep()
    assert owed() == set()


def test_too_short_a_text_costs_no_child() -> None:
    told(text="Cześć!")
    indexing.sweep()
    assert (hear_owed(asking=nobody), owed()) == (0, set())


def test_what_somebody_said_meanwhile_stays() -> None:
    story = told()
    indexing.sweep()

    def meanwhile(texts: Sequence[str]) -> Heard:
        Story.objects.update(lang="szl")
        return Heard(["pl"])

    assert hear_owed(asking=meanwhile) == 0
    story.refresh_from_db()
    assert (story.lang, owed()) == ("szl", set())


def test_words_that_changed_meanwhile_are_heard_again() -> None:
    story = told()
    indexing.sweep()

    def meanwhile(texts: Sequence[str]) -> Heard:
        Story.objects.update(text="Something else. " * 20)
        return Heard(["pl"])

    assert hear_owed(asking=meanwhile) == 0
    assert owed() == {story.pk}
    assert hear_owed(asking=saying("en")) == 1


def test_what_a_child_dies_of_is_given_up_and_the_others_have_their_turn() -> None:
    stories = [told(), told(), told()]
    indexing.sweep()
    assert hear_owed(asking=saying("pl", choked=True)) == 1
    assert owed() == {stories[2].pk}
    assert list(Story.objects.order_by("pk").values_list("lang", flat=True)) == ["pl", "", ""]


def test_a_child_that_never_began_costs_nothing_that_is_owed() -> None:
    story = told()
    indexing.sweep()
    assert hear_owed(asking=saying()) == 0
    assert owed() == {story.pk}


def test_a_batch_costs_the_same_however_many_stories_it_has() -> None:
    costs = []
    for size in (2, 20):
        for _ in range(size):
            told()
        indexing.sweep()
        with CaptureQueriesContext(connection) as captured:
            assert hear_owed(asking=lambda texts: Heard(["pl"] * len(texts))) == size
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10
