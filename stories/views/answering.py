"""Taking an answer to a source or a story, wherever in the CMS its buttons stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from stories.curating import answering
from stories.curating.answering import Answer, Thing
from stories.forms import AnswerForm
from stories.models import Source
from stories.publishing import NotAllowed

Refused = Mapping[str, str]


def take(request: HttpRequest, thing: Thing) -> Refused | None:
    """Do what was answered and say so; or, where a reason is missing, what was typed, to be shown again.

    Whoever was too late is told who was faster: that is news, and nothing to put right in a form.
    """
    form = AnswerForm(request.POST, thing=thing)
    if not form.is_valid():
        error = " ".join(str(each) for errors in form.errors.values() for each in errors)
        return {name: request.POST.get(name, "") for name in ("answer", "because", "reason")} | {
            "error": error
        }
    answer, seen = form.cleaned_data["answer"], form.cleaned_data["seen"]
    assert request.user.is_authenticated  # noqa: S101  # the CMS lets nobody else in
    try:
        answering.give(thing, answer, seen=seen, by=request.user, reason=form.why(), now=timezone.now())
    except NotAllowed as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _done(answer, thing))
    return None


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page whose button was pressed, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if ours else otherwise)


def _done(answer: str, thing: Thing) -> str:
    is_source = isinstance(thing, Source)
    words: dict[str, Any] = {
        Answer.APPROVE: _("“%(thing)s” is followed from now on.")
        if is_source
        else _("“%(thing)s” is published."),
        Answer.SEND_BACK: _("“%(thing)s” went back, with your reason."),
        Answer.HIDE: _("“%(thing)s” is hidden. Its page and every list are without it."),
        Answer.SHOW: _("“%(thing)s” is shown again."),
        Answer.TAKE_DOWN: _("“%(thing)s” is taken down for good. No feed brings it back."),
        Answer.TURN_DOWN: _("“%(thing)s” was turned down, with your reason."),
        Answer.PAUSE: _("“%(thing)s” is paused. Its stories stay."),
        Answer.RESUME: _("“%(thing)s” is followed again."),
        Answer.END: _("“%(thing)s” has ended. Its stories stay."),
        Answer.REOPEN: _("“%(thing)s” waits for a decision again."),
        Answer.MERGE: _("“%(thing)s” is merged. Its stories stay, with the other one."),
        Answer.TRUST: _("“%(thing)s” is followed as before. What waited is published."),
    }
    return str(words[Answer(answer)]) % {"thing": thing}
