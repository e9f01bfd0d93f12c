"""Posting a story: in one go, in steps, with everything; and what is asked for before it is sent in."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from programmes.models import Area, Membership, Programme
from stories.models import Decision, Story
from tests.factories import PersonFactory, UserFactory
from tests.integration.reporter.conftest import WORDS, Page, Reporter
from tests.unit.ingest.harmless import complaints

pytestmark = pytest.mark.django_db


def test_posting_asks_for_a_sign_in_and_leads_back(client: Client) -> None:
    for path in ("/stories/post/", "/stories/mine/"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"] == f"/accounts/login/?next={path}"


def test_a_story_is_sent_in_and_waits(
    reporter: Reporter, writer: User, programme: Programme, area: Area
) -> None:
    page = reporter.open()
    answers = {"programme": "big-local", "area": str(area.pk), "topics": "Sofas, empty shops"}
    response = reporter.press(page, "send", **answers)
    story = Story.objects.get()
    assert response["Location"] == f"/stories/mine/{story.pk}/"
    assert (story.state, story.origin, story.licence) == ("waiting", "posted", "full")
    assert (story.title, story.posted_by, story.byline) == ("The sofa", writer, "Joan Petty")
    assert story.html == ("<p>It went down three flights and across the green.</p><p>Nobody dropped it.</p>")
    assert [each.slug for each in story.programmes.all()] == ["big-local"]
    assert [each.name for each in story.areas.all()] == ["Kesterfield"]
    assert {topic.slug for topic in story.topics.all()} == {"sofas", "empty-shops"}
    decision = Decision.objects.get()
    assert (decision.from_state, decision.to_state, decision.who) == ("draft", "waiting", writer)
    assert "Someone who looks after Big Local reads it next." in reporter.open(response["Location"]).text
    assert not Story.objects.published().exists()


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(reporter: Reporter) -> None:
    response = reporter.press(reporter.open(), "send", words="", video_url="nonsense", title="The sofa")
    page = Page(response)
    assert "Say what happened, in a sentence or more." in page.text
    assert "This is not a web address." in page.text
    assert 'value="The sofa"' in page.text and 'value="nonsense"' in page.text
    story = Story.objects.get()
    assert (story.state, story.title, story.video_url) == ("draft", "The sofa", "")
    assert page.action == f"/stories/mine/{story.pk}/change/"
    response = reporter.press(page, "send", video_url="")
    assert Story.objects.get().state == "waiting"


def test_an_empty_page_that_is_sent_in_says_each_thing_once(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", title="", words=""))
    assert "One thing to put right" in page.text
    assert "Tell us more: Say what happened, in a sentence or more.</a>" in page.text
    assert "There is nothing to keep yet." not in page.text
    assert "There is nothing to keep yet." in Page(reporter.press(page, "keep", title="", words="")).text


def test_two_mistakes_in_one_answer_are_counted_as_two(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", topics="a, b, c, d, e, f, g, h, i, " + "long " * 15))
    assert "2 things to put right" in page.text
    assert "What is it about? There is room for eight." in page.text  # no colon after a question


def test_whoever_has_a_blog_is_led_to_where_it_is_added(reporter: Reporter) -> None:
    aside = reporter.open().text.partition("Already told elsewhere?")[2].partition("</section>")[0]
    assert 'href="/stories/sources/propose/"' in aside


def test_topics_there_is_no_room_for_are_named_and_stay_in_the_form(reporter: Reporter) -> None:
    typed = "a, b, c, d, e, f, g, h, Empty shops, " + "long " * 15
    assert "Up to eight things" in reporter.open().text
    page = Page(reporter.press(reporter.open(), "send", topics=typed))
    assert "There is room for eight. Too many: “Empty shops”." in page.text
    assert re.search(r"Too long; say it in a word or two: “long [^”]+”\.", page.text)
    assert page.value("topics") == typed
    story = Story.objects.get()
    assert story.state == "draft"
    assert story.topics.count() == 8


def test_what_is_too_long_says_how_long_it_may_be(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", words="a" * 50_001))
    assert "This is 50001 characters long, and there is room for 50000." in page.text
    assert "a" * 50_001 in page.text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example/x", "https://", "data:text/html,x"]
)
def test_a_film_is_at_a_web_address(reporter: Reporter, address: str) -> None:
    reporter.press(reporter.open(), "send", video_url=address)
    assert Story.objects.get().state == "draft"
    assert Story.objects.get().video_url == ""


def test_a_draft_may_be_anything_and_waits_among_my_stories(reporter: Reporter) -> None:
    response = reporter.press(reporter.open(), "keep", words="", title="Half a thought")
    assert response["Location"] == "/stories/mine/"
    mine = reporter.open("/stories/mine/").text
    assert "Half a thought" in mine and "Draft" in mine
    story = Story.objects.get()
    page = reporter.open(f"/stories/mine/{story.pk}/change/")
    assert 'value="Half a thought"' in page.text


def test_nothing_at_all_makes_no_draft(reporter: Reporter) -> None:
    for do in ("keep", "preview", "add", "find"):
        reporter.press(reporter.open(), do, title="", words="  ")
    assert not Story.objects.exists()


def test_words_are_given_back_as_they_were_typed(reporter: Reporter) -> None:
    reporter.press(reporter.open(), "keep", words="One <b> & two\n\nthree")
    page = reporter.open(f"/stories/mine/{Story.objects.get().pk}/change/")
    assert "One &lt;b&gt; &amp; two\n\nthree</textarea>" in page.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</textarea><script>alert(1)</script>",
        '"><svg onload=alert(1)>',
    ],
)
def test_hostile_words_are_words_wherever_they_are_shown(reporter: Reporter, hostile: str) -> None:
    given = {"title": hostile, "words": hostile, "topics": hostile}
    response = reporter.press(reporter.open(), "send", **given)
    story = Story.objects.get()
    assert complaints(story.html) == []
    for path in (response["Location"], f"/stories/mine/{story.pk}/change/", "/stories/mine/"):
        text = reporter.open(path).text
        assert hostile not in text
        assert "<script>alert" not in text and "<img src=x" not in text and "<svg onload" not in text


def test_a_preview_shows_the_real_card_and_sends_from_there(reporter: Reporter, programme: Programme) -> None:
    response = reporter.press(reporter.open(), "preview", programme="big-local")
    story = Story.objects.get()
    assert response["Location"] == f"/stories/mine/{story.pk}/preview/"
    page = reporter.open(response["Location"]).text
    assert '<article class="story' in page and 'data-thread="big-local"' in page
    assert "<p>Nobody dropped it.</p>" in page
    response = reporter.client.post(f"/stories/mine/{story.pk}/send/")
    assert response["Location"] == f"/stories/mine/{story.pk}/"
    assert Story.objects.get().state == "waiting"


def test_sending_from_a_preview_asks_for_what_is_missing(reporter: Reporter) -> None:
    reporter.press(reporter.open(), "preview", words="")
    story = Story.objects.get()
    page = Page(reporter.client.post(f"/stories/mine/{story.pk}/send/"))
    assert "Say what happened, in a sentence or more." in page.text
    assert 'value="The sofa"' in page.text
    assert Story.objects.get().state == "draft"


def test_without_a_name_one_is_asked_for_and_the_address_is_never_shown(
    writer: User, reporter: Reporter
) -> None:
    User.objects.filter(pk=writer.pk).update(name="")
    page = reporter.open()
    assert "What is your name?" in page.text
    page = Page(reporter.press(page, "send"))
    assert "A story needs somebody’s name under it." in page.text
    reporter.press(page, "send", byline="Joan of the keys")
    assert Story.objects.get().byline == "Joan of the keys"
    assert "joan@example.org" not in Story.objects.get().byline


def test_a_person_of_the_whos_who_signs_as_there(writer: User, reporter: Reporter) -> None:
    person = PersonFactory(user=writer, claimed_at="2026-01-01T00:00Z", display_name="Joan P. of Kesterfield")
    reporter.press(reporter.open(), "send")
    story = Story.objects.get()
    assert (story.author, story.byline) == (person, "Joan P. of Kesterfield")


def test_the_usual_programme_is_chosen_already(
    writer: User, reporter: Reporter, programme: Programme
) -> None:
    Membership.objects.create(user=writer, role="reporter", programme=programme)
    assert re.search(r'value="big-local"[^>]* checked', reporter.open().text)


class TestCredits:
    """People of the who's-who, found by name."""

    def test_the_only_one_who_fits_is_ticked(self, reporter: Reporter) -> None:
        marcus = PersonFactory(display_name="Marcus Oyelaran")
        page = Page(reporter.press(reporter.open(), "find", find="marcus oye"))
        assert page.values("credits") == [str(marcus.pk)]
        reporter.press(page, "send", credits=[str(marcus.pk)])
        assert [credit.person for credit in Story.objects.get().credits.all()] == [marcus]

    def test_of_several_one_is_asked_which(self, reporter: Reporter) -> None:
        people = [PersonFactory(display_name=f"Ruth {name}") for name in ("Amadi", "Bell")]
        page = Page(reporter.press(reporter.open(), "send", find="ruth"))
        assert set(page.values("credits")) == {str(person.pk) for person in people}
        assert "Tick whom you mean" in page.text
        assert not Story.objects.get().credits.exists()

    def test_nobody_by_that_name_is_said_so(self, reporter: Reporter) -> None:
        page = Page(reporter.press(reporter.open(), "send", find="<b>Nobody"))
        assert "Nobody called “&lt;b&gt;Nobody” is in the who’s who." in page.text

    def test_who_asked_to_be_removed_is_not_found(self, reporter: Reporter) -> None:
        gone = PersonFactory(display_name="Gone Away", removed=True)
        page = Page(reporter.press(reporter.open(), "find", find="Gone"))
        assert page.values("credits") == []
        reporter.press(page, "keep", credits=[str(gone.pk)])
        assert not Story.objects.get().credits.exists()


