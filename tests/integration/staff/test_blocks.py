"""The blocks of pages: what editors write, and what the network knows at the moment somebody reads."""

from __future__ import annotations

import html
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from people.models import FieldVisibility, Involvement, Person
from portal.accounts.models import User
from portal.background import publish_scheduled
from programmes import site_tree
from programmes.blocks import BodyBlock
from programmes.models import AreaPage, HomePage, PlainPage, Programme, ProgrammeIndexPage, ProgrammePage
from stories.models import Story
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory, StoryFactory
from tests.integration.staff.conftest import signed_in, staff_member

pytestmark = pytest.mark.django_db
BLOCKS = BodyBlock().child_blocks


@pytest.fixture
def home(db: None) -> HomePage:
    site_tree.plant()
    found: HomePage = HomePage.objects.get()
    return found


def page_with(home: HomePage, *blocks: tuple[str, Any]) -> PlainPage:
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page = PlainPage(title="A page", slug=f"page-{PlainPage.objects.count()}", body=body)
    home.add_child(instance=page)
    return page


def shown(page: Page, client: Client | None = None) -> str:
    answer = (client or Client()).get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def stories_block(**asked: Any) -> tuple[str, dict[str, Any]]:
    return "stories", {"title": "", "programme": "", "area": None, "kind": "", "count": 3} | asked


# --- live stories -------------------------------------------------------------------------------------------


def test_stories_are_those_of_the_facet_the_newest_first(home: HomePage, ours: Programme) -> None:
    area = AreaFactory(programme=ours)
    here = {"programmes": [ours], "areas": [area], "published": True}
    StoryFactory(title="Newer film", kind="video", **here)
    StoryFactory(title="Older film", kind="video", **here)
    StoryFactory(title="A post from here", **here)
    StoryFactory(title="A film from elsewhere", kind="video", published=True)
    words = shown(page_with(home, stories_block(programme="ours", area=area.pk, kind="video", title="Films")))
    assert ">Films</h2>" in words
    assert words.index("Newer film") < words.index("Older film")
    assert "A post from here" not in words
    assert "A film from elsewhere" not in words


def test_stories_come_and_go_without_anybody_touching_the_page(home: HomePage) -> None:
    page = page_with(home, stories_block(title="Newest"))
    assert "Newest" not in shown(page)  # nothing to head
    story = StoryFactory(title="Just now", published=True)
    assert "Just now" in shown(page)
    Story.objects.filter(pk=story.pk).update(state=Story.State.HIDDEN)
    assert "Just now" not in shown(page)


def test_as_many_stories_as_the_editor_asked_for(home: HomePage) -> None:
    StoryFactory.create_batch(5, published=True)
    assert shown(page_with(home, stories_block(count=2))).count('class="story__title') == 2


def test_a_block_outlives_the_area_and_the_programme_it_names(home: HomePage) -> None:
    StoryFactory(title="Still here", published=True)
    assert "Still here" in shown(page_with(home, stories_block(programme="gone", area=999_999)))


# --- people, areas, what to do next -------------------------------------------------------------------------


def who_block(*who: tuple[str, int]) -> tuple[str, Any]:
    return "people", {"title": "Who to ask", "who": [{"type": kind, "value": pk} for kind, pk in who]}


def test_people_and_organisations_stand_in_the_editors_order_with_the_way_to_them(home: HomePage) -> None:
    group, person = OrganisationFactory(name="Friends of the Park"), PersonFactory(display_name="Ada Park")
    words = shown(page_with(home, who_block(("organisation", group.pk), ("person", person.pk))))
    assert words.index("Friends of the Park") < words.index("Ada Park")
    assert f'href="{person.get_absolute_url()}"' in words
    assert f'href="{group.get_absolute_url()}"' in words


def hidden(person: Person, level: str) -> Person:
    FieldVisibility.objects.create(person=person, field="profile", level=level)
    return person


def test_consent_outlives_an_editors_choice(home: HomePage) -> None:
    removed = PersonFactory(display_name="Gone Away", removed=True)
    private = hidden(PersonFactory(display_name="Only Myself"), "self")
    members = hidden(PersonFactory(display_name="For Members"), "members")
    page = page_with(home, who_block(*(("person", each.pk) for each in (removed, private, members))))
    assert "Who to ask" not in shown(page)
    from_inside = shown(page, signed_in(staff_member("member")))
    assert "For Members" in from_inside
    assert "Gone Away" not in from_inside
    assert "Only Myself" not in from_inside


