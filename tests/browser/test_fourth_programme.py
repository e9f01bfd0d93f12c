"""A programme nobody foresaw: made in the CMS with a colour of its own, it is everywhere without a line of code."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from programmes.models import Programme, ProgrammeIndexPage, ProgrammePage
from tests.browser.following import follow
from tests.browser.network import Network
from tests.factories import StoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME, GREEN = "Village Halls", "#5a8f2f"
PALER = "#f4f4e8"


def colour_of(page: Page, selector: str, property: str = "color") -> str:
    """As the browser shows it: `rgb(...)`."""
    script = "([s, p]) => getComputedStyle(document.querySelector(s))[p]"
    return str(page.evaluate(script, [selector, property]))


def test_a_fourth_programme_made_in_the_cms_shows_everywhere(
    full_network: Network, open_browser: Any
) -> None:
    staff = open_browser(signed_in_as=full_network.staff).new_page()
    offered = _refused(staff)
    assert offered.startswith("#")
    _add_programme(staff)
    _add_its_page(staff)
    fourth = Programme.objects.get(name=NAME)
    StoryFactory(title="The hall has heating", published=True, programmes=[fourth])

    reader = open_browser().new_page()
    reader.goto("/stories/?programme=village-halls")
    expect(reader.get_by_role("heading", name="The hall has heating")).to_be_visible()
    expect(reader.locator(".filters, .rail").get_by_text(NAME).first).to_be_attached()
    named = colour_of(reader, 'article b[data-thread="village-halls"]')
    assert named == _rgb(fourth.tones["thread"])

    reader.goto("/programmes/")
    expect(reader.get_by_role("link", name=NAME)).to_be_visible()
    reader.goto("/programmes/village-halls/")
    cloth = colour_of(reader, "main .cloth, .cloth", "backgroundColor")
    assert cloth == _rgb(fourth.tones["cloth"])
    reader.goto("/")
    expect(reader.get_by_role("heading", name=NAME)).to_be_visible()


def _refused(page: Page) -> str:
    """Choose a colour nobody could see; the form keeps everything and offers the nearest that works."""
    page.goto("/cms/programme/new/")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Slug").fill("village-halls")
    page.get_by_label("Colour").fill(PALER)
    follow(page.get_by_role("button", name="Create"))
    error = page.get_by_text("too pale to be seen")
    expect(error).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value(NAME)
    return str(error.inner_text()).partition("nearest colour that works is ")[2].split(",")[0]


def _add_programme(page: Page) -> None:
    page.get_by_label("Colour").fill(GREEN)
    page.get_by_role("button", name="Create").click()
    page.wait_for_url("**/cms/programme/")
    assert Programme.objects.get(name=NAME).colour == GREEN


def _add_its_page(page: Page) -> None:
    index = ProgrammeIndexPage.objects.get(locale__language_code="en-gb")
    page.goto(f"/cms/pages/add/programmes/programmepage/{index.pk}/")
    page.locator("[name=programme]").select_option(label=NAME)
    page.locator("[name=title]").press_sequentially(NAME)
    expect(page.locator("[name=slug]")).to_have_value("village-halls")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(f"'{NAME}' created and published")).to_be_visible()
    assert ProgrammePage.objects.live().filter(programme__name=NAME).exists()


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
