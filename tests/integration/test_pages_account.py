"""Signing in and what belongs to it: our words, errors that lead to their fields, nothing typed lost."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories import UserFactory
from tests.signing_in import code_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("login", "Sign in"),
        ("signup", "Join in"),
        ("password/reset", "A new password"),
        ("password/reset/done", "Look in your mail"),
        ("password/reset/key/1-nothing", "This link works no more"),
        ("password/reset/key/done", "Your new password is saved"),
        ("login/password", "Sign in with a password"),
        ("login/code", "Sign in with a code"),
        ("inactive", "This account is closed"),
    ],
)
def test_every_page_on_the_way_in_is_ours(client: Client, path: str, says: str) -> None:
    response = client.get(f"/accounts/{path}/")
    assert response.status_code == 200
    page = response.content.decode()
    assert f"<h1>{says}</h1>" in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("", "Your account"),
        ("email", "Your addresses"),
        ("password/change", "Change your password"),
        ("logout", "Sign out?"),
        ("2fa/totp/activate", "Set up an app for codes"),
        ("2fa/webauthn/add", "Add a passkey"),
        ("second-step", "Set up your second step"),
    ],
)
def test_every_page_of_an_account_is_ours(client: Client, path: str, says: str) -> None:
    client.force_login(UserFactory())
    client.post("/accounts/reauthenticate/", {"password": "correct horse battery staple"})
    assert f"<h1>{says}</h1>" in client.get(f"/accounts/{path}/".replace("//", "/")).content.decode()


def test_errors_come_first_lead_to_their_fields_and_take_the_focus(client: Client) -> None:
    page = client.post("/accounts/login/password/", {"login": "me@example.org"}).content.decode()
    summary = page.partition('class="problems"')[2].partition("</div>")[0]
    assert summary.startswith(' role="alert" tabindex="-1" autofocus')
    leads = re.findall(r'href="#([^"]+)"', summary)
    assert leads == ["id_password"]
    assert f'id="{leads[0]}"' in page
    assert re.search(r"<title>\s*To put right:", page)
    assert "still here" not in summary, "a password is not given back"
    assert 'value="me@example.org"' in page


def test_a_form_without_secrets_keeps_what_was_typed_and_says_so(client: Client) -> None:
    page = client.post("/accounts/password/reset/", {"email": "not an address"}).content.decode()
    assert 'value="not an address"' in page
    assert "Everything you typed is still here." in page


def test_addresses_can_be_added_and_sent_a_confirmation(client: Client, mailoutbox: list) -> None:  # type: ignore[type-arg]
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    answer = client.post("/accounts/email/", {"email": "second@example.org", "action_add": ""}, follow=True)
    assert "<h1>Look in your mail</h1>" in answer.content.decode()
    assert mailoutbox[0].to == ["second@example.org"]
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    page = client.get("/accounts/email/").content.decode()
    assert "we write to this one" in page
    assert "second@example.org" in page


def test_too_many_tries_are_told_what_to_do(client: Client) -> None:
    for _ in range(40):
        answer = client.post("/accounts/password/reset/", {"email": "x@example.org"})
        if answer.status_code == 429:
            break
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "your account is not locked" in page
    assert '<header class="top"' in page


def test_a_form_that_may_not_be_ours_is_refused_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "Nothing was changed." in answer.content.decode()


def test_nobody_learns_whether_an_address_has_an_account(client: Client) -> None:
    UserFactory(email="here@example.org")
    answers = [
        client.post("/accounts/password/reset/", {"email": email})["Location"]
        for email in ("here@example.org", "nobody@example.org")
    ]
    assert answers[0] == answers[1]
    assert get_user_model().objects.count() == 1
