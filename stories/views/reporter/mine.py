"""My stories: where each stands and why, how it will look, and taking it back."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stories import posting, publishing
from stories.forms import StoryForm
from stories.models import Story
from stories.views.reporter import post
from stories.views.reporter.own import MAY_CHANGE, own_story, standing, stories_of, taken_down_of

PAGE_SIZE = 20
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


@login_required
@never_cache
@require_safe
def mine_view(request: HttpRequest) -> HttpResponse:
    stories = stories_of(request.user).prefetch_related("decisions").order_by("-pk")  # type: ignore[arg-type]
    before = request.GET.get("before", "")
    if _ID.fullmatch(before):
        stories = stories.filter(pk__lt=int(before))
    found = list(stories.defer("html", "text")[: PAGE_SIZE + 1])
    now = timezone.now()
    context = {
        "rows": [standing(story, now=now) for story in found[:PAGE_SIZE]],
        "older": f"?before={found[PAGE_SIZE - 1].pk}" if len(found) > PAGE_SIZE else "",
        "first_page": not before,
        "taken_down": taken_down_of(request.user)[:PAGE_SIZE] if not before else (),  # type: ignore[arg-type]  # signed in
    }
    return render(request, "stories/mine.html", context)


@login_required
@never_cache
@require_safe
def mine_story_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one story stands and what happens next. After sending it in, this is where one lands."""
    return render(request, "stories/mine_story.html", _about(request, own_story(request, pk)))


@login_required
@never_cache
@require_safe
def preview_view(request: HttpRequest, pk: int) -> HttpResponse:
    """As readers will see it: the same card, the same words."""
    story = own_story(request, pk)
    if story.state not in posting.CHANGED_IN_PLACE:
        return redirect("stories:mine_story", pk=pk)
    return render(request, "stories/preview.html", _about(request, story))


@login_required
@require_POST
def send_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as it stands, from its preview. What it still lacks is asked for in its form."""
    story, now = own_story(request, pk), timezone.now()
    if story.state not in posting.CHANGED_IN_PLACE:
        return redirect("stories:mine_story", pk=pk)
    form = StoryForm.again(story, writer=request.user)  # type: ignore[arg-type]  # signed in
    if not form.is_valid():
        return post.page(request, form, now=now)
    try:
        posting.send(form.answers(), by=form.writer, key=form.post_key, page=form.page, now=now)
    except posting.TooMany as many:
        return post.too_many(request, form, many, now=now)
    return redirect("stories:mine_story", pk=pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once; taken back with one press."""
    story = own_story(request, pk)
    if request.method != "POST" and story.state in MAY_CHANGE:
        return render(request, "stories/withdraw.html", _about(request, story))
    if request.method == "POST":
        _try(request, publishing.withdraw, story, _("Withdrawn. You can take it up again whenever you like."))
    return redirect("stories:mine")


@login_required
@require_POST
def restore_view(request: HttpRequest, pk: int) -> HttpResponse:
    story = own_story(request, pk)
    if _try(request, publishing.restore, story, _("It is a draft again.")):
        return redirect("stories:change", pk=pk)
    return redirect("stories:mine")


def _try(request: HttpRequest, step: Any, story: Story, words: str) -> bool:
    """Take the step, or say why it cannot be taken (any more)."""
    try:
        step(story, by=request.user, now=timezone.now())
    except publishing.NotAllowed as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, words)
    return True


def _about(request: HttpRequest, story: Story) -> dict[str, Any]:
    return {
        "story": story,
        "standing": standing(story, now=timezone.now()),
        "draft": f"{request.user.pk}.{story.post_key}",
    }
