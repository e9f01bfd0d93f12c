"""Light, dark, or as the system says: kept in a cookie the server reads, so that nothing flashes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE = "scheme"
CHOICES = ("light", "dark")
SYSTEM = "system"
REMEMBERED = 365 * 24 * 3600  # seconds


# A token would put a cookie on everybody who only reads; the worst a forged request does is turn off the light.
@csrf_exempt
@require_POST
def scheme_view(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to where it was made."""
    chosen = request.POST.get("scheme", "")
    if chosen != SYSTEM and chosen not in CHOICES:
        return HttpResponseBadRequest()
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if here else "/")
    if chosen == SYSTEM:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=REMEMBERED,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def chosen_scheme(request: HttpRequest) -> dict[str, str]:
    """For templates: `scheme` is light, dark or empty; whatever else the cookie holds is empty too."""
    kept = request.COOKIES.get(COOKIE, "")
    return {"scheme": kept if kept in CHOICES else ""}