def test_a_map_of_areas_has_its_list_beside_it(home: HomePage, ours: Programme) -> None:
    index = ProgrammeIndexPage.objects.get()
    programme_page = index.add_child(instance=ProgrammePage(programme=ours, title="Ours", slug="ours"))
    area = AreaFactory(programme=ours, name="Aldersyke", latitude=53.1, longitude=-1.2)
    programme_page.add_child(instance=AreaPage(area=area, title="Aldersyke", slug="aldersyke"))
    group = OrganisationFactory(name="The Front Room", latitude=53.0, longitude=-1.0)
    Involvement.objects.create(organisation=group, programme=ours, role="lead")
    words = shown(page_with(home, ("areas", {"title": "Where", "programme": "ours"})))
    points = html.unescape(words.partition('data-map="')[2].partition('"')[0])
    assert [each["properties"]["name"] for each in Client().get(points).json()["features"]] == ["Aldersyke"]
    assert ">Aldersyke</a>" in words


def call(**other: Any) -> dict[str, Any]:
    return {"title": "Write", "words": "", "button": "Begin", "page": None, "address": ""} | other


def test_a_call_leads_to_a_page_or_an_address(home: HomePage) -> None:
    about = page_with(home)
    words = shown(page_with(home, ("call", call(page=about.pk)), ("call", call(address="/stories/"))))
    assert f'href="{about.get_url()}"' in words
    assert 'href="/stories/">Begin</a>' in words


def test_a_call_to_a_page_that_was_taken_down_is_not_shown(home: HomePage) -> None:
    about = page_with(home)
    page = page_with(home, ("call", call(page=about.pk)))
    about.unpublish()
    assert "Begin" not in shown(page)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "ftp://x", ""]
)
def test_a_call_leads_nowhere_dangerous(address: str) -> None:
    block = BLOCKS["call"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(call(address=address)))


def test_a_call_has_one_goal(home: HomePage) -> None:
    block = BLOCKS["call"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(call(address="/stories/", page=home.pk)))


# --- in the CMS ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_every_block_tells_editors_what_it_is(name: str) -> None:
    block = BLOCKS[name]
    assert str(block.label)
    assert str(block.get_description()), "what an editor reads before choosing it"
    assert block.meta.icon != "placeholder"


@pytest.mark.parametrize("name", [name for name, block in sorted(BLOCKS.items()) if block.is_previewable])
def test_what_can_be_previewed_is(name: str, home: HomePage) -> None:
    StoryFactory(title="A story", published=True)
    OrganisationFactory(name="Friends of the Park")
    area = AreaFactory(name="Aldersyke")
    site = ProgrammeIndexPage.objects.get().add_child(
        instance=ProgrammePage(programme=area.programme, title="Its programme", slug="its")
    )
    site.add_child(instance=AreaPage(area=area, title="Aldersyke", slug="aldersyke"))
    block = BLOCKS[name]
    value = block.get_preview_value()
    assert str(block.render(value, {"request": None})).strip()


def test_all_but_pictures_are_previewed() -> None:
    assert {name for name, block in BLOCKS.items() if not block.is_previewable} == {"picture"}


def test_editors_find_every_block_on_a_page(editor: Client, home: HomePage) -> None:
    words = editor.get(f"/cms/pages/{page_with(home).pk}/edit/").content.decode()
    for label in ("Call to action", "Newest stories", "People and organisations", "Map of areas"):
        assert label in words


@pytest.mark.parametrize("chooser", ["area_chooser", "person_chooser", "organisation_chooser"])
def test_choosers_are_searched_by_name(chooser: str, editor: Client) -> None:
    AreaFactory(name="Aldersyke"), AreaFactory(name="Brackwater")
    PersonFactory(display_name="Aldersyke"), PersonFactory(display_name="Brackwater")
    OrganisationFactory(name="Aldersyke"), OrganisationFactory(name="Brackwater")
    words = editor.get(f"/cms/{chooser}/results/", {"q": "alder"}).content.decode()
    assert "Aldersyke" in words
    assert "Brackwater" not in words


