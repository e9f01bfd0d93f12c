"""`manage.py seed_demo`: a network to try, the same after the second time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoDbBlocker, Settings

from people.models import Involvement, Organisation, Person, Relationship
from portal.demo import addresses
from portal.demo.blogs import all_blogs, before, followed, site_names
from portal.demo.logins import LOGINS, Login
from portal.demo.management.commands import seed_demo
from portal.demo.seeding.made_up import MADE_UP
from programmes.models import Area, AreaPage, Membership, ProgrammePage
from stories.models import Placement, Source, Story

pytestmark = pytest.mark.django_db
PROGRAMMES = ["community-organisers", "nesta-neighbourhoods", "big-local"]
NO_TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(autouse=True, scope="module")
def seeded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Seeded once for all, its addresses in a folder of its own: each test then rolls back to here."""
    folder = tmp_path_factory.mktemp("var")
    ours = override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media", TASKS=NO_TASKS)
    with django_db_blocker.unblock(), ours, transaction.atomic():
        run()
        yield
        transaction.set_rollback(True)


def run(**options: bool) -> str:
    out = StringIO()
    call_command(seed_demo.Command(), stdout=out, **options)
    return out.getvalue()


def counts() -> dict[str, int]:
    wanted = ("programmes", "people", "stories", "accounts", "account", "wagtailcore", "auth")
    models = [model for label in wanted for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_every_blog_is_a_source_most_of_them_approved_and_due_at_once() -> None:
    due = Source.objects.due(timezone.now())
    assert {source.title for source in due} == {blog.title for blog in followed()}
    assert {source.title for source in Source.objects.all()} == {blog.title for blog in all_blogs()}
    for source in Source.objects.all():
        source.full_clean()
        assert {area.programme for area in source.areas.all()} <= {source.programmes.get()}
        assert source.steward
        assert source.url.startswith(f"http://{source.host.key}/")


def test_whoever_finds_something_wrong_has_an_address_to_write_to(client: Client) -> None:
    page = client.get("/about/").content.decode()
    assert page.count('href="mailto:hello@demo.example"') == 2  # in its words, and at its foot


def test_the_fetcher_may_reach_the_demo_s_sites_and_nothing_else(settings: Settings) -> None:
    kept = addresses.load(settings.VAR_DIR)
    assert kept
    assert set(kept.ports) == set(site_names())
    assert set(Source.objects.values_list("host__key", flat=True)) <= kept.pairs


def test_of_a_blog_that_has_moved_the_network_knows_the_old_address(settings: Settings) -> None:
    kept = addresses.load(settings.VAR_DIR)
    moved = next(blog for blog in all_blogs() if blog.trouble == "moved")
    assert kept
    assert Source.objects.get(title=moved.title).host.key == kept.pair(before(moved))


def test_seeding_twice_doubles_nothing() -> None:
    before = counts()
    run()
    assert counts() == before


def test_a_network_that_was_filled_before_is_left_alone_with_once() -> None:
    Source.objects.first().delete()  # type: ignore[union-attr]  # run() made one for each blog
    before = counts()
    assert "there already" in run(once=True)
    assert counts() == before


def test_every_start_looks_at_the_blogs_at_once() -> None:
    Source.objects.update(next_fetch_at=timezone.now() + timedelta(hours=6))
    run(once=True)
    assert Source.objects.due(timezone.now()).count() == len(followed())


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.role)
def test_everybody_can_sign_in_with_what_is_printed(login: Login, client: Client, settings: Any) -> None:
    """Staff take the second step with the code that the demo shows, and then come into the CMS."""
    settings.STAFF_SECOND_STEP, settings.ROOT_URLCONF = True, "portal.demo.urls"
    answer = client.post("/accounts/login/password/", {"login": login.email, "password": login.password})
    if login.role not in {Membership.Role.REPORTER, Membership.Role.MEMBER}:
        assert answer["Location"] == "/accounts/2fa/authenticate/"
        shown = client.get("/demo/codes/").content.decode().partition(login.email)[2]
        code = re.search(r"data-copy-text>(\d{6})<", shown)
        assert code
        answer = client.post("/accounts/2fa/authenticate/", {"code": code[1]})
        assert client.get("/cms/").status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_only_staff_come_into_the_cms() -> None:
    for login in LOGINS:
        client = Client()
        client.login(username=login.email, password=login.password)
        may = login.role not in {Membership.Role.REPORTER, Membership.Role.MEMBER}
        assert (client.get("/cms/").status_code == 200) is may, login.role


