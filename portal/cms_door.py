"""The one door of the CMS: whoever may enter takes a second step before it opens, a passkey or a code from an app.

Decides who owes it and when; how it is set up and taken is `portal.accounts`. There is no way round for anybody,
superusers included, and no setting that production reads.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts import second_step
from programmes import rights


class RequireSecondStep:
    """Sends staff on their way to the CMS past the second step, and back to where they were going."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_owed(request):
            onward = request.get_full_path() if request.method in ("GET", "HEAD") else settings.CMS_PREFIX
            return redirect(f"{reverse('second_step')}?{urlencode({'next': onward})}")
        return self._get_response(request)


def is_owed(request: HttpRequest) -> bool:
    return (
        settings.STAFF_SECOND_STEP
        and request.path_info.startswith(settings.CMS_PREFIX)
        and request.user.is_authenticated
        and (request.user.has_perm("wagtailadmin.access_admin") or rights.is_staff_of_anything(request.user))
        and not second_step.was_taken(request)
    )


def sign_in(request: HttpRequest) -> HttpResponse:
    """In place of the CMS's own log-in, which would know of no second step.

    Somebody who is signed in and sent here may not enter: signing in again would lead them round in circles.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    onward = {"next": request.GET.get("next") or settings.CMS_PREFIX}
    return redirect(f"{reverse('account_login')}?{urlencode(onward)}")
