"""Proposing a source: a member pastes an address, sees what it brings, says why; staff decide."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from portal.outbound import FailureCode
from programmes.models import Programme
from stories.ingest.fetch import refusal
from stories.ingest.identify import digest
from stories.models import Code, Decision, Source, Story
from stories.sources import addresses
from stories.views import propose
from tests.factories import AreaFactory, PersonFactory, SourceFactory, StoryFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, redirect
from tests.integration.ingest.feeds import item, rss
from tests.integration.staff.conftest import signed_in

PAGE = "/stories/sources/propose/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def web(settings: Settings) -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({server.pair})
        yield server


@pytest.fixture
def feed(web: FakeWeb) -> str:
    return web.on("/feed", answer(rss(item(1, title="Beans in June"), item(2))))


@pytest.fixture
def member() -> Client:
    return signed_in(UserFactory(name="Mel Member"))


def look(client: Client, address: str) -> str:
    return client.post(PAGE, {"address": address}).content.decode()


def wish(client: Client, feed: str, **more: Any) -> Any:
    data = {"address": feed, "propose": "yes", "feed": feed, "licence": "excerpt", "why": "They write well."}
    return client.post(PAGE, data | more, follow=True)


def test_who_is_not_signed_in_comes_back_with_the_address(client: Client) -> None:
    answer = client.post(PAGE, {"address": "https://blog.example/"})
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    assert "blog.example" in answer["Location"]


def test_opening_the_page_asks_nobody(member: Client, web: FakeWeb, feed: str) -> None:
    page = member.get(PAGE, {"address": feed}).content.decode()
    assert feed in page
    assert web.connections == 0


def test_the_last_items_are_shown_and_nothing_is_stored(member: Client, feed: str) -> None:
    words = look(member, feed)
    assert "The Allotment" in words
    assert "Beans in June" in words
    assert not Source.objects.exists()


def test_it_says_which_stories_are_here_already(member: Client, feed: str) -> None:
    StoryFactory(url_hash=digest("https://allotment.example/1"))
    assert look(member, feed).count("We have this story already") == 1


def test_a_proposal_waits_with_who_asked_and_why(member: Client, feed: str, ours: Programme) -> None:
    area = AreaFactory(programme=ours)
    words = wish(member, feed, programmes=[ours.pk], area=area.pk, licence="full").content.decode()
    source = Source.objects.get()
    assert (source.url, source.title, source.state) == (feed, "The Allotment", Source.State.PROPOSED)
    assert source.licence == "full"
    assert list(source.programmes.all()) == [ours]
    assert list(source.areas.all()) == [area]
    assert source.proposed_by.name == "Mel Member"  # type: ignore[union-attr]  # there is one
    step = Decision.objects.get()
    assert (step.to_state, step.reason) == ("proposed", "They write well.")
    assert "nothing is fetched before" in words
    assert source not in Source.objects.followed()


def test_staff_find_it_in_their_queue_and_the_member_does_not_come_in(
    member: Client, officer: Client, feed: str, ours: Programme
) -> None:
    wish(member, feed, programmes=[ours.pk])
    words = officer.get("/cms/queue/").content.decode()
    assert ">The Allotment</a>" in words
    assert "Asked for by Mel Member" in words
    assert "They write well." in words
    assert member.get("/cms/queue/").status_code == 302


def test_staff_see_what_it_would_bring_before_they_decide(
    officer: Client, feed: str, ours: Programme
) -> None:
    source = SourceFactory(title="Beans", url=feed, programmes=[ours])
    words = officer.get("/cms/queue/").content.decode()
    assert f'<a href="{feed}" rel="noreferrer">{feed}</a>' in words
    button = words.partition(f'<form method="post" action="/cms/source/look/{source.pk}/">')[2]
    assert "See what it would bring" in button.partition("</form>")[0]
    page = f"/cms/source/inspect/{source.pk}/"
    assert "Beans in June" not in officer.get(page).content.decode()
    looked = officer.post(f"/cms/source/look/{source.pk}/", follow=True)
    assert looked.request["PATH_INFO"] == page
    words = looked.content.decode()
    assert "What it would bring" in words and "Beans in June" in words
    assert "Follow it" in words and "See what it would bring" not in words
    assert not Story.objects.exists()


def test_staff_are_told_why_nothing_is_to_be_seen(officer: Client, web: FakeWeb, ours: Programme) -> None:
    source = SourceFactory(url=web.on("/feed", answer(b"gone", status=404)), programmes=[ours])
    words = officer.post(f"/cms/source/look/{source.pk}/", follow=True).content.decode()
    assert "The site says that there is nothing to read at this address." in words
    for _again in range(propose.LOOKS):
        officer.post(f"/cms/source/look/{source.pk}/")
    asked = web.hits()
    words = officer.post(f"/cms/source/look/{source.pk}/", follow=True).content.decode()
    assert "Those were many addresses in a short time." in words
    assert web.hits() == asked


def test_an_area_brings_its_programme(member: Client, feed: str, ours: Programme) -> None:
    wish(member, feed, area=AreaFactory(programme=ours).pk)
    assert list(Source.objects.get().programmes.all()) == [ours]


def test_a_publisher_becomes_the_steward(feed: str) -> None:
    user = UserFactory()
    person = PersonFactory(user=user, source_note="")
    wish(signed_in(user), feed, mine="on")
    assert Source.objects.get().steward == person


def test_a_member_names_nobody_else_as_steward(member: Client, feed: str) -> None:
    wish(member, feed, steward=PersonFactory().pk)
    assert Source.objects.get().steward is None


def test_staff_name_the_steward(officer: Client, feed: str, ours: Programme) -> None:
    person = PersonFactory()
    wish(officer, feed, steward=person.pk, programmes=[ours.pk])
    assert Source.objects.get().steward == person


def test_a_proposal_without_a_why_comes_back_with_what_was_chosen(
    member: Client, feed: str, ours: Programme
) -> None:
    words = wish(member, feed, why="", programmes=[ours.pk], licence="link").content.decode()
    assert not Source.objects.exists()
    assert "Everything you typed is still here" in words
    assert 'value="link" required id="id_licence_2" checked' in words or "checked" in words


@pytest.mark.parametrize(
    ("state", "words"), [("approved", "is followed already"), ("proposed", "has been proposed already"),
                         ("paused", "and paused"), ("ended", "was followed or turned down before")],
)  # fmt: skip
def test_what_is_here_already_is_said_and_not_proposed_twice(
    state: str, words: str, member: Client, feed: str
) -> None:
    SourceFactory(title="The one we have", url=f"{feed}#top", state=state)
    page = look(member, feed)
    assert "The one we have" in page
    assert words in page
    assert "Propose it" not in page
    wish(member, feed)
    assert Source.objects.count() == 1


def test_what_a_source_moved_to_is_known_too(member: Client, feed: str) -> None:
    SourceFactory(title="The old one", state="approved", moved_to=feed)
    assert "The old one" in look(member, feed)


def test_the_same_form_twice_is_one_source(member: Client, feed: str) -> None:
    wish(member, feed)
    wish(member, feed)
    assert Source.objects.count() == 1


def test_a_feed_nobody_found_cannot_be_slipped_in(member: Client, feed: str) -> None:
    member.post(
        PAGE,
        {
            "address": feed,
            "propose": "yes",
            "feed": "http://10.0.0.1/feed",
            "licence": "full",
            "why": "Because.",
        },
    )
    assert not Source.objects.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "file:///etc/passwd", "", "x" * 3000])
def test_a_refused_address_says_why_and_stays_in_its_box(address: str, member: Client) -> None:
    answer = member.post(PAGE, {"address": address})
    assert answer.status_code == 200
    words = answer.content.decode()
    assert "No feed was found there" in words or "to put right" in words


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://10.0.0.1/feed", "ar ein gwefan ein hunain yw hwn, neu un nad yw ar y rhyngrwyd cyhoeddus"),
        ("ftp://blog.example/feed", "cyfeiriadau sy’n dechrau â http:// neu https://"),
        ("https://blog.example:6379/", "rhif porth nad yw gwefannau’n ei ddefnyddio"),
        ("/gone", "wedi mynd am byth"),
        ("/circle", "mewn cylch"),
    ],
)
def test_a_member_is_told_why_in_their_own_language(
    address: str, why: str, member: Client, web: FakeWeb
) -> None:
    """The client that asks speaks English, to the fetch log."""
    web.on("/gone", answer(status=410))
    web.on("/circle", redirect("/circle"))
    pasted = web.url(address) if address.startswith("/") else address
    page = member.post(f"/cy{PAGE}", {"address": pasted})
    assert why in html.unescape(page.content.decode())


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://10.0.0.1/feed", "y rhyngrwyd cyhoeddus"),
        ("https://a:b@blog.example/", "â chyfrinair ynddyn nhw"),
    ],
)
def test_whoever_is_refused_at_any_form_reads_it_in_their_own_language(address: str, why: str) -> None:
    with translation.override("cy"), pytest.raises(addresses.Refused, match=why):
        addresses.to_follow(address)


def test_there_are_words_in_every_language_for_all_that_can_be_behind_an_address() -> None:
    codes = {*FailureCode, *map(refusal, {*range(201, 600)}), Code.NOT_A_FEED}
    english = [addresses.sentence(code) for code in codes]
    with translation.override("cy"):
        welsh = [addresses.sentence(code) for code in codes]
    assert len({*english, *welsh}) == 2 * len({code.value for code in codes})


def test_a_busy_site_is_not_taken_for_a_busy_member(member: Client, web: FakeWeb) -> None:
    page = member.post(PAGE, {"address": web.on("/", answer(status=429))})
    assert page.status_code == 200
    assert "The site asks us to come less often" in page.content.decode()


def test_a_site_is_asked_once_for_looking_and_proposing(member: Client, web: FakeWeb, feed: str) -> None:
    look(member, feed)
    wish(member, feed)
    assert web.hits() == 1


def test_nobody_scans_the_internet_through_us(member: Client, web: FakeWeb) -> None:
    for number in range(propose.LOOKS):
        assert member.post(PAGE, {"address": web.url(f"/{number}")}).status_code == 200
    asked = web.connections, web.hits()
    answer = member.post(PAGE, {"address": web.url("/one-more")})
    assert answer.status_code == 429
    assert "in ten minutes" in answer.content.decode()
    assert (web.connections, web.hits()) == asked


def test_one_person_has_only_so_many_waiting(feed: str) -> None:
    user = UserFactory()
    SourceFactory.create_batch(20, proposed_by=user)
    words = wish(signed_in(user), feed).content.decode()
    assert "Many sources of yours wait already" in words
    assert Source.objects.count() == 20