def test_the_form_costs_a_fixed_number_of_queries(reporter: Reporter, area: Area) -> None:
    reporter.open()
    with CaptureQueriesContext(connection) as few:
        reporter.open()
    for n in range(4):
        reporter.press(reporter.open(), "send", title=f"Story {n}", programme="big-local")
    with CaptureQueriesContext(connection) as many:
        reporter.open()
    assert len(many) <= len(few) + 1 <= 20  # the decisions of the last three


def test_my_stories_cost_a_fixed_number_of_queries(reporter: Reporter) -> None:
    for n in range(2):
        reporter.press(reporter.open(), "send", title=f"Story {n}")
    with CaptureQueriesContext(connection) as few:
        reporter.open("/stories/mine/")
    for n in range(21):
        reporter.press(reporter.open(), "send", title=f"More {n}")
    with CaptureQueriesContext(connection) as many:
        page = reporter.open("/stories/mine/")
    assert len(many) == len(few) <= 14
    assert page.text.count('class="mine"') == 20
    older = reporter.open(f"/stories/mine/?before={Story.objects.order_by('-pk')[19].pk}")
    assert older.text.count('class="mine"') == 3


def test_other_peoples_stories_do_not_exist(reporter: Reporter, client: Client) -> None:
    reporter.press(reporter.open(), "keep", words=WORDS)
    story = Story.objects.get()
    client.force_login(UserFactory(superuser=True))
    base = f"/stories/mine/{story.pk}/"
    for path in (base, f"{base}change/", f"{base}preview/", f"{base}withdraw/"):
        assert client.get(path).status_code == 404
    for path in (f"{base}change/", f"{base}send/", f"{base}withdraw/", f"{base}restore/"):
        assert client.post(path, {"do": "send", "words": "Mine now"}).status_code == 404
    story.refresh_from_db()
    assert (story.state, story.version) == ("draft", 1)
