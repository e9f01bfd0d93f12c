"""A form that was sent after its session had ended: what was typed waits in the visitor's new session.

It stays there through signing in, and until it has been saved. It is given back only to whom the form was made for.
Files are not kept: nobody may store files here without an account.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from portal.accounts.models import User

KEY = "post_typed_signed_out"
KEPT_FOR = timedelta(hours=2)
MOST = 400_000  # characters, encoded; the longest story in letters of three bytes
_SALT = "stories.reporter.writer"


def writer_key(writer: User) -> str:
    """For a hidden field: whose form this is."""
    return signing.dumps(writer.pk, salt=_SALT)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the log-in and back here, with what was typed."""
    if request.method == "POST":
        typed = request.POST.copy()
        typed.pop("csrfmiddlewaretoken", None)
        encoded = typed.urlencode()
        if len(encoded) <= MOST:
            at = timezone.now().isoformat()
            request.session[KEY] = {"path": request.path, "typed": encoded, "at": at}
            _say_so(request)
    return redirect_to_login(request.path)


def _say_so(request: HttpRequest) -> None:
    words = [
        _("You were signed out meanwhile. What you typed is kept for two hours: sign in, and it is back.")
    ]
    words += [_("Photos have to be chosen again.")] if request.FILES else []
    messages.info(request, " ".join(words))


def typed_before(request: HttpRequest, *, by: User, now: datetime) -> QueryDict | None:
    """What this user typed into the form of this address while signed out."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path or now - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        return None
    typed = QueryDict(kept["typed"])
    try:
        is_theirs = signing.loads(typed.get("writer", ""), salt=_SALT) == by.pk
    except signing.BadSignature:
        is_theirs = False
    return typed if is_theirs else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
