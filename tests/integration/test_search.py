"""The search page: what is found, by whom nobody is found, and that no question breaks it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Locale

from people.models import FieldVisibility, Person
from portal.search import indexing, owed
from portal.search.models import Kind, SearchEntry
from programmes import site_tree
from programmes.models import HomePage, PlainPage
from stories import publishing
from stories.models import Story
from tests.factories import (
    NOON,
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def search(client: Client, q: str, **more: str | int) -> str:
    response = client.get("/search/", {"q": q, **more})
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'<h3[^>]*><a href="[^"]*">(.*?)</a></h3>', page.partition('class="loose"')[0])
    return [re.sub(r"</?mark>", "", title) for title in found]


def told(**fields: Any) -> Story:
    story: Story = StoryFactory(**{"published": True, "licence": "full", **fields})
    return story


# --- what is found ------------------------------------------------------------------------------------------


def test_all_four_kinds_are_found_each_under_its_heading(client: Client) -> None:
    site_tree.plant()
    told(title="The kettle is on")
    PersonFactory(display_name="Kettle Jones")
    OrganisationFactory(name="Kettle Works")
    page = PlainPage(title="How to lend a kettle", slug="kettle")
    PlainPage.objects.first().get_parent().add_child(instance=page)
    indexing.sweep()
    shown = search(client, "kettle")
    assert titles(shown) == ["The kettle is on", "Kettle Jones", "Kettle Works", "How to lend a kettle"]
    assert re.findall(r'<h2 id="found-(\w+)">', shown) == ["story", "person", "organisation", "page"]
    assert titles(search(client, "kettle", kind="organisation")) == ["Kettle Works"]


@pytest.mark.parametrize("asked", ["caffe trwsio", "Caffè", "CAFFÈ", "trwsio caff"])
def test_accents_case_and_order_do_not_count(client: Client, asked: str) -> None:
    told(title="Caffè trwsio")
    told(title="Trwsio")
    indexing.sweep()
    assert titles(search(client, asked)) == ["Caffè trwsio"]


def test_a_story_is_found_by_its_words_topics_places_and_teller(client: Client) -> None:
    told(
        title="One",
        owner_source=SourceFactory(title="Petty Kitchen", approved=True),
        text="Somebody brought a piano.",
        byline="Joan Petty",
        programmes=[ProgrammeFactory(name="Big Local")],
        areas=[AreaFactory(name="Kesterfield")],
        topics=["empty shops"],
    )
    told(title="Two")
    indexing.sweep()
    for asked in ("piano", "petty", "big local", "kesterfield", "shop", "petty kitchen"):
        assert titles(search(client, asked)) == ["One"], asked


def test_titles_come_first_then_what_is_newer(client: Client) -> None:
    told(title="Newest", text="A tap.")
    told(title="The tap")
    told(title="Oldest", text="A tap.")
    indexing.sweep()
    assert titles(search(client, "tap")) == ["The tap", "Newest", "Oldest"]


def test_the_place_it_was_found_at_is_shown_marked_and_escaped(client: Client) -> None:
    told(title="<b>One</b>", text="before " * 30 + "<script>the piano</script> after")
    indexing.sweep()
    page = search(client, "piano")
    assert "&lt;b&gt;One&lt;/b&gt;" in page
    assert "&lt;script&gt;the <mark>piano</mark>&lt;/script&gt; after" in page
    assert "<script>the" not in page


@pytest.mark.parametrize(("licence", "shown"), [("full", True), ("excerpt", False), ("link", False)])
def test_no_more_is_shown_than_the_licence_lets(client: Client, licence: str, shown: bool) -> None:
    told(title="The piano", text="Secret piano words.", excerpt="", licence=licence)
    indexing.sweep()
    page = search(client, "piano")
    assert titles(page) == ["The piano"]
    assert ("Secret" in page) is shown


def test_a_link_only_story_is_not_found_by_words_its_publisher_keeps(client: Client) -> None:
    told(title="One", text="Secret words.", excerpt="Secret", licence="link")
    indexing.sweep()
    assert titles(search(client, "secret")) == []


def test_more_of_a_kind_is_a_page_further_and_pages_lose_nothing(client: Client) -> None:
    for _ in range(45):
        told(text="A tap.")
    indexing.sweep()
    first = search(client, "tap")
    assert '<span class="soft num">45</span>' in first
    assert len(titles(first)) == 5
    seen = [title for page in (1, 2, 3) for title in titles(search(client, "tap", kind="story", page=page))]
    assert len(seen) == len(set(seen)) == 45
    assert 'rel="next"' not in search(client, "tap", kind="story", page=3)


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = search(client, "zeppelin <b>")
    assert "Nothing was found for “zeppelin &lt;b&gt;”" in page
    assert 'value="zeppelin &lt;b&gt;"' in page
    assert "Nothing was found" not in client.get("/search/").content.decode()


# --- what must not be found ---------------------------------------------------------------------------------


def test_only_published_stories_are_found_whatever_the_index_says(client: Client) -> None:
    for state in Story.State:
        told(title=f"tap {state}", state=state, visible_at=NOON)
    story = told(title="tap hidden since")
    indexing.sweep()
    publishing.hide(story, by=UserFactory(), reason="A child.", now=timezone.now())
    page = search(client, "tap")
    assert titles(page) == ["tap published"]
    assert '<span class="soft num">1</span>' in page


def test_whoever_asked_to_be_removed_is_not_found(client: Client) -> None:
    PersonFactory(display_name="Removed Jones", removed=True)
    person = PersonFactory(display_name="Removed Since Jones")
    indexing.sweep()
    Person.objects.filter(pk=person.pk).update(removed_at=NOON)
    assert titles(search(client, "jones")) == []
    indexing.sweep()
    assert not SearchEntry.objects.of(Kind.PERSON).exists()


def test_a_role_that_is_over_is_not_told_as_what_somebody_does(client: Client) -> None:
    """Its words still find them: it stands on their page, with its dates."""
    person, organisation = PersonFactory(display_name="Joan"), OrganisationFactory(name="Jam Makers")
    for who in ({"person": person}, {"person": None, "organisation": organisation}):
        InvolvementFactory(role="Treasurer of the choir", until=NOON.date(), **who)
        InvolvementFactory(role="Beekeeper", **who)
    indexing.sweep()
    page = search(client, "treasurer")
    assert sorted(titles(page)) == ["Jam Makers", "Joan"]
    assert page.count("Beekeeper") == 2
    assert "of the choir" not in page


def test_nobody_is_found_by_words_they_show_to_members_only(client: Client) -> None:
    person = PersonFactory(display_name="Joan", summary="Bees.", claimed=True)
    indexing.sweep()
    assert titles(search(client, "bees")) == []
    choice = FieldVisibility.objects.create(person=person, field="summary", level="public")
    indexing.sweep()
    assert titles(search(client, "bees")) == ["Joan"]
    choice.delete()
    page = search(client, "bees")
    assert titles(page) == []
    assert "found-person" not in page, "not even counted, before the next sweep"
    indexing.sweep()
    assert not SearchEntry.objects.filter(words__contains="bees").exists()


def test_a_merged_organisation_and_a_page_taken_down_are_not_found(client: Client) -> None:
    site_tree.plant()
    merged = OrganisationFactory(name="Kettle Works")
    page = PlainPage(title="How to lend a kettle", slug="kettle")
    PlainPage.objects.first().get_parent().add_child(instance=page)
    indexing.sweep()
    merged.replaced_by = OrganisationFactory(name="Other")
    merged.save()
    page.unpublish()
    assert titles(search(client, "kettle")) == []


def test_a_page_is_found_once_in_the_readers_language_else_in_the_networks_own(client: Client) -> None:
    site_tree.plant()
    welsh, _made = Locale.objects.get_or_create(language_code="cy")
    home = HomePage.objects.get()
    english = home.add_child(instance=PlainPage(title="Kettle", slug="kettle"))
    home.add_child(instance=PlainPage(title="Kettle not translated", slug="other-kettle"))
    home.copy_for_translation(welsh).save_revision().publish()
    translated = english.copy_for_translation(welsh)
    translated.title, translated.slug = "Kettle (tegell)", "tegell"
    translated.save_revision().publish()
    indexing.sweep()
    assert titles(search(client, "kettle")) == ["Kettle", "Kettle not translated"]
    in_welsh = client.get("/cy/search/", {"q": "kettle"}).content.decode()
    assert titles(in_welsh) == ["Kettle not translated", "Kettle (tegell)"]


# --- what is owed -------------------------------------------------------------------------------------------


def test_stories_written_in_bulk_are_owed_and_paid_once() -> None:
    indexing.sweep()  # the page that Wagtail begins with
    Story.objects.bulk_create([StoryFactory.build(published=True, owner_source=None) for _ in range(3)])
    assert indexing.sweep().written == 3
    assert indexing.sweep() == indexing.Swept(0, 0)


def test_an_edit_a_decision_and_a_form_each_owe_again() -> None:
    story = told(title="One")
    indexing.sweep()
    story.refresh_from_db()
    assert not story.search_owed
    story.title = "Two"
    story.save()
    indexing.sweep()
    assert SearchEntry.objects.of(Kind.STORY).get().title.endswith(" two")
    publishing.hide(story, by=UserFactory(), reason="A child.", now=timezone.now())
    assert indexing.sweep() == indexing.Swept(written=0, gone=1)


def test_a_sweep_pays_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "BATCH", 2)
    indexing.sweep()
    for _ in range(5):
        told()
    assert indexing.sweep().written == 5


def test_a_quiet_sweep_writes_nothing() -> None:
    told()
    PersonFactory()
    indexing.sweep()
    with CaptureQueriesContext(connection) as captured:
        indexing.sweep()
    written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_what_is_deleted_is_gone_at_once(client: Client) -> None:
    story = told(title="The tap")
    indexing.sweep()
    story.delete()
    assert titles(search(client, "tap")) == []


# --- odd questions ------------------------------------------------------------------------------------------

ODD = [
    '"', "'", "\\", "%", "_", ":*", "&", "|", "!", "\0", "tap\0", "a" * 10_000, "tap " * 2_500, "tap:*", "!tap",
    "tap & ", "(tap", "tap | ", "'tap'", '"tap', "tap*", "* tap", "{title} : tap", "NOT tap", "tap AND",
    "NEAR(tap)", "-tap", "tap^2", "1e9", "٣", "💥", "\ud7ff", "ﷺ", "a\u0300" * 500, "$1",
    "%' OR 1=1 --", "\u202etap",
]  # fmt: skip


@pytest.mark.parametrize("asked", ODD)
def test_no_question_breaks_the_page_or_is_looked_for_whole_however_long(client: Client, asked: str) -> None:
    told(title="The tap")
    indexing.sweep()
    with CaptureQueriesContext(connection) as usual:
        search(client, "tap")
        search(
            client, " ".join(letter * 24 for letter in "abcdefgh")
        )  # as long, and as many words, as are heard
    with CaptureQueriesContext(connection) as captured:
        search(client, asked)
    assert longest(captured) <= longest(usual)


def longest(captured: CaptureQueriesContext) -> int:
    return max(len(query["sql"]) for query in captured)


@pytest.mark.parametrize("asked", ["tap AND", "(tap", "tap*", '"tap', "tap:*", "!tap", "-tap"])
def test_signs_around_a_word_do_not_hide_what_it_finds(client: Client, asked: str) -> None:
    told(title="The tap and more")
    indexing.sweep()
    assert titles(search(client, asked)) == ["The tap and more"]


@pytest.mark.parametrize(
    "query",
    ["page=-1", "page=0", "page=" + "9" * 20, "page=abc", "page=1e9", "page=%00", "kind=%00", "kind=nobody",
     "kind=story&page=99", "q=%ff%fe", "%00=%00", "kind=story&kind=page", "page[]=1", "q=tap&q=other"],
)  # fmt: skip
def test_odd_addresses_show_the_page(client: Client, query: str) -> None:
    told(title="The tap")
    indexing.sweep()
    assert client.get(f"/search/?q=tap&{query}").status_code == 200
    assert client.get(f"/search/?{query}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/search/").status_code == 405


def test_a_search_has_a_fixed_price(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    programme = ProgrammeFactory()
    told(title="tap", programmes=[programme])
    indexing.sweep()
    search(client, "tap")
    for n in range(8):
        told(title=f"tap {n}", programmes=[programme], topics=["tap"])
        InvolvementFactory(programme=programme, person__display_name=f"Tap {n}")
        InvolvementFactory(
            programme=programme, person=None, organisation=OrganisationFactory(name=f"Tap {n}")
        )
    indexing.sweep()
    with django_assert_max_num_queries(30):
        search(client, "tap")
