"""No staff page opens without a second step, for anybody; whoever has none is led to it, and on again."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

from programmes.models import Membership
from tests.factories import ProgrammeFactory
from tests.signing_in import account, code_in
from tests.unit.test_settings import COMPLETE, production

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
Role = Membership.Role


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.STAFF_SECOND_STEP = True


def app_code(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def staff(role: str = Role.NETWORK_EDITOR, **fields: Any) -> Any:
    user = account(password=None, **fields)
    programme = ProgrammeFactory() if role == Role.OFFICER else None
    Membership.objects.create(user=user, role=role, programme=programme)
    return user


def sign_in(client: Client, mailoutbox: list[Any], **data: str) -> Any:
    client.post("/accounts/login/", {"login": "me@example.org", **data})
    where = "/accounts/login/code/confirm/"
    return client.post(where, {"code": code_in(mailoutbox[-1]), **data})


@pytest.mark.django_db
class TestWithoutOne:
    @pytest.mark.parametrize("role", [Role.NETWORK_EDITOR, Role.OFFICER, Role.MODERATOR])
    @pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/story/?q=kettle"])
    def test_staff_are_led_to_set_it_up(
        self, client: Client, mailoutbox: list[Any], role: str, path: str
    ) -> None:
        staff(role)
        sign_in(client, mailoutbox)
        page = client.get(path, follow=True)
        assert "<h1>Set up your second step</h1>" in page.content.decode()
        assert len(page.redirect_chain) == 1

    def test_superusers_are_no_exception(self, client: Client) -> None:
        client.force_login(
            get_user_model().objects.create_superuser("root@example.org", "a long password 123")
        )
        assert client.get("/cms/")["Location"] == "/accounts/second-step/?next=%2Fcms%2F"

    def test_nothing_is_changed_by_a_form_either(self, client: Client, mailoutbox: list[Any]) -> None:
        staff()
        sign_in(client, mailoutbox)
        answer = client.post("/cms/membership/new/", {"email": "x@example.org", "role": Role.NETWORK_EDITOR})
        assert answer["Location"].startswith("/accounts/second-step/")
        assert Membership.objects.count() == 1

    def test_the_cms_has_no_door_of_its_own(self, client: Client) -> None:
        user = get_user_model().objects.create_superuser("root@example.org", "a long password 123")
        data = {"username": user.email, "password": "a long password 123"}
        for path in ("/cms/login/", "/cms/password_reset/", "/cms/"):
            client.post(path, data)
            assert "_auth_user_id" not in client.session, path

    def test_readers_and_reporters_need_none(self, client: Client, mailoutbox: list[Any]) -> None:
        staff(Role.REPORTER)
        sign_in(client, mailoutbox)
        assert client.get("/stories/").status_code == 200
        answer = client.get("/cms/", follow=True)
        assert answer.status_code == 403
        assert "You may not see this page" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_the_cms_opens_where_one_was_going(
    client: Client, mailoutbox: list[Any]
) -> None:
    user = staff()
    sign_in(client, mailoutbox)
    client.get("/cms/story/", follow=True)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page and "data:image/svg+xml" in page
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "does not open it" in wrong and secret in wrong
    answer = client.post("/accounts/2fa/totp/activate/", {"code": app_code(secret)}, follow=True)
    assert "<h1>Your recovery codes</h1>" in answer.content.decode()
    assert Authenticator.objects.filter(user=user, type="recovery_codes").exists()
    assert client.get("/accounts/2fa/")["Location"] == "/cms/story/"
    assert client.get("/cms/story/").status_code == 200
    assert [mail.subject for mail in mailoutbox[1:]] == ["Common Thread: An app for codes was set up"]


@pytest.mark.django_db
class TestWithOne:
    @pytest.fixture(autouse=True)
    def app(self, db: None) -> None:
        self.user = staff()
        TOTP.activate(self.user, SECRET)

    def test_it_is_asked_for_when_signing_in(self, client: Client, mailoutbox: list[Any]) -> None:
        answer = sign_in(client, mailoutbox, next="/cms/")
        assert answer["Location"] == "/accounts/2fa/authenticate/"
        asked = client.get("/accounts/2fa/authenticate/").content.decode()
        assert 'name="code"' in asked and "data-passkey" not in asked, "there is no passkey to use"
        assert client.get("/cms/")["Location"].startswith("/cms/login/"), "not in yet"
        answer = client.post("/accounts/2fa/authenticate/", {"code": app_code()})
        assert answer["Location"] == "/cms/"
        assert client.get("/cms/").status_code == 200

    def test_a_recovery_code_opens_it_once(self, mailoutbox: list[Any]) -> None:
        code = RecoveryCodes.activate(self.user).get_unused_codes()[0]
        for expected in (True, False):
            client = Client()
            sign_in(client, mailoutbox)
            client.post("/accounts/2fa/authenticate/", {"code": code})
            assert ("_auth_user_id" in client.session) == expected

    def test_a_visit_that_began_before_it_was_set_up_must_take_it(self, client: Client) -> None:
        client.force_login(self.user, "allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get("/cms/story/", follow=True)
        assert answer.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=%2Fcms%2Fstory%2F"
        answer = client.post(answer.redirect_chain[-1][0], {"code": app_code()})
        assert answer["Location"] == "/cms/story/"
        assert client.get("/cms/story/").status_code == 200

    def test_one_that_was_removed_since_counts_no_more(self, client: Client, mailoutbox: list[Any]) -> None:
        sign_in(client, mailoutbox)
        client.post("/accounts/2fa/authenticate/", {"code": app_code()})
        Authenticator.objects.filter(user=self.user).delete()
        assert client.get("/cms/")["Location"].startswith("/accounts/second-step/")

    def test_guessing_ends_soon(self, client: Client, mailoutbox: list[Any]) -> None:
        sign_in(client, mailoutbox)
        for n in range(7):
            answer = client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"})
        assert "wrong too often" in answer.content.decode()

    def test_whoever_lost_everything_can_be_helped(self, client: Client, mailoutbox: list[Any]) -> None:
        with pytest.raises(CommandError):
            call_command("forget_second_step", "nobody@example.org")
        call_command("forget_second_step", "Me@example.org")
        sign_in(client, mailoutbox)
        assert "Set up your second step" in client.get("/cms/", follow=True).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https://evil.example/", "\r\nX: y", ""]
)
def test_the_second_step_never_leads_off_the_site(
    client: Client, mailoutbox: list[Any], address: str
) -> None:
    """hostile E7."""
    staff()
    sign_in(client, mailoutbox)
    client.get("/accounts/second-step/", {"next": address})
    assert client.get("/accounts/2fa/")["Location"] == "/accounts/"


@pytest.mark.django_db
def test_signing_out_everywhere_else_keeps_this_visit_and_ends_the_others() -> None:
    user = account(password=None)
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert here.get("/accounts/sign-out-elsewhere/")["Location"] == "/accounts/"
    assert there.get("/accounts/").status_code == 200
    here.post("/accounts/sign-out-elsewhere/")
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302


def test_production_has_no_way_to_turn_it_off() -> None:
    code = "from django.conf import settings; print(settings.STAFF_SECOND_STEP, settings.MIDDLEWARE)"
    told = production(code, COMPLETE | {"STAFF_SECOND_STEP": "False", "MFA_SUPPORTED_TYPES": ""})
    assert told.stdout.startswith("True ")
    assert "portal.cms_door.RequireSecondStep" in told.stdout
