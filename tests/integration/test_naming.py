"""What the network calls itself: one name wherever it is said, the environment's until staff have set another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from allauth.core.context import request_context
from django.conf import settings
from django.core import mail
from django.test import Client, RequestFactory
from wagtail.models import Site

from portal.accounts.adapter import AccountAdapter
from portal.accounts.second_step import SecondStepAdapter
from portal.mailbox import letters
from programmes import site_tree
from programmes.models import SiteSettings
from programmes.naming import network_name
from stories.notify.letter import letter

pytestmark = pytest.mark.django_db

NAME = "Kesterfield Together"


@pytest.fixture
def named() -> None:
    SiteSettings.objects.create(site=Site.objects.get(), name=NAME)


def a_letter() -> Any:
    return letter("joan@example.org", subject="Hello", template="email/base.txt", about={})


def test_pages_and_feeds_go_by_the_name_that_staff_have_set(client: Client, named: None) -> None:
    for path in ("/stories/", "/stories/feed.atom", "/stories/sources.opml"):
        page = client.get(path).content.decode()
        assert NAME in page and settings.SITE_NAME not in page


def test_letters_go_by_it_too(named: None) -> None:
    sent = a_letter()
    assert sent.subject == f"{NAME}: Hello"
    for words in (sent.body, sent.alternatives[0][0]):
        assert NAME in words and settings.SITE_NAME not in words


def test_passkeys_and_apps_for_codes_are_kept_under_it(named: None) -> None:
    step = SecondStepAdapter()
    assert step.get_totp_issuer() == NAME
    with request_context(RequestFactory().get("/")):
        assert step.get_public_key_credential_rp_entity()["name"] == NAME


def test_the_mailbox_leaves_it_out(named: None, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "portal.mailbox.backend.EmailBackend"
    settings.MAILBOX_DIR = tmp_path
    a_letter().send()
    mail.send_mail(
        AccountAdapter().format_email_subject("Your code"), "1234-5678", None, ["joan@example.org"]
    )
    assert [each.subject for each in letters.newest()] == ["Your code", "Hello"]


def test_a_name_of_more_lines_breaks_no_mail() -> None:
    SiteSettings.objects.create(site=Site.objects.get(), name="Kesterfield\r\nTogether")
    a_letter().send()
    assert mail.outbox[0].subject == f"{NAME}: Hello"


def test_the_name_of_the_environment_holds_until_somebody_has_set_another(
    client: Client, settings: Any
) -> None:
    """A page that is only read must not write the name down for ever."""
    site_tree.plant()
    assert client.get("/").status_code == 200
    assert client.get("/stories/feed.atom").status_code == 200
    settings.SITE_NAME = "Renamed"
    assert "Renamed" in client.get("/stories/feed.atom").content.decode()
    assert network_name() == "Renamed"
    assert not SiteSettings.objects.exists()
