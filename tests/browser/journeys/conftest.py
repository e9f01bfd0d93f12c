"""A small network with everything a journey passes, and a hand to walk it with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page

from people.models import Organisation
from portal.accounts.models import User
from programmes import site_tree
from programmes.models import Membership, Programme
from tests.browser.journeys import photos
from tests.browser.journeys.hands import Hand, Keyboard, Mouse
from tests.browser.network import PROGRAMMES
from tests.factories import (
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)

HANDS = {"mouse": Mouse, "keyboard": Keyboard}
PATIENCE = 20_000  # milliseconds for one step
REPORTER, OFFICER = "reporter@demo.example", "officer2@demo.example"  # whose second step the demo shows


@dataclass(frozen=True)
class Small:
    """What a test asks about afterwards."""

    programme: Programme
    organisation: Organisation


@pytest.fixture
def small(transactional_db: None) -> Small:
    """Three programmes; in the last an area, a group on the map with a blog, a reporter and an officer."""
    *_others, programme = [
        ProgrammeFactory(slug=slug, name=name, colour=colour) for slug, name, colour in PROGRAMMES
    ]
    area = AreaFactory(programme=programme, name="Kesterfield", slug="kesterfield", region="East Midlands")
    site_tree.plant()
    group = OrganisationFactory(name="The Front Room", slug="the-front-room", latitude=52.65, longitude=-0.85)
    InvolvementFactory(person=None, organisation=group, programme=programme, area=area, role="Keeps the room")
    source = SourceFactory(approved=True, title="Kesterfield Corner", publisher=group)
    for title in ("Eleven keys", "Benches", "A piano needs a tuner"):
        StoryFactory(published=True, title=title, owner_source=source, programmes=[programme], areas=[area])
    _join(REPORTER, "Joan Petty", Membership.Role.REPORTER, programme)
    _join(OFFICER, "Helen Marchwood", Membership.Role.OFFICER, programme)
    return Small(programme, group)


@pytest.fixture(autouse=True)
def mailbox_and_media(settings: Any, tmp_path: Path) -> None:
    """What is sent can be read in the browser, and what is uploaded goes when the test does."""
    settings.EMAIL_BACKEND = "portal.mailbox.backend.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(params=HANDS)
def hand(request: pytest.FixtureRequest, small: Small, open_browser: Any) -> Hand:
    page: Page = open_browser(reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE)
    return HANDS[request.param](page)


@pytest.fixture
def plain_hand(small: Small, open_browser: Any) -> Hand:
    """On a phone without JavaScript."""
    return _plainly(open_browser, width=360)


@pytest.fixture
def plain_desk(small: Small, open_browser: Any) -> Hand:
    """At a desk without JavaScript: on a phone the CMS's own menu then lies over the page."""
    return _plainly(open_browser, width=1280)


def _plainly(open_browser: Any, *, width: int) -> Hand:
    page: Page = open_browser(width=width, java_script_enabled=False).new_page()
    page.set_default_timeout(PATIENCE)
    return Mouse(page)


@pytest.fixture
def two_photos(tmp_path: Path) -> list[Path]:
    return photos.draw(tmp_path)


def _join(email: str, name: str, role: str, programme: Programme) -> User:
    user: User = UserFactory(email=email, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Membership.objects.create(user=user, role=role, programme=programme)
    PersonFactory(user=user, display_name=name)
    return user
