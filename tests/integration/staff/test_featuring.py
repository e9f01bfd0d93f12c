"""Stories that staff put first on a programme's page: chosen, ordered, for a time, and never twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from programmes import site_tree
from programmes.models import Programme, ProgrammeIndexPage, ProgrammePage
from stories.curating import featuring
from stories.models import Placement, Story
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


def stories(programme: Programme, *titles: str) -> list[Story]:
    return [StoryFactory(published=True, title=title, programmes=[programme]) for title in titles]


def now_first(programme: Programme) -> list[str]:
    return [story.title for story in featuring.current(programme, now=timezone.now())]


def step(client: Client, programme: Programme, word: str, **more: Any) -> str:
    answer = client.post(f"/cms/featured/{programme.pk}/", {"step": word} | more, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def page(ours: Programme) -> ProgrammePage:
    site_tree.plant()
    index = ProgrammeIndexPage.objects.get()
    page = ProgrammePage(programme=ours, title="Ours", slug="ours")
    index.add_child(instance=page)
    return page


def test_chosen_stories_stand_first_and_not_again_below(
    officer: Client, client: Client, ours: Programme, page: ProgrammePage
) -> None:
    chosen, _other = stories(ours, "Chosen", "Not chosen")
    step(officer, ours, "add", story=chosen.pk)
    words = client.get(page.get_url()).content.decode()
    assert "Start here" in words
    assert words.count(">Chosen</a>") == 1
    assert words.index(">Chosen</a>") < words.index(">Not chosen</a>")


def test_a_page_with_nothing_featured_says_nothing_of_it(
    client: Client, ours: Programme, page: ProgrammePage
) -> None:
    stories(ours, "Only one")
    assert "Start here" not in client.get(page.get_url()).content.decode()


def test_a_page_whose_every_story_is_featured_does_not_say_it_is_empty(
    officer: Client, client: Client, ours: Programme, page: ProgrammePage
) -> None:
    (only,) = stories(ours, "Only one")
    step(officer, ours, "add", story=only.pk)
    assert "Nothing from Ours yet" not in client.get(page.get_url()).content.decode()


def test_the_order_is_changed_by_buttons(officer: Client, ours: Programme) -> None:
    for story in stories(ours, "A", "B", "C"):
        step(officer, ours, "add", story=story.pk)
    assert now_first(ours) == ["A", "B", "C"]
    c = Placement.objects.get(story__title="C")
    step(officer, ours, "up", placement=c.pk)
    assert now_first(ours) == ["A", "C", "B"]
    step(officer, ours, "down", placement=Placement.objects.get(story__title="A").pk)
    assert now_first(ours) == ["C", "A", "B"]
    step(officer, ours, "up", placement=c.pk)
    assert now_first(ours) == ["C", "A", "B"]


def test_order_survives_ranks_that_were_equal(ours: Programme) -> None:
    for story in stories(ours, "A", "B", "C"):
        Placement.objects.create(programme=ours, story=story, rank=0)
    featuring.move(Placement.objects.get(story__title="C"), by=-1)
    assert now_first(ours) == ["A", "C", "B"]


def test_a_story_is_featured_once_however_often_the_button_is_pressed(
    officer: Client, ours: Programme
) -> None:
    (story,) = stories(ours, "A")
    step(officer, ours, "add", story=story.pk)
    step(officer, ours, "add", story=story.pk)
    assert Placement.objects.count() == 1


def test_it_stands_there_only_in_its_time(ours: Programme) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    times = {"over": (None, now - hour), "to come": (now + hour, None), "now": (now - hour, now + hour)}
    for title, (start, end) in times.items():
        featuring.feature(stories(ours, title)[0], ours, starts_at=start, ends_at=end)
    assert now_first(ours) == ["now"]


def test_times_are_set_and_a_wrong_one_keeps_what_was_typed(officer: Client, ours: Programme) -> None:
    (story,) = stories(ours, "A")
    placement = featuring.feature(story, ours)
    name = f"p{placement.pk}"
    step(officer, ours, "times", placement=placement.pk, **{f"{name}-ends_at": "2026-06-30T18:00"})
    placement.refresh_from_db()
    assert timezone.localtime(placement.ends_at).strftime("%Y-%m-%d %H:%M") == "2026-06-30 18:00"
    times = {f"{name}-starts_at": "2026-07-02T09:00", f"{name}-ends_at": "2026-07-01T09:00"}
    words = step(officer, ours, "times", placement=placement.pk, **times)
    assert "2026-07-02T09:00" in words
    placement.refresh_from_db()
    assert placement.starts_at is None


def test_taking_one_off_leaves_the_story(officer: Client, ours: Programme) -> None:
    (story,) = stories(ours, "A")
    placement = featuring.feature(story, ours)
    step(officer, ours, "remove", placement=placement.pk)
    assert now_first(ours) == []
    assert Story.objects.published().get() == story


def test_only_what_is_public_appears_whatever_was_chosen(ours: Programme) -> None:
    (story,) = stories(ours, "A")
    featuring.feature(story, ours)
    Story.objects.update(state=Story.State.HIDDEN)
    assert now_first(ours) == []
    Story.objects.update(state=Story.State.PUBLISHED)
    assert now_first(ours) == ["A"]


def test_a_story_that_is_not_public_cannot_be_featured(officer: Client, ours: Programme) -> None:
    waiting = StoryFactory(programmes=[ours])
    address = f"/cms/featured/{ours.pk}/"
    assert officer.post(address, {"step": "add", "story": waiting.pk}).status_code == 404


def test_a_story_is_featured_from_its_own_page_too(officer: Client, ours: Programme) -> None:
    (story,) = stories(ours, "A")
    words = officer.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    assert f'action="/cms/featured/{ours.pk}/"' in words
    assert "Feature on Ours" in words


def test_an_older_story_is_found_by_its_words(officer: Client, ours: Programme) -> None:
    stories(ours, "The tide sets the timetable", "Zips")
    words = officer.get(f"/cms/featured/{ours.pk}/", {"q": "TIDE"}).content.decode()
    assert "The tide sets the timetable" in words
    assert "Zips" not in words


def test_an_officer_arranges_their_own_programmes_page_only(
    officer: Client, moderator: Client, editor: Client, ours: Programme, theirs: Programme
) -> None:
    (story,) = stories(theirs, "Theirs")
    address = f"/cms/featured/{theirs.pk}/"
    for client in (officer, moderator):
        assert client.get(address).status_code == 404
        assert client.post(address, {"step": "add", "story": story.pk}).status_code == 404
    assert moderator.get(f"/cms/featured/{ours.pk}/").status_code == 404
    assert officer.get("/cms/featured/")["Location"] == f"/cms/featured/{ours.pk}/"
    assert "Theirs" in editor.get("/cms/featured/").content.decode()


def test_a_placement_of_another_page_is_not_moved_through_ones_own(
    officer: Client, ours: Programme, theirs: Programme
) -> None:
    placement = featuring.feature(stories(theirs, "Theirs")[0], theirs)
    address = f"/cms/featured/{ours.pk}/"
    assert officer.post(address, {"step": "remove", "placement": placement.pk}).status_code == 404
    assert Placement.objects.exists()
