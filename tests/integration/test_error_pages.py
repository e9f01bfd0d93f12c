"""Something is amiss: the page says so in the network's own clothes, whatever else is broken."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "<main" in answer.content.decode()


def test_the_page_for_our_own_mistakes_needs_no_database() -> None:
    """Django renders it without a request; whatever it would ask for may be what is broken."""
    assert "<main" in render_to_string("500.html")


def test_a_mistake_of_ours_is_answered_with_that_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.health._database", lambda: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert answer.content.decode() == render_to_string("500.html")
