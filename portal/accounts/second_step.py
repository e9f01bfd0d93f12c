"""The second step of signing in: our names and words for it, and whether this visit has taken it."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication  # no public name writes these records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.naming import network_name

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes come with one of them


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That does not open it. Wait for the next code, or try again."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def get_totp_issuer(self) -> str:
        return network_name()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        theirs: dict[str, str] = super().get_public_key_credential_rp_entity()
        return theirs | {"name": network_name()}


def has_one(user: Any) -> bool:
    return bool(is_mfa_enabled(user, FACTORS))


def was_taken(request: HttpRequest) -> bool:
    """Whether this visit proved a second factor that still exists, or set it up.

    That the user has one is not enough: a visit that began before it was set up, perhaps a stranger's, has not.
    """
    records = get_authentication_records(request, request.user)
    proved = [record.get("id") for record in records if record["method"] == "mfa"]
    return bool(proved) and Authenticator.objects.filter(user=request.user, pk__in=proved).exists()


def remember_set_up(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just set it up has it in hand, and is not asked for it on the next page."""
    if authenticator.type in FACTORS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