@pytest.mark.parametrize("officer", [one for one in LOGINS if one.role == Membership.Role.OFFICER])
def test_an_officer_may_change_the_pages_of_their_programme_and_no_other(officer: Login) -> None:
    client = Client()
    client.login(username=officer.email, password=officer.password)
    for page in ProgrammePage.objects.all():
        allowed = client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
        assert allowed is (page.slug == officer.programme), page.slug


def test_whoever_is_made_up_is_marked_as_made_up() -> None:
    real = Person.objects.filter(source_note__startswith="Founding post")
    assert not real.filter(is_fictional=True).exists()
    assert not Person.objects.exclude(pk__in=real).filter(is_fictional=False).exists()
    for area in Area.objects.filter(source=MADE_UP):
        assert "(made up)" in area.name
        assert "made up" in AreaPage.objects.get(area=area).introduction.lower()


def test_no_made_up_story_stands_on_the_page_of_a_real_place() -> None:
    placed = Source.objects.filter(areas__isnull=False)
    assert placed.count() >= 20
    assert set(placed.values_list("areas__source", flat=True)) == {MADE_UP}


def test_real_people_stay_as_the_founding_post_has_them() -> None:
    """No words, no place, no address, no picture; nobody made up is tied to them."""
    real = Person.objects.filter(is_fictional=False)
    assert real.count() == 8
    for person in real:
        assert not person.is_claimed
        assert not person.offers + person.seeks + person.region
        assert (person.area, person.shown_latitude, person.precision) == (None, None, "nowhere")
        assert not person.stories.exists()
        assert not person.involvements.exists()
        for edge in [*person.relationships.all(), *person.related_by.all()]:
            assert not any(end.is_fictional for end in ends(edge)), edge


def test_nobody_made_up_is_tied_to_a_real_person_or_body() -> None:
    for edge in Relationship.objects.all():
        assert len({end.is_fictional for end in ends(edge)}) == 1, edge
    made_up_bodies = Involvement.objects.filter(
        Q(person__is_fictional=True) | Q(organisation__is_fictional=True)
    )
    assert not made_up_bodies.filter(area__isnull=False).exclude(area__source=MADE_UP).exists()


def test_every_made_up_edge_has_its_evidence() -> None:
    ours = Q(person__is_fictional=True) | Q(organisation__is_fictional=True)
    edges = Involvement.objects.filter(ours).exclude(role="Writes the blog")
    assert edges.count() > 200
    assert not edges.filter(evidence=None).exists()
    assert not Relationship.objects.filter(evidence=None).exists()


def test_a_reporter_finds_a_story_of_theirs_in_every_state() -> None:
    joan = Story.objects.filter(posted_by__email="reporter@demo.example")
    assert sorted(joan.values_list("state", flat=True)) == ["draft", "published", "sent_back", "waiting"]
    assert joan.get(state="published").photos.count() == 2
    assert joan.get(state="sent_back").decisions.first().reason  # type: ignore[union-attr]  # it was sent back


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_the_queue_of_each_programme_holds_stories_and_proposals(slug: str) -> None:
    assert Story.objects.filter(state=Story.State.WAITING, programmes__slug=slug).exists()
    assert Source.objects.filter(state=Source.State.PROPOSED).exclude(proposed_by=None).count() == 2


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_each_programme_s_page_has_five_kinds_of_block_and_a_featured_story(
    slug: str, client: Client
) -> None:
    page = ProgrammePage.objects.get(slug=slug)
    assert len({block.block_type for block in page.body}) >= 5
    featured = Placement.objects.filter(programme__slug=slug)
    assert featured.exists()
    shown = client.get(f"/programmes/{slug}/").content.decode()
    for placement in featured:
        assert escape(placement.story.title) in shown
    assert page.get_latest_revision_as_object().body.raw_data == page.body.raw_data


def test_a_page_that_staff_have_changed_is_left_to_them() -> None:
    page = ProgrammePage.objects.get(slug="big-local")
    page.body = page.body.stream_block.to_python([{"type": "text", "value": "<p>Ours.</p>"}])
    page.save()
    run()
    assert [block.block_type for block in ProgrammePage.objects.get(pk=page.pk).body] == ["text"]


def ends(edge: Relationship) -> list[Person | Organisation]:
    every = (edge.subject_person, edge.subject_organisation, edge.object_person, edge.object_organisation)
    return [end for end in every if end]
