"""Stories, people and organisations lead to each other."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Site

from people.models import FieldVisibility
from programmes.models import SiteSettings
from stories.models import Story, StoryCredit
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_story_leads_to_its_publisher_its_steward_and_its_author(client: Client) -> None:
    group, steward, author = OrganisationFactory(name="Northmere Kitchen"), PersonFactory(), PersonFactory()
    source = SourceFactory(approved=True, publisher=group, steward=steward)
    story = StoryFactory(published=True, owner_source=source, author=author, byline="Nadia")
    page = text(client, story.get_absolute_url())
    assert "Published by Northmere Kitchen" in page
    for who in (group, steward, author):
        assert f'href="{who.get_absolute_url()}"' in page
    card = text(client, "/stories/")
    for who in (group, author):
        assert f'href="{who.get_absolute_url()}"' in card


def test_no_story_leads_to_somebody_who_left_or_does_not_show_themselves(client: Client) -> None:
    gone, hidden = PersonFactory(removed=True), PersonFactory(claimed=True)
    FieldVisibility.objects.create(person=hidden, field="profile", level="members")
    story = StoryFactory(published=True, owner_source__steward=gone, author=hidden, byline="Nadia")
    for path in (story.get_absolute_url(), "/stories/"):
        page = text(client, path)
        assert "Nadia" in page
        assert gone.get_absolute_url() not in page
        assert gone.display_name not in page
        assert hidden.get_absolute_url() not in page


def test_a_profile_tells_their_published_stories_however_they_took_part(client: Client) -> None:
    person = PersonFactory(source_note="A report.")
    StoryFactory(published=True, title="Written", author=person)
    StoryFactory(published=True, title="Kept", owner_source__steward=person)
    credited = StoryFactory(published=True, title="Helped with")
    StoryCredit.objects.create(story=credited, person=person)
    StoryFactory(title="Not out yet", author=person)
    page = text(client, person.get_absolute_url())
    assert [title in page for title in ("Written", "Kept", "Helped with", "Not out yet")] == [True] * 3 + [
        False
    ]


def test_an_organisation_tells_what_it_publishes_but_no_source_nobody_approved(client: Client) -> None:
    group = OrganisationFactory()
    source = SourceFactory(approved=True, publisher=group, title="The Noticeboard")
    SourceFactory(publisher=group, title="Proposed Only")
    StoryFactory(published=True, owner_source=source, title="Opening day")
    page = text(client, group.get_absolute_url())
    assert "The Noticeboard" in page
    assert "Opening day" in page
    assert "Proposed Only" not in page


def test_leading_to_people_costs_a_card_nothing_more(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def grow() -> None:
        StoryFactory(
            published=True,
            programmes=[ProgrammeFactory()],
            owner_source=SourceFactory(approved=True, publisher=OrganisationFactory()),
            author=PersonFactory(claimed=True),
        )

    grow()
    text(client, "/stories/")
    with django_assert_max_num_queries(40) as few:
        text(client, "/stories/")
    for _ in range(4):
        grow()
    with django_assert_max_num_queries(40) as many:
        text(client, "/stories/")
    assert len(many) <= len(few)


# --- whoever something is wrong for can write -----------------------------------------------------------------


@pytest.fixture(params=["", "hello@network.example"])
def written_to(request: pytest.FixtureRequest, settings: Settings) -> str:
    """Where people write: the network's own address, and where staff gave none, that of its letters."""
    settings.DEFAULT_FROM_EMAIL = "The network <portal@network.example>"
    network = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    network.contact_email = str(request.param)
    network.save()
    return f"mailto:{request.param or 'portal@network.example'}"


def test_every_page_leads_to_whoever_puts_things_right(client: Client, written_to: str) -> None:
    foot = text(client, "/people/").partition('<div class="loose">')[2]
    assert f'<a href="{written_to}">Put something right</a>' in foot


def test_who_is_told_of_can_write_from_there(client: Client, written_to: str) -> None:
    for told in (StoryFactory(published=True), PersonFactory(source_note="A report."), OrganisationFactory()):
        address = told.get_absolute_url()
        assert f'href="{written_to}?subject={quote(address)}"' in text(client, address)


def test_whoever_is_kept_out_can_write(client: Client, written_to: str) -> None:
    person = UserFactory()
    client.force_login(person)
    refused = render_to_string("403.html", {"user": person}, RequestFactory().get("/x/"))
    hidden = StoryFactory(posted=True, posted_by=person, state=Story.State.HIDDEN)
    for page in (refused, text(client, f"/stories/mine/{hidden.pk}/")):
        assert page.count(f'href="{written_to}?') == 1
