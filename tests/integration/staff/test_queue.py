"""One queue: what waits for whoever looks, the longest first, answered where it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from programmes.models import Programme
from stories.models import Decision, Source, Story, StoryProgramme
from tests.factories import SourceFactory, StoryFactory
from tests.integration.staff.conftest import Role, signed_in, staff_member

pytestmark = pytest.mark.django_db


def waiting(programme: Programme, title: str, *, hours: float = 1) -> Story:
    story: Story = StoryFactory(
        title=title,
        posted=True,
        first_seen_at=timezone.now() - timedelta(hours=hours),
        programmes=[programme],
    )
    return story


def proposed(programme: Programme, title: str, *, hours: float = 1) -> Source:
    source: Source = SourceFactory(title=title, programmes=[programme])
    Source.objects.filter(pk=source.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    return source


def queue(client: Client) -> str:
    answer = client.get("/cms/queue/")
    assert answer.status_code == 200
    return answer.content.decode()


def answer(client: Client, story: Story, word: str, *, seen: str = "waiting", **more: str) -> Any:
    data = {"answer": word, "seen": seen, "next": "/cms/queue/"} | more
    return client.post(f"/cms/story/inspect/{story.pk}/", data, follow=True)


def test_stories_and_sources_stand_in_one_line_the_longest_waiting_first(
    officer: Client, ours: Programme
) -> None:
    waiting(ours, "Second", hours=5)
    proposed(ours, "First", hours=9)
    waiting(ours, "Third", hours=1)
    words = queue(officer)
    places = [words.index(f">{title}</a>") for title in ("First", "Second", "Third")]
    assert places == sorted(places)
    assert "3 things need a person" in words


def test_a_story_waits_since_it_was_handed_in_not_since_it_was_begun(
    officer: Client, ours: Programme
) -> None:
    old = waiting(ours, "Begun long ago", hours=500)
    Decision.objects.create(story=old, when=timezone.now(), from_state="draft", to_state="waiting")
    waiting(ours, "Handed in before", hours=3)
    words = queue(officer)
    assert words.index(">Handed in before</a>") < words.index(">Begun long ago</a>")


def test_a_source_waits_since_it_was_last_sent_to_review(officer: Client, ours: Programme) -> None:
    old = proposed(ours, "Followed for years", hours=9000)
    Decision.objects.create(source=old, when=timezone.now(), from_state="approved", to_state="proposed")
    proposed(ours, "Proposed before", hours=3)
    words = queue(officer)
    assert words.index(">Proposed before</a>") < words.index(">Followed for years</a>")
    assert "Source proposed, just now" in words
    today = date_format(localtime(timezone.now()), "j F")
    assert f"Proposed on {today}." in officer.get(f"/cms/source/inspect/{old.pk}/").content.decode()


def test_the_words_of_a_waiting_story_can_be_read_in_the_queue(officer: Client, ours: Programme) -> None:
    story = waiting(ours, "Bus petition")
    Story.objects.filter(pk=story.pk).update(html="<p>Four hundred names in two weeks.</p>")
    assert "Four hundred names in two weeks." in queue(officer)


def test_publishing_makes_it_public_and_says_so(officer: Client, ours: Programme) -> None:
    story = waiting(ours, "Bus petition")
    words = answer(officer, story, "approve").content.decode()
    assert Story.objects.published().get() == story
    assert StoryProgramme.objects.get().visible
    assert "“Bus petition” is published." in words
    assert ">Bus petition</a>" not in words


def test_what_its_writer_changed_meanwhile_is_not_published_unread(officer: Client, ours: Programme) -> None:
    story = waiting(ours, "Bus petition")
    assert f'name="seen" value="{story.edition}"' in queue(officer)
    Story.objects.filter(pk=story.pk).update(version=story.version + 1, html="<p>Something else.</p>")
    words = answer(officer, story, "approve", seen=story.edition).content.decode()
    assert "was changed by its writer meanwhile" in words
    assert not Story.objects.published().exists()


def test_sending_back_needs_a_reason_and_keeps_it(officer: Client, ours: Programme) -> None:
    story = waiting(ours, "Bus petition")
    words = answer(officer, story, "send_back", because="", reason="").content.decode()
    assert "Please give a reason" in words
    assert words.count('name="next" value="/cms/queue/"') == 2  # the queue is where it goes on
    answer(officer, story, "send_back", reason="Please say when this was.")
    story.refresh_from_db()
    assert story.state == Story.State.SENT_BACK
    assert Decision.objects.get().reason == "Please say when this was."


def test_a_published_story_is_hidden_with_a_reason_and_can_be_shown_again(
    moderator: Client, ours: Programme
) -> None:
    story = StoryFactory(published=True, programmes=[ours])
    answer(moderator, story, "hide", seen="published", reason="She asked not to be shown.")
    assert not Story.objects.published().exists()
    assert not StoryProgramme.objects.get().visible
    answer(moderator, story, "show", seen="hidden")
    assert Story.objects.published().get() == story


def test_two_people_deciding_at_once_leave_one_decision_and_the_second_hears_of_it(
    officer: Client, moderator: Client, ours: Programme
) -> None:
    story = waiting(ours, "Bus petition")
    answer(officer, story, "approve")
    words = answer(moderator, story, "send_back", reason="No date.").content.decode()
    assert "Olu Officer was faster" in words
    assert Story.objects.published().get() == story
    assert Decision.objects.count() == 1


def test_an_answer_nobody_offered_changes_nothing(officer: Client, ours: Programme) -> None:
    story = waiting(ours, "Bus petition")
    answer(officer, story, "hide", reason="x")
    answer(officer, story, "delete")
    story.refresh_from_db()
    assert story.state == Story.State.WAITING


def test_an_empty_queue_says_that_nothing_waits(officer: Client) -> None:
    assert "Nothing waits for you" in queue(officer)


def test_the_menu_says_how_much_waits(officer: Client, ours: Programme, theirs: Programme) -> None:
    waiting(ours, "One")
    waiting(theirs, "Not mine")
    assert "Queue (1)" in officer.get("/cms/").content.decode()


# --- who sees and decides what ------------------------------------------------------------------------------


def test_an_officer_has_only_what_belongs_to_their_programme(
    officer: Client, ours: Programme, theirs: Programme
) -> None:
    waiting(ours, "Mine")
    waiting(theirs, "Another’s")
    proposed(theirs, "Another’s blog")
    StoryFactory(title="Nobody’s", posted=True)
    words = queue(officer)
    assert "Mine" in words
    assert "Another’s" not in words
    assert "Nobody’s" not in words


def test_what_belongs_to_two_programmes_is_either_ones_business(
    officer: Client, ours: Programme, theirs: Programme
) -> None:
    story = waiting(ours, "Shared")
    StoryProgramme.objects.create(story=story, programme=theirs, sort_at=story.sort_at)
    assert queue(officer).count(">Shared</a>") == 1
    elsewhere = signed_in(staff_member(Role.OFFICER, theirs))
    assert ">Shared</a>" in queue(elsewhere)


def test_a_moderator_decides_about_stories_and_not_about_sources(moderator: Client, ours: Programme) -> None:
    waiting(ours, "A story")
    source = proposed(ours, "A blog")
    words = queue(moderator)
    assert ">A story</a>" in words
    assert ">A blog</a>" not in words
    assert moderator.get(f"/cms/source/inspect/{source.pk}/").status_code == 404
    assert moderator.get("/cms/source/").status_code == 302


def test_a_network_editor_has_everything(editor: Client, ours: Programme, theirs: Programme) -> None:
    for programme in (ours, theirs):
        waiting(programme, f"Of {programme}")
    StoryFactory(title="Nobody’s", posted=True)
    words = queue(editor)
    assert all(title in words for title in ("Of Ours", "Of Theirs", "Nobody’s"))


def test_a_reporter_has_no_queue_even_inside_the_cms(reporter: Client, ours: Programme) -> None:
    story = waiting(ours, "Mine")
    assert reporter.get("/cms/queue/").status_code == 302
    assert "Queue" not in reporter.get("/cms/").content.decode()
    answer(reporter, story, "approve")
    assert not Story.objects.published().exists()


def test_nobody_decides_about_another_programmes_things(
    officer: Client, moderator: Client, theirs: Programme
) -> None:
    story, source = waiting(theirs, "Not mine"), proposed(theirs, "Not mine either")
    for client in (officer, moderator):
        assert answer(client, story, "approve").status_code == 404
        address = f"/cms/source/inspect/{source.pk}/"
        assert client.post(address, {"answer": "approve", "seen": "proposed"}).status_code == 404
        assert client.post(f"/cms/source/fetch/{source.pk}/").status_code == 404
        assert client.get(f"/cms/source/attempts/{source.pk}/").status_code == 404
    assert Decision.objects.count() == 0


def test_an_officer_is_told_whose_a_source_is_and_no_more(
    officer: Client, moderator: Client, theirs: Programme
) -> None:
    source = proposed(theirs, "A blog of others")
    page = officer.get(f"/cms/source/inspect/{source.pk}/")
    words = page.content.decode()
    assert page.status_code == 404
    assert "It belongs to Theirs." in words
    assert "A blog of others" not in words and source.url not in words
    source.programmes.clear()
    words = officer.get(f"/cms/source/inspect/{source.pk}/").content.decode()
    assert "The network’s editors decide about it" in words
    for client, pk in ((officer, source.pk + 1), (moderator, source.pk)):
        page = client.get(f"/cms/source/inspect/{pk}/")
        assert page.status_code == 404
        assert "Others look after" not in page.content.decode()


def test_a_draft_is_its_writers_alone(editor: Client, ours: Programme) -> None:
    draft = StoryFactory(posted=True, state=Story.State.DRAFT, programmes=[ours])
    assert editor.get(f"/cms/story/inspect/{draft.pk}/").status_code == 404
    assert draft.title not in editor.get("/cms/story/").content.decode()


@pytest.mark.parametrize("kind", ["story", "source"])
def test_the_lists_show_an_officer_their_own_programmes_rows(
    kind: str, officer: Client, ours: Programme, theirs: Programme
) -> None:
    factory = StoryFactory if kind == "story" else SourceFactory
    factory(title="Mine", programmes=[ours])
    factory(title="Somebody else’s", programmes=[theirs])
    words = officer.get(f"/cms/{kind}/").content.decode()
    assert "Mine" in words
    assert "Somebody else’s" not in words


def test_a_story_without_a_title_is_listed_by_its_first_words(officer: Client, ours: Programme) -> None:
    StoryFactory(title="", excerpt="Two chairs went to the shed.", programmes=[ours])
    words = officer.get("/cms/story/").content.decode()
    assert "Two chairs went to the shed." in words
    assert "(blank)" not in words


@pytest.mark.parametrize(
    ("code", "name"), [("en-gb", "English"), ("cy", "Welsh"), ("tlh", "tlh"), ("", "Not known")]
)
def test_the_page_of_a_story_calls_its_language_by_name(
    code: str, name: str, officer: Client, ours: Programme
) -> None:
    story = StoryFactory(lang=code, programmes=[ours])
    page = officer.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    assert f"<dt>Language</dt><dd>{name}</dd>" in page


# --- how much it costs --------------------------------------------------------------------------------------


def test_the_queue_asks_as_often_for_twenty_as_for_two(officer: Client, ours: Programme) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            queue(officer)
        return len(captured)

    queue(officer)  # the first look of anybody makes their profile
    for number in range(2):
        waiting(ours, f"Story {number}")
        proposed(ours, f"Blog {number}")
    few = queries()
    for number in range(2, 12):
        waiting(ours, f"Story {number}")
        proposed(ours, f"Blog {number}")
    assert queries() == few
    assert few <= 36


@pytest.mark.parametrize("kind", ["story", "source"])
def test_the_lists_ask_as_often_for_twenty_as_for_two(kind: str, officer: Client, ours: Programme) -> None:
    factory = StoryFactory if kind == "story" else SourceFactory

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(f"/cms/{kind}/").status_code == 200
        return len(captured)

    queries()  # the first look of anybody makes their profile
    factory.create_batch(2, programmes=[ours])
    few = queries()
    factory.create_batch(18, programmes=[ours])
    assert queries() == few
    assert few <= 30


def test_a_feed_in_doubt_is_one_row_and_its_stories_are_none(officer: Client, ours: Programme) -> None:
    source: Source = SourceFactory(
        title="Plot 9",
        approved=True,
        programmes=[ours],
        feed_title="The Allotment",
        doubted_at=timezone.now(),
    )
    StoryFactory.create_batch(3, owner_source=source, programmes=[ours])
    words = queue(officer)
    assert "1 thing needs a person" in words
    assert "Perhaps another feed by now" in words
    assert "Known as “The Allotment”" in words

    page = f"/cms/source/inspect/{source.pk}/"
    assert "a lapsed domain that somebody bought" in officer.get(page).content.decode()
    told = officer.post(page, {"answer": "trust", "seen": "approved"}, follow=True).content.decode()
    assert "is followed as before" in told
    assert Story.objects.published().count() == 3
