"""A reporter with a programme to write for, and the form as a browser fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from portal.accounts.models import User
from programmes.models import Area, Programme
from tests.factories import AreaFactory, ProgrammeFactory, UserFactory

WORDS = "It went down three flights and across the green.\n\nNobody dropped it."


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory(slug="big-local", name="Big Local")


@pytest.fixture
def area(programme: Programme) -> Area:
    return AreaFactory(programme=programme, name="Kesterfield")


@pytest.fixture
def writer() -> User:
    return UserFactory(email="joan@example.org", name="Joan Petty")


@dataclass
class Page:
    """One page with the form, as it came."""

    response: Any

    @property
    def text(self) -> str:
        return str(self.response.content.decode())

    def value(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no {name} in the page"
        return unescape(found[1])

    def values(self, name: str) -> list[str]:
        return [unescape(value) for value in re.findall(rf'name="{name}" value="([^"]+)"', self.text)]

    @property
    def hidden(self) -> dict[str, str]:
        return {name: self.value(name) for name in ("key", "page", "edition", "writer")}

    @property
    def action(self) -> str:
        found = re.search(r'<form class="post" method="post" action="([^"]+)"', self.text)
        assert found
        return found[1]


@dataclass
class Reporter:
    """Somebody at a browser without JavaScript."""

    client: Client = field(default_factory=Client)

    def open(self, path: str = "/stories/post/") -> Page:
        response = self.client.get(path)
        assert response.status_code == 200, response.status_code
        return Page(response)

    def press(self, page: Page, do: str, **answers: Any) -> Any:
        given = {"title": "The sofa", "words": WORDS, "programme": "network", "area": ""}
        return self.client.post(page.action, given | page.hidden | {"do": do} | answers)


@pytest.fixture
def reporter(writer: User) -> Iterator[Reporter]:
    found = Reporter()
    found.client.force_login(writer)
    yield found
