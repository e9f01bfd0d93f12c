"""Coming in with a code, a passkey and an app, in a real browser; each page on the way looked at by axe.

Passkeys want a name for an address, so these tests open the portal as localhost.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from tests.browser.following import follow
from tests.browser.network import Network
from tests.browser.test_accessible import AXE, look
from tests.signing_in import code_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = 360  # CSS pixels


@pytest.fixture
def named(live_server: Any, settings: Any, visit: Any) -> Callable[..., Page]:
    """`named("/accounts/login/")`: an open page at http://localhost, where staff owe their second step."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.STAFF_SECOND_STEP = True
    root = live_server.url.replace("127.0.0.1", "localhost")
    return lambda path, **options: visit(path, base_url=root, width=NARROW, **options)


@pytest.fixture
def seen() -> Callable[[Page, str], None]:
    """`seen(page, "Look in your mail")`: that page is open, axe finds nothing, and nothing is wider than it."""
    if not AXE.exists():
        pytest.skip("axe is not installed (make dev-env)")
    axe = AXE.read_text(encoding="utf-8")

    def look_at(page: Page, heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, heading
        page.evaluate(axe)
        assert not look(page), heading

    return look_at


def give_authenticator(page: Page) -> None:
    """A phone that makes and uses passkeys, and says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in_by_code(page: Page, email: str, mailoutbox: list[Any]) -> None:
    page.get_by_label("Your e-mail address").fill(email)
    follow(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("The code from the e-mail").fill(code_in(mailoutbox[-1]))
    follow(page.get_by_role("button", name="Go on"))


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    follow(page.locator("main").get_by_role("button", name="Sign out"))


def without_password(email: str) -> None:
    user = User.objects.get(email=email)
    user.set_unusable_password()
    user.save()


def app_code(secret: str, periods: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods)))


def test_a_passkey_is_made_and_opens_everything(
    new_network: Network, named: Any, seen: Any, mailoutbox: list[Any]
) -> None:
    without_password(new_network.staff)
    page = named("/accounts/login/?next=/cms/")
    give_authenticator(page)
    seen(page, "Sign in")
    sign_in_by_code(page, new_network.staff, mailoutbox)
    seen(page, "Set up your second step")
    follow(page.get_by_role("link", name="Add a passkey"))
    seen(page, "Add a passkey")
    page.get_by_label("A name for it").fill("My phone")
    follow(page.get_by_role("button", name="Make the passkey"))
    seen(page, "Your recovery codes")
    follow(page.get_by_role("link", name="I have them"))
    expect(page).to_have_url(re.compile(r"/cms/$"))

    page.goto("/accounts/")
    seen(page, "Your account")
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()
    sign_out(page)
    page.goto("/accounts/login/?next=/cms/")
    follow(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page).to_have_url(re.compile(r"/cms/$"))


def test_a_passkey_is_a_second_step_too(
    new_network: Network, named: Any, seen: Any, mailoutbox: list[Any]
) -> None:
    without_password(new_network.member)
    page = named("/accounts/login/")
    give_authenticator(page)
    sign_in_by_code(page, new_network.member, mailoutbox)
    page.goto("/accounts/2fa/webauthn/add/")
    follow(page.get_by_role("button", name="Make the passkey"))
    seen(page, "Your recovery codes")
    sign_out(page)
    page.goto("/accounts/login/")
    sign_in_by_code(page, new_network.member, mailoutbox)
    seen(page, "One more step")
    follow(page.get_by_role("button", name="Use my passkey"))
    expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()

    key = Authenticator.objects.get(type="webauthn").pk
    page.goto(f"/accounts/2fa/webauthn/keys/{key}/edit/")
    seen(page, "Is it still you?")
    page.goto(f"/accounts/2fa/webauthn/reauthenticate/?next=/accounts/2fa/webauthn/keys/{key}/edit/")
    seen(page, "Is it still you?")
    follow(page.get_by_role("button", name="Use my passkey"))
    seen(page, "Rename the passkey")
    page.goto(f"/accounts/2fa/webauthn/keys/{key}/remove/")
    seen(page, "Remove this passkey?")
    follow(page.get_by_role("button", name="Remove it"))
    seen(page, "Your account")
    assert not Authenticator.objects.exists()


def test_an_app_is_set_up_and_asked_without_any_script(
    new_network: Network, named: Any, mailoutbox: list[Any]
) -> None:
    without_password(new_network.staff)
    page = named("/accounts/login/?next=/cms/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    sign_in_by_code(page, new_network.staff, mailoutbox)
    follow(page.get_by_role("link", name="Set up an app for codes"))
    secret = page.locator("[data-copy-text]").inner_text()
    page.get_by_label("The code that the app shows").fill(app_code(secret))
    follow(page.get_by_role("button", name="Go on"))
    recovery = page.locator(".codes code").first.inner_text()
    follow(page.get_by_role("link", name="I have them"))
    expect(page).to_have_url(re.compile(r"/cms/$"))
    page.goto("/accounts/")
    sign_out(page)
    page.goto("/accounts/login/?next=/cms/")
    sign_in_by_code(page, new_network.staff, mailoutbox)
    page.get_by_label("The code from your app").fill(recovery)
    follow(page.get_by_role("button", name="Go on"))
    expect(page).to_have_url(re.compile(r"/cms/$"))


def test_every_page_about_the_app_is_well(
    new_network: Network, named: Any, seen: Any, mailoutbox: list[Any]
) -> None:
    without_password(new_network.member)
    page = named("/accounts/signup/")
    seen(page, "Join in")
    page.goto("/accounts/login/")
    page.get_by_label("Your e-mail address").fill(new_network.member)
    follow(page.get_by_role("button", name="Send me a code"))
    seen(page, "Look in your mail")
    page.get_by_label("The code from the e-mail").fill("0000-0000")
    follow(page.get_by_role("button", name="Go on"))
    seen(page, "Look in your mail")
    page.get_by_label("The code from the e-mail").fill(code_in(mailoutbox[-1]))
    follow(page.get_by_role("button", name="Go on"))
    page.goto("/accounts/password/set/")
    seen(page, "Set a password")
    page.goto("/accounts/2fa/totp/activate/")
    seen(page, "Set up an app for codes")
    secret = page.locator("[data-copy-text]").inner_text()
    page.get_by_label("The code that the app shows").fill(app_code(secret))
    follow(page.get_by_role("button", name="Go on"))
    seen(page, "Your recovery codes")
    page.goto("/accounts/2fa/recovery-codes/generate/")
    seen(page, "Make new recovery codes?")
    page.goto("/accounts/2fa/totp/deactivate/")
    seen(page, "Stop using the app?")


def test_where_passkeys_cannot_be_none_is_offered(new_network: Network, live_server: Any, visit: Any) -> None:
    """At an address of numbers browsers refuse them; the portal does not promise what cannot come."""
    numbers = live_server.url.replace("localhost", "127.0.0.1")
    page = visit("/accounts/login/", base_url=numbers, width=NARROW)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()
