"""The letters as pages: all, one in plain text, one as a mail program would show it."""

from __future__ import annotations

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.mailbox import letters
from portal.mailbox.letters import Letter


@require_safe
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    _only_where_mail_is_kept()
    return render(request, "mailbox/inbox.html", {"letters": letters.newest()})


@require_safe
@never_cache
def letter(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mailbox/letter.html", {"letter": _find(name)})


# Mail is styled inline. django-csp's types know only views without arguments.
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "sandbox": ["allow-popups"]})  # type: ignore[arg-type]
@require_safe
@never_cache
def as_html(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(_find(name).html)


def _find(name: str) -> Letter:
    _only_where_mail_is_kept()
    found = letters.find(name)
    if found is None:
        raise Http404
    return found


def _only_where_mail_is_kept() -> None:
    if not settings.MAILBOX_DIR:
        raise Http404
