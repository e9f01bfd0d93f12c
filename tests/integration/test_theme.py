"""The programmes' stylesheet: made from the CMS, at an address of its own, right on every process at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from programmes import colour, theme
from programmes.models import Programme
from tests.factories import ProgrammeFactory, StoryFactory

pytestmark = pytest.mark.django_db
COLOURS = ["#D9650F", "#12978C", "#B0479F", "#5A8F2F", "#3366CC", "#7A4FD0", "#C02030"]


def create(count: int) -> list[Programme]:
    return [
        ProgrammeFactory(slug=f"programme-{place}", name=f"Programme {place}", colour=colour, position=place)
        for place, colour in enumerate(COLOURS[:count], start=1)
    ]


def address(client: Client) -> str:
    found = re.search(r'href="(/theme\.[0-9a-f]{12}\.css)"', client.get("/stories/").content.decode())
    assert found
    return found[1]


def sheet(client: Client) -> str:
    return client.get(address(client)).content.decode()


def test_every_page_links_the_sheet_and_it_may_be_kept_for_ever(client: Client) -> None:
    create(3)
    answer = client.get(address(client))
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "style-src 'self'" in client.get("/stories/")["Content-Security-Policy"]


def test_saving_a_programme_changes_the_address_without_a_restart(client: Client) -> None:
    programme = create(1)[0]
    before = address(client)
    programme.colour = "#3366cc"
    programme.save()
    assert address(client) != before
    assert "--yarn-1: #3366cc" in sheet(client)


def test_what_another_process_wrote_is_seen(client: Client) -> None:
    """No signal and no process-wide state: only the rows decide."""
    one, other = create(2)
    before = address(client)
    Programme.objects.filter(pk=one.pk).update(tones=other.tones)
    assert address(client) != before


def test_an_old_address_still_gives_colours_but_is_not_kept(client: Client) -> None:
    create(1)
    answer = client.get("/theme.000000000000.css")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"
    assert "--yarn-1" in answer.content.decode()


def test_a_fourth_programme_from_the_cms_has_its_colour_everywhere(client: Client) -> None:
    create(3)
    client.force_login(get_user_model().objects.create_superuser("editor@example.org"))
    fields = {"name": "Warm Rooms", "slug": "warm-rooms", "colour": "#5a8f2f", "position": 4}
    assert client.post("/cms/programme/new/", fields).status_code == 302
    css = sheet(client)
    assert "--strands: 4" in css
    assert "--yarn-4: #5a8f2f" in css
    for rule in ('[data-thread~="warm-rooms"]', '[data-thread-too~="warm-rooms"]', '[data-on~="warm-rooms"]'):
        assert rule in css


def test_an_unusable_colour_is_refused_in_the_form_with_one_that_works(client: Client) -> None:
    create(1)
    client.force_login(get_user_model().objects.create_superuser("editor@example.org"))
    fields: dict[str, Any] = {"name": "Warm Rooms", "slug": "warm-rooms", "colour": "#ffdd00", "position": 4}
    page = client.post("/cms/programme/new/", fields)
    assert "too pale" in page.content.decode()
    offer = re.search(r"The nearest colour that works is (#[0-9a-f]{6})", page.content.decode())
    assert offer
    assert client.post("/cms/programme/new/", fields | {"colour": offer[1]}).status_code == 302


def test_a_new_programme_is_offered_a_free_colour_and_the_next_place(client: Client) -> None:
    create(4)
    client.force_login(get_user_model().objects.create_superuser("editor@example.org"))
    form = client.get("/cms/programme/new/").context["form"]
    assert form["position"].value() == 5
    assert colour.usable(form["colour"].value(), beside=COLOURS[:4])


def test_the_cms_wears_the_networks_name_and_colours(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor@example.org"))
    page = client.get("/cms/").content.decode()
    assert f"- {settings.SITE_NAME}</title>" in page
    assert f'<span class="network-name">{settings.SITE_NAME}</span>' in page
    assert "css/admin" in page


def test_a_programme_can_be_renamed_though_its_colour_would_be_refused_today(client: Client) -> None:
    programme = ProgrammeFactory(colour="#ffdd00")
    programme.name = "Renamed"
    programme.full_clean()


def test_a_programmes_place_is_its_position_and_stays_empty_when_it_is_out_of_view() -> None:
    create(2)
    Programme.objects.filter(slug="programme-1").update(position=9)
    css = theme.current().css
    assert "[data-on] { --c1: transparent; --c2: transparent; }" in css
    assert '[data-on~="programme-2"] { --c1: var(--yarn-1); }' in css
    assert '[data-on~="programme-1"] { --c2: var(--yarn-2); }' in css


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 7])
def test_the_cord_is_never_wider_than_five_strands(count: int) -> None:
    create(count)
    css = theme.current().css
    assert f"--strands: {min(max(count, 1), 5)};" in css
    assert ("--on-1" in css) is (count > 5)
    assert css.count("{") == css.count("}")
    assert css.count("(") == css.count(")")


@pytest.mark.parametrize(("count", "strands"), [(5, None), (7, "programme-2 programme-6")])
def test_a_network_of_many_shows_the_strands_of_the_stories_on_the_page(
    client: Client, count: int, strands: str | None
) -> None:
    programmes = create(count)
    StoryFactory(published=True, programmes=[programmes[-2], programmes[1]])
    StoryFactory(published=True, programmes=[programmes[1]])
    found = re.search(r'<body data-on="([^"]*)"', client.get("/stories/").content.decode())
    assert (found and found[1]) == strands


def test_the_sheet_costs_a_page_one_query(django_assert_num_queries: Any) -> None:
    create(7)
    with django_assert_num_queries(1):
        theme.current()


def test_a_slug_cannot_break_out_of_its_rule() -> None:
    ProgrammeFactory(slug='x"]{}*{color:red}')
    assert '[data-thread~="x\\"]{}*{color:red}"]' in theme.current().css


def test_tones_follow_a_colour_saved_by_itself() -> None:
    programme = create(1)[0]
    programme.colour = "#3366CC"
    programme.save(update_fields=["colour"])
    programme.refresh_from_db()
    assert programme.tones["yarn"] == "#3366cc"


def test_a_programme_written_in_bulk_has_its_colour_too() -> None:
    Programme.objects.bulk_create([Programme(name="Warm Rooms", slug="warm-rooms", colour="#5A8F2F")])
    assert "--yarn-1: #5a8f2f" in theme.current().css
