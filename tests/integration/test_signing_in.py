"""In by an e-mailed code: one address is enough, nobody learns who has an account, nobody guesses or floods."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from tests.signing_in import account, code_in

pytestmark = pytest.mark.django_db

LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/confirm/"
JOIN, CONFIRM_JOIN = "/accounts/signup/", "/accounts/confirm-email/"
PASSWORD = "correct horse battery staple"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def field(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found
    return found[0]


def test_an_address_and_a_code_let_somebody_in(client: Client, mailoutbox: list[Any]) -> None:
    account()
    assert client.post(LOGIN, {"login": "Me@Example.org"})["Location"] == CONFIRM
    assert not is_in(client)
    client.post(CONFIRM, {"code": code_in(mailoutbox[0]).replace("-", " ")})
    assert is_in(client)


def test_joining_takes_an_address_and_nothing_else(client: Client, mailoutbox: list[Any]) -> None:
    page = client.get(JOIN).content.decode().partition("<main")[2].partition("</main>")[0]
    asked = [name for name in re.findall(r'<input[^>]*name="(\w+)"', page) if name != "csrfmiddlewaretoken"]
    assert asked == ["email"]
    assert client.post(JOIN, {"email": "new@example.org"})["Location"] == CONFIRM_JOIN
    client.post(CONFIRM_JOIN, {"code": code_in(mailoutbox[0])})
    assert is_in(client)
    assert EmailAddress.objects.get(email="new@example.org").verified
    assert not get_user_model().objects.get().has_usable_password()


def test_a_password_works_for_those_who_have_set_one(client: Client) -> None:
    account()
    client.post("/accounts/login/password/", {"login": "me@example.org", "password": PASSWORD})
    assert is_in(client)


def test_a_password_can_be_set_later(client: Client) -> None:
    user = account(password=None)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    new = "a kettle for every street"
    client.post("/accounts/password/set/", {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


def test_browsers_and_phones_are_helped_to_fill_it_in(client: Client) -> None:
    account()
    assert 'autocomplete="email"' in field(client.get(LOGIN).content.decode(), "login")
    page = client.post(LOGIN, {"login": "me@example.org"}, follow=True).content.decode()
    code = field(page, "code")
    assert 'autocomplete="one-time-code"' in code and 'inputmode="numeric"' in code
    password = field(client.get("/accounts/login/password/", follow=True).content.decode(), "code")
    assert password, "whoever is waited for with a code comes back to it"


@pytest.mark.parametrize("way", [(LOGIN, "login"), (JOIN, "email"), ("/accounts/login/code/", "email")])
def test_nobody_learns_whether_an_address_has_an_account(way: tuple[str, str], mailoutbox: list[Any]) -> None:
    account("here@example.org")
    path, name = way
    seen = []
    for email in ("here@example.org", "nobody@example.org"):
        answer = Client().post(path, {name: email}, follow=True)
        page = answer.content.decode().replace(email, "ADDRESS")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        seen.append((answer.redirect_chain, page))
    assert seen[0] == seen[1]
    assert [mail.to for mail in mailoutbox] == [["here@example.org"], ["nobody@example.org"]]


def test_whoever_joins_twice_is_told_the_way_in_by_mail(client: Client, mailoutbox: list[Any]) -> None:
    account()
    client.post(JOIN, {"email": "me@example.org"})
    assert "http://testserver/accounts/login/" in mailoutbox[0].body
    assert get_user_model().objects.count() == 1


def test_a_code_is_no_use_after_three_wrong_tries(client: Client, mailoutbox: list[Any]) -> None:
    account()
    client.post(LOGIN, {"login": "me@example.org"})
    for guess in ("0000-0000", "1111-1111"):
        assert "This is not the code" in client.post(CONFIRM, {"code": guess}).content.decode()
    assert client.post(CONFIRM, {"code": "2222-2222"}, follow=True).redirect_chain
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert not is_in(client)


def test_another_code_can_be_asked_for_and_the_first_one_ends(client: Client, mailoutbox: list[Any]) -> None:
    account()
    client.post(LOGIN, {"login": "me@example.org"})
    client.post(CONFIRM, {"action": "resend"})
    first, second = (code_in(mail) for mail in mailoutbox)
    client.post(CONFIRM, {"code": first})
    assert not is_in(client)
    client.post(CONFIRM, {"code": second})
    assert is_in(client)


def test_somebody_who_mistyped_their_address_can_start_again(client: Client) -> None:
    client.post(LOGIN, {"login": "mistyped@example.org"})
    assert client.get(LOGIN)["Location"] == CONFIRM
    client.post("/accounts/logout/", {"next": LOGIN})
    assert client.get(LOGIN).status_code == 200


def flood(path: str, name: str, **headers: Any) -> list[int]:
    """Thirty tries for thirty addresses, each with cookies of its own; what each was answered."""
    return [
        Client().post(path, {name: f"{n}@example.org"}, **{k: v(n) for k, v in headers.items()}).status_code
        for n in range(30)
    ]


@pytest.mark.parametrize(("path", "name"), [(JOIN, "email"), (LOGIN, "login")])
class TestFloods:
    """hostile E5."""

    def test_one_peer_is_limited(self, path: str, name: str, mailoutbox: list[Any]) -> None:
        flood(path, name)
        assert len(mailoutbox) <= 20
        answer = Client().post(path, {name: "more@example.org"})
        assert answer.status_code == 429 or "too often" in answer.content.decode()

    def test_a_made_up_forwarded_header_changes_nothing(
        self, path: str, name: str, mailoutbox: list[Any]
    ) -> None:
        flood(path, name, HTTP_X_FORWARDED_FOR=lambda n: f"198.51.100.{n}")
        assert len(mailoutbox) <= 20

    def test_behind_a_proxy_the_proxy_says_who_asks(
        self, path: str, name: str, settings: Any, mailoutbox: list[Any]
    ) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # what BEHIND_PROXY sets
        flood(path, name, HTTP_X_FORWARDED_FOR=lambda n: f"203.0.113.9, 198.51.100.{n}")
        assert len(mailoutbox) == 30, "thirty visitors, each by the last address of the header"
        flood(path, name, HTTP_X_FORWARDED_FOR=lambda n: f"203.0.113.{n}, 198.51.100.200")
        assert len(mailoutbox) <= 50, "one visitor who makes up the first"


def test_nobodys_mail_is_flooded(mailoutbox: list[Any]) -> None:
    account()
    for n in range(10):
        Client(REMOTE_ADDR=f"198.51.100.{n}").post(LOGIN, {"login": "me@example.org"})
    assert len(mailoutbox) == 3


SAFE = ["/stories/?programme=big-local", "/cy/", "http://testserver/people/"]
HOSTILE = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "/%0d%0aX: y", "\r\nX: y",
    "javascript:alert(1)", "http:///evil.example", "%2f%2fevil.example", "/\t/evil.example", "x" * 9000,
]  # fmt: skip


@pytest.mark.parametrize("address", SAFE + HOSTILE)
def test_one_comes_back_to_where_one_was_and_never_off_the_site(
    address: str, client: Client, mailoutbox: list[Any]
) -> None:
    """hostile E7."""
    account()
    answer = client.post(LOGIN, {"login": "me@example.org", "next": address})
    assert answer.status_code == 302
    answer = client.post(answer["Location"], {"code": code_in(mailoutbox[0])})
    assert answer.status_code == 302
    assert is_in(client)
    if address in SAFE:
        assert answer["Location"] == address
    else:
        assert re.match(r"/(?![/\\\t])[\x20-\x7e]*$", answer["Location"]), answer["Location"]
