"""Light or dark is the reader's choice: kept, read before the page is sent, and no way to anywhere else."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

STREAM = "/stories/"


def choose(client: Client, scheme: str, back: str = STREAM) -> str:
    return str(client.post("/colours/", {"scheme": scheme, "next": back}).get("Location", ""))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_choice_is_kept_and_in_the_page_before_it_is_drawn(client: Client, scheme: str) -> None:
    assert choose(client, scheme) == STREAM
    page = client.get(STREAM).content.decode()
    assert f' data-scheme="{scheme}">' in page
    assert f'value="{scheme}" aria-pressed="true"' in page


def test_as_my_device_forgets_the_choice(client: Client) -> None:
    choose(client, "dark")
    choose(client, "system")
    page = client.get(STREAM).content.decode()
    assert "data-scheme=" not in page
    assert 'value="system" aria-pressed="true"' in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client: Client, back: str) -> None:
    assert choose(client, "dark", back) == "/"


def test_only_the_two_schemes_are_ever_written_into_a_page(client: Client) -> None:
    assert client.post("/colours/", {"scheme": "x"}).status_code == 400
    client.cookies["scheme"] = '"><script>alert(1)</script>'
    assert "alert(1)" not in client.get(STREAM).content.decode()


def test_reading_leaves_no_cookie(client: Client) -> None:
    assert not client.get(STREAM).cookies


def test_a_link_cannot_change_it(client: Client) -> None:
    assert client.get("/colours/?scheme=dark").status_code == 405
