"""Mails the portal sends: written once in plain words, sent as text and in the portal's own frame."""

from __future__ import annotations

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import Client, RequestFactory
from wagtail.models import Site

from portal.accounts.adapter import AccountAdapter, Part, parts_of
from programmes.models import SiteSettings
from tests.factories import UserFactory

APPS = ("account", "mfa")


def mails_in(templates: Path) -> list[str]:
    """The prefix of every mail, as allauth names it: `account/email/login_code`."""
    return sorted(
        f"{app}/email/{path.name.removesuffix('_subject.txt')}"
        for app in APPS
        for path in Path(templates, app, "email").glob("*_subject.txt")
    )


MAILS = mails_in(settings.BASE_DIR / "templates")
CONTEXT = {
    "email": "me@example.org",
    "password_reset_url": "http://portal.example/reset/1/",
    "login_url": "http://portal.example/sign-in/",
    "signup_url": "http://portal.example/join/",
    "user_agent": "<script>alert(1)</script>",
    "ip": "192.0.2.1",
}


def mail(name: str, **context: str) -> EmailMultiAlternatives:
    adapter = AccountAdapter(RequestFactory().get("/"))
    sent = adapter.render_mail(name, "me@example.org", CONTEXT | context)
    assert isinstance(sent, EmailMultiAlternatives)
    return sent


def html_of(sent: EmailMultiAlternatives) -> str:
    content, kind = sent.alternatives[0]
    assert kind == "text/html"
    return str(content)


@pytest.mark.django_db
@pytest.mark.parametrize("name", MAILS)
def test_every_mail_goes_out_as_text_and_in_our_frame(name: str) -> None:
    sent = mail(name, code="ABCD-1234" if name.endswith("_code") else "")
    text, page = str(sent.body), html_of(sent)
    assert sent.subject.startswith("Common Thread: ")
    assert text.startswith("Hello,")
    assert text.endswith("-- \nCommon Thread\nhttp://portal.example")
    assert "Was it not you?" in text or name == "account/email/unknown_account"
    assert "border-inline-start:5px solid" in page
    assert "<script" not in page
    assert "&lt;script" in page or name not in {
        "account/email/password_changed",
        "account/email/email_deleted",
    }
    assert "&#x27;" not in text and "&lt;" not in text, "text is not escaped"


@pytest.mark.django_db
def test_mails_go_by_the_name_that_staff_have_set() -> None:
    SiteSettings.objects.create(site=Site.objects.get(), name="Kesterfield\nTogether")
    sent = mail("account/email/login_code", code="ABCD-1234")
    assert sent.subject == "Kesterfield Together: Your code to sign in"
    assert str(sent.body).endswith("-- \nKesterfield Together\nhttp://portal.example")
    assert ">Kesterfield Together</p>" in html_of(sent)
    assert "Common Thread" not in f"{sent.subject} {sent.body} {html_of(sent)}"


def test_every_mail_of_allauth_is_in_our_words() -> None:
    """A mail that we forget would go out in somebody else's voice."""
    assert set(mails_in(Path(allauth.__file__).parent / "templates")) <= set(MAILS)


@pytest.mark.django_db
def test_a_link_is_a_link_and_a_code_is_large() -> None:
    body = "Hello,\n\nFollow:\n\nhttps://x.example/1\n\nABCD\n\n-- \nCommon Thread"
    assert parts_of(body, code="ABCD") == [
        Part("words", "Hello,"),
        Part("words", "Follow:"),
        Part("link", "https://x.example/1"),
        Part("code", "ABCD"),
    ]
    assert '<a href="http://portal.example/reset/1/"' in html_of(mail("account/email/password_reset_key"))


@pytest.mark.django_db
def test_whoever_owns_the_account_hears_of_a_new_password(client: Client, mailoutbox: list) -> None:  # type: ignore[type-arg]
    client.force_login(UserFactory(email="me@example.org"))
    old = "correct horse battery staple"
    client.post(
        "/accounts/password/change/", {"oldpassword": old, "password1": old + "s", "password2": old + "s"}
    )
    assert [sent.subject for sent in mailoutbox] == ["Common Thread: Your password was changed"]