def test_nobody_is_chosen_who_does_not_want_to_be_known(editor: Client) -> None:
    private = hidden(PersonFactory(display_name="Only Myself"), "self")
    gone = PersonFactory(display_name="Gone Away", removed=True)
    words = editor.get("/cms/person_chooser/").content.decode()
    assert "Only Myself" not in words
    assert "Gone Away" not in words
    for person in (private, gone):
        assert editor.get(f"/cms/person_chooser/chosen/{person.pk}/").status_code == 404


# --- when, and two at once ----------------------------------------------------------------------------------


def test_a_page_goes_public_and_comes_down_at_its_time(home: HomePage) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    coming = PlainPage(title="Coming", slug="coming", live=False)
    home.add_child(instance=coming)
    coming.go_live_at = now - timedelta(minutes=1)
    coming.save_revision(approved_go_live_at=coming.go_live_at)
    going = page_with(home)
    PlainPage.objects.filter(pk=going.pk).update(expire_at=now - timedelta(minutes=1))
    later = PlainPage(title="Later", slug="later", live=False)
    home.add_child(instance=later)
    later.go_live_at = now + hour
    later.save_revision(approved_go_live_at=later.go_live_at)
    publish_scheduled()
    live = dict(PlainPage.objects.values_list("slug", "live"))
    assert (live["coming"], live[going.slug], live["later"]) == (True, False, False)


def test_somebody_looks_for_scheduled_pages_every_few_minutes(settings: Any) -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["publish-scheduled"]
    assert entry["task"] == publish_scheduled.name
    assert entry["schedule"] <= 5 * 60


def edit(client: Client, page: Page, *, loaded: int | None, title: str) -> Any:
    data = {
        "title": title, "slug": page.slug, "introduction": "", "action-publish": "1",
        "body-count": "0", "loaded_revision_id": loaded or "",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "comments-MAX_NUM_FORMS": "",
    }  # fmt: skip
    return client.post(f"/cms/pages/{page.pk}/edit/", data)


def test_the_second_of_two_editors_does_not_overwrite_the_first_unasked(
    editor: Client, home: HomePage
) -> None:
    page = page_with(home)
    opened = page.save_revision()
    other = signed_in(staff_member("network_editor", name="Ann Other"))
    assert edit(other, page, loaded=opened.pk, title="Ann’s title").status_code == 302
    answer = edit(editor, page, loaded=opened.pk, title="My title")
    words = answer.content.decode()
    page.refresh_from_db()
    assert answer.status_code == 200
    assert page.title == "Ann’s title"
    assert "Ann Other saved this page" in words
    assert "My title" in words  # nothing typed is lost


def test_whoever_saves_again_after_being_told_means_it(editor: Client, home: HomePage) -> None:
    page = page_with(home)
    opened = page.save_revision()
    other = signed_in(staff_member("network_editor", name="Ann Other"))
    edit(other, page, loaded=opened.pk, title="Ann’s title")
    edit(editor, page, loaded=opened.pk, title="My title")
    page.refresh_from_db()
    newest = page.latest_revision_id
    assert edit(editor, page, loaded=newest, title="My title").status_code == 302
    page.refresh_from_db()
    assert page.title == "My title"


def test_ones_own_saving_again_is_no_quarrel(editor: Client, home: HomePage) -> None:
    page = page_with(home)
    opened = page.save_revision()
    assert edit(editor, page, loaded=opened.pk, title="Once").status_code == 302
    page.refresh_from_db()
    assert edit(editor, page, loaded=page.latest_revision_id, title="Twice").status_code == 302


def test_ones_own_autosave_meanwhile_is_no_quarrel(editor: Client, home: HomePage) -> None:
    """Publish is pressed while the autosave of what was typed last is on its way: the page knows of it too late."""
    page = page_with(home)
    opened = page.save_revision()
    page.save_revision(user=User.objects.get(pk=editor.session["_auth_user_id"]))
    assert edit(editor, page, loaded=opened.pk, title="Mine").status_code == 302
    page.refresh_from_db()
    assert page.title == "Mine"
