"""The mailbox of development and the demo: what was sent can be read; a real portal has no such thing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.signing_in import account
from tests.unit.test_settings import COMPLETE, production

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings: Any, tmp_path: Path) -> Path:
    settings.ROOT_URLCONF = "portal.dev_urls"
    settings.EMAIL_BACKEND = "portal.mailbox.backend.EmailBackend"
    settings.MAILBOX_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def test_a_code_is_found_there_and_lets_somebody_in(client: Client, mailbox: Path) -> None:
    account()
    client.post("/accounts/login/", {"login": "me@example.org"})
    code = re.search(r"data-copy-text>(\d{4}-\d{4})<", client.get("/mailbox/").content.decode())
    assert code
    client.post("/accounts/login/code/confirm/", {"code": code[1]})
    assert "_auth_user_id" in client.session


def test_the_pages_of_signing_in_lead_to_it(client: Client, mailbox: Path) -> None:
    for path in ("/accounts/login/", "/accounts/signup/"):
        assert 'href="/mailbox/"' in client.get(path).content.decode()


def test_the_newest_letter_comes_first(client: Client, mailbox: Path) -> None:
    for subject in ("First", "Second", "Third"):
        mail.send_mail(subject, "Words", None, ["me@example.org"])
    page = client.get("/mailbox/").content.decode()
    assert re.findall(r">(First|Second|Third)<", page) == ["Third", "Second", "First"]


def test_a_letter_shows_its_words_and_its_links_and_nothing_of_it_runs(client: Client, mailbox: Path) -> None:
    body = "Hello <script>alert(1)</script>,\n\nhttp://portal.example/x/\n\nBye"
    mail.send_mail("Hi", body, None, ["me@example.org"], html_message="<h1>Hi</h1><script>alert(1)</script>")
    link = re.search(r'href="(/mailbox/[\w-]+/)"', client.get("/mailbox/").content.decode())
    assert link
    page = client.get(link[1]).content.decode()
    assert 'href="http://portal.example/x/"' in page
    assert "<script>alert" not in page
    shown = client.get(f"{link[1]}html/")
    assert "<h1>Hi</h1>" in shown.content.decode()
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script-src" not in policy


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fetc%2fpasswd", "%00"])
def test_no_other_file_is_read(client: Client, mailbox: Path, name: str) -> None:
    assert client.get(f"/mailbox/{name}/").status_code == 404


def test_an_empty_mailbox_says_what_to_do(client: Client, mailbox: Path) -> None:
    assert "the code arrives here" in client.get("/mailbox/").content.decode()


def test_a_real_portal_has_none(client: Client) -> None:
    assert client.get("/mailbox/").status_code == 404
    assert "mailbox" not in client.get("/accounts/login/").content.decode()


def test_production_neither_keeps_mail_nor_knows_the_addresses() -> None:
    code = (
        "import django; django.setup(); from django.conf import settings; from django.urls import get_resolver;"
        "assert settings.MAILBOX_DIR is None, 'kept';"
        "assert settings.EMAIL_BACKEND == 'django.core.mail.backends.smtp.EmailBackend', settings.EMAIL_BACKEND;"
        "assert settings.ROOT_URLCONF == 'portal.urls';"
        "assert 'mailbox' not in get_resolver().namespace_dict, 'routed'"
    )
    told = production(code, COMPLETE | {"MAILBOX_DIR": "/tmp", "ROOT_URLCONF": "portal.dev_urls"})
    assert not told.returncode, told.stderr
