"""What allauth has no page for: the way in by password, one page for the whole account, and the second step.

allauth's own pages do one thing each and come back here.
"""

from __future__ import annotations

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import second_step
from portal.accounts.forms import PasswordSignInForm
from portal.accounts.models import User

_AFTERWARDS = "after_second_step"  # in the session: where somebody was going


class PasswordSignIn(LoginView):
    """For those who have set a password."""

    template_name = "account/login_password.html"

    def get_form_class(self) -> type[PasswordSignInForm]:
        return PasswordSignInForm


by_password = PasswordSignIn.as_view()


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything there is to an account, each with the page that changes it."""
    held = {each.type: each for each in Authenticator.objects.filter(user=request.user)}
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "addresses": EmailAddress.objects.filter(user=request.user).order_by("-primary", "email"),
        "passkeys": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in held,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
    }
    return render(request, "account/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Ends every visit of this account but this one. Whoever only opens the address finds the button."""
    if request.method != "POST":
        return redirect("account")
    user = cast(User, request.user)  # by login_required
    user.signed_out_at = timezone.now()
    user.save(update_fields=["signed_out_at"])
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account")


@require_safe
@never_cache
@login_required
def second_step_page(request: HttpRequest) -> HttpResponse:
    """Before something that wants the second step: take it, or set it up first. Leads on to `next`."""
    onward = request.GET.get("next", "")
    if not get_adapter().is_safe_url(onward):
        onward = reverse("account")
    if second_step.was_taken(request):
        return redirect(onward)
    if second_step.has_one(request.user):
        return redirect(f"{_way_to_take_it(request)}?{urlencode({'next': onward})}")
    request.session[_AFTERWARDS] = onward
    return render(request, "account/second_step.html")


@never_cache
@login_required
def after_second_step(request: HttpRequest) -> HttpResponse:
    """Where allauth leads when a second step was set up or changed: on to where somebody was going."""
    return redirect(request.session.pop(_AFTERWARDS, None) or reverse("account"))


def _way_to_take_it(request: HttpRequest) -> str:
    """By code if there is an app: that page offers the passkey too, and needs no script."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return next(str(way["url"]) for way in ways if way["id"].startswith("mfa_"))
