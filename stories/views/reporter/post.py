"""The page a story is written on, and the address its drafts are saved at while they are typed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stories import posting
from stories.forms import StoryForm
from stories.models import Story
from stories.posting import CHANGED_IN_PLACE
from stories.views.reporter import signed_out
from stories.views.reporter.own import MAY_CHANGE, own_story, standing, stories_of

RECENT = 3


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_view(request: HttpRequest) -> HttpResponse:
    """A new story; or, when its form comes once more, the story it has become."""
    if not request.user.is_authenticated:
        return signed_out.sign_in_first(request)
    return _write(request, _by_key(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_view(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return signed_out.sign_in_first(request)
    story = own_story(request, pk)
    if story.state not in MAY_CHANGE:
        return redirect("stories:mine_story", pk=pk)
    return _write(request, story)


@never_cache
@require_POST
def draft_view(request: HttpRequest) -> JsonResponse:
    """Saves words, not files, while they are typed. Every answer says what to tell the writer."""
    if not request.user.is_authenticated:
        words = _("You are no longer signed in. What you type stays on this device.")
        return JsonResponse({"words": words, "sign_in": True}, status=401)
    form = StoryForm(request.POST, writer=request.user, story=_by_key(request))
    form.is_valid()
    if not form.story and not form.answers():
        return JsonResponse({"words": ""})
    try:
        story = _keep(form, now=timezone.now())
    except posting.Stale:
        words = _("This story has changed elsewhere. What you type here stays on this device.")
        return JsonResponse({"words": words}, status=409)
    except posting.TooMany:
        words = _("You have begun many stories today. What you type here stays on this device.")
        return JsonResponse({"words": words}, status=429)
    signed_out.forget(request)
    return JsonResponse({"words": "", "edition": story.edition, "action": _address(story)})


def _by_key(request: HttpRequest) -> Story | None:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return stories_of(request.user).filter(post_key=key).first()  # type: ignore[arg-type]  # signed in


def _write(request: HttpRequest, story: Story | None) -> HttpResponse:
    assert request.user.is_authenticated  # noqa: S101  # the views ask; for the types
    now = timezone.now()
    if request.method != "POST":
        typed = signed_out.typed_before(request, by=request.user, now=now)
        if typed:
            messages.info(request, _("You were signed out meanwhile. Everything you typed is back."))
        return page(request, StoryForm(typed, writer=request.user, story=story), now=now)
    do = request.POST.get("do", "keep")
    form = StoryForm(request.POST, writer=request.user, story=story, sending=do == "send")
    form.take(request.FILES.getlist("photos"), now=now)
    try:
        return _saved(request, form, do, now)
    except posting.Stale as stale:
        form.now_at(stale.story)
        return page(request, form, now=now, stale=True, status=409)
    except posting.TooMany as many:
        return too_many(request, form, many, now=now)


def _saved(request: HttpRequest, form: StoryForm, do: str, now: datetime) -> HttpResponse:
    is_right, answers = form.is_valid(), form.answers()
    if do == "send" and is_right:
        story = posting.send(answers, by=form.writer, key=form.post_key, page=form.page, now=now)
        signed_out.forget(request)
        return redirect("stories:mine_story", pk=story.pk)
    if not (form.story or answers):
        if do != "find" and not form.has_error("words"):
            form.add_error("words", _("There is nothing to keep yet."))
        return page(request, form, now=now)
    if form.story is None or form.story.state in CHANGED_IN_PLACE:
        form.now_at(_keep(form, now=now))
        signed_out.forget(request)
        if is_right and (there := _after(request, form.story, do)):
            return there
    return page(request, form, now=now)


def too_many(request: HttpRequest, form: StoryForm, many: posting.TooMany, *, now: datetime) -> HttpResponse:
    """Not sent in, for now: kept as a draft where it may be one, and on the page with all that was typed."""
    is_kept = False
    if form.story is None or form.story.state in CHANGED_IN_PLACE:
        with suppress(posting.TooMany):
            form.now_at(_keep(form, now=now))
            is_kept = True
    words = [_("You have sent in or begun many stories in a short time, and somebody reads each of them.")]
    words += [_("This one is kept as a draft.")] if is_kept else []
    at = date_format(localtime(many.until), "j F, H:i")
    words.append(_("Please come back to it after %(time)s.") % {"time": at})
    form.add_error(None, " ".join(words))
    return page(request, form, now=now, status=429)


def _keep(form: StoryForm, *, now: datetime) -> Story:
    return posting.keep(form.answers(), by=form.writer, key=form.post_key, page=form.page, now=now)


def _after(request: HttpRequest, story: Story | None, do: str) -> HttpResponse | None:
    """Where a draft that was saved leads; nowhere means the form once more."""
    if story is None or do in ("find", "send"):
        return None
    if do == "preview":
        return redirect("stories:preview", pk=story.pk)
    if do == "add":
        return redirect(f"{_address(story)}#id_photos_question")
    messages.success(request, _("Kept as a draft. It waits for you here."))
    return redirect("stories:mine")


def _address(story: Story) -> str:
    return reverse("stories:change", args=[story.pk])


def page(
    request: HttpRequest, form: StoryForm, *, now: datetime, stale: bool = False, status: int = 200
) -> HttpResponse:
    story, writer = form.story, form.writer
    in_place = story is None or story.state in CHANGED_IN_PLACE
    others = stories_of(writer).exclude(pk=story.pk) if story else stories_of(writer)
    recent = others.prefetch_related("decisions").order_by("-pk")[:RECENT]
    context: dict[str, Any] = {
        "form": form,
        "story": story,
        "standing": standing(story, now=now) if story else None,
        "stale": stale,
        "in_place": in_place,
        "action": _address(story) if story else reverse("stories:post"),
        "writer_key": signed_out.writer_key(writer),
        # The device keeps a draft under whose it is and which it is.
        "draft": f"{writer.pk}.{form.post_key if story else 'new'}",
        "draft_to": reverse("stories:draft") if in_place else "",
        "recent": [standing(each, now=now) for each in recent],
    }
    return render(request, "stories/post.html", context, status=status)
