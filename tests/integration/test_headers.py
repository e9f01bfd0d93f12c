"""What every page tells the browser it may do, and that the CMS is no way round any of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from stories import embeds
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = ["/stories/", "/people/", "/accounts/login/", "/no-such-page/"]


def policy(client: Client, address: str) -> dict[str, list[str]]:
    header = client.get(address).headers["Content-Security-Policy"]
    directives = (part.split() for part in header.split(";"))
    return {name: sources for name, *sources in directives}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_allow_nothing_inline_and_no_code_from_elsewhere(client: Client, address: str) -> None:
    found = policy(client, address)
    assert found["default-src"] == found["base-uri"] == found["frame-ancestors"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["form-action"] == ["'self'"]
    assert not [source for sources in found.values() for source in sources if "unsafe" in source]


@pytest.mark.parametrize("address", PUBLIC)
def test_no_picture_on_a_public_page_comes_from_elsewhere(client: Client, address: str) -> None:
    assert policy(client, address)["img-src"] == ["'self'", "data:"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_may_frame_the_listed_players_and_nothing_else(client: Client, address: str) -> None:
    assert policy(client, address)["frame-src"] == list(embeds.FRAMES)


def test_the_cms_frames_only_its_own_previews_and_loads_no_picture_from_elsewhere(staff: Client) -> None:
    found = policy(staff, "/cms/")
    assert found["frame-src"] == ["'self'"]
    assert found["img-src"] == ["'self'", "data:", "blob:"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_need_nothing_inline(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert not re.search(r"<style|<script(?![^>]*\b(?:src=|type=.application/(?:ld\+)?json))", page)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page)


def test_the_cms_may_write_inline_but_still_loads_nothing_from_elsewhere(staff: Client) -> None:
    found = policy(staff, "/cms/")
    assert found["script-src"] == ["'self'", "'unsafe-inline'"]
    assert found["frame-ancestors"] == ["'self'"]
    assert found["default-src"] == ["'none'"]


@pytest.mark.parametrize("address", ["/stories/", "/cms/", "/healthz"])
def test_every_answer_bears_the_other_headers(staff: Client, address: str) -> None:
    headers = staff.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/cms/login/"])
def test_the_cms_logs_in_where_the_site_does(client: Client, address: str) -> None:
    """There, a second factor and the limits on attempts cannot be walked round."""
    answer = client.get(address, follow=True)
    assert answer.redirect_chain
    last, _status = answer.redirect_chain[-1]
    assert last.startswith(reverse("account_login"))


def test_the_cms_offers_no_password_form_of_its_own(client: Client) -> None:
    assert client.get("/cms/password_reset/").status_code == 404
    assert client.post("/cms/login/", {"username": "a", "password": "b"}).status_code in (302, 405)


def test_attempts_to_log_in_are_limited(client: Client) -> None:
    UserFactory(email="someone@portal.example")
    attempt = {"login": "someone@portal.example", "password": "a guess"}
    answers = [client.post(reverse("account_login_password"), attempt) for _ in range(7)]
    assert b"That was wrong too often" in answers[-1].content or answers[-1].status_code == 429


def test_originals_and_documents_are_not_served_raw(client: Client) -> None:
    assert client.get("/media/documents/private.pdf").status_code == 404
    assert client.get("/media/original_images/portrait.jpg").status_code == 404
    assert client.get("/media/images/../documents/private.pdf").status_code == 400
