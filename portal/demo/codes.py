"""The second step of the demo's made-up staff: a secret that is none, and a page with the codes of this moment.

The journey is the real one; only the app on the phone is missing, and this page stands in for it.
"""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.demo.logins import LOGINS

PERIOD = 30  # seconds a code is shown by an app


@dataclass(frozen=True)
class Shown:
    name: str
    email: str
    code: str


def give(user: User) -> None:
    """The app that somebody made up would have on their phone."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret_of(user.email))


def secret_of(email: str) -> str:
    return base64.b32encode(sha256(email.encode()).digest()[:20]).decode()


def code_of(email: str, *, now: float) -> str:
    return str(format_hotp_value(hotp_value(secret_of(email), int(now) // PERIOD)))


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    now = time.time()
    with_app = set(
        User.objects.filter(
            email__in=[login.email for login in LOGINS], authenticator__type=Authenticator.Type.TOTP
        ).values_list("email", flat=True)
    )
    shown = [
        Shown(login.name, login.email, code_of(login.email, now=now))
        for login in LOGINS
        if login.email in with_app
    ]
    return render(request, "demo/codes.html", {"shown": shown, "seconds": PERIOD - int(now) % PERIOD})
