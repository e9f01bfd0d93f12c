"""The queue, and a page per story in the CMS: what waits, what it says, and the buttons that answer it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import InspectView, WagtailAdminTemplateMixin

from programmes import rights
from programmes.models import Programme
from stories.curating import deciding, queue
from stories.models import Story
from stories.views.answering import Refused, back, take

DECISIONS = 20


class QueueView(WagtailAdminTemplateMixin, TemplateView):
    """Everything that waits for whoever looks, the longest waiting first."""

    template_name = "stories/cms/queue.html"
    header_icon = "tasks"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not rights.is_staff_of_anything(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Queue"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        waiting = queue.count(self.request.user)
        rows = queue.rows(self.request.user, now=timezone.now()) if waiting else []
        return context | {"rows": rows, "waiting": waiting, "behind": waiting - len(rows)}


class StoryPage(InspectView):
    """Everything about one story, as a moderator reads it. Its words are its writer's: nothing is edited here."""

    template_name = "stories/cms/story.html"

    def get_object(self, queryset: Any = None) -> Story:
        stories = deciding.stories_of(self.request.user).select_related("owner_source", "posted_by", "author")
        return get_object_or_404(
            stories.prefetch_related("programmes", "areas", "enclosures", "photos__image"), pk=self.pk
        )

    def get_page_title(self) -> str:
        return str(_("Story"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # A refused answer came from the queue or the desk, and still leads back there once it is whole.
        back_to = self.request.POST.get("next") or reverse("story:inspect", args=[self.object.pk])
        row = queue.story_row(self.object, now=timezone.now(), next=back_to, typed=kwargs.get("refused"))
        decisions = self.object.decisions.select_related("who")[:DECISIONS]
        return context | {
            "story": self.object, "row": row, "decisions": decisions, "pages": self._pages(),
            "may_erase": rights.curating(self.request.user).everywhere,
            "changed_since": self._changed_since(),
            "gone_from": self.object.story_sources.gone().select_related("source"),
        }  # fmt: skip

    def _changed_since(self) -> datetime | None:
        """When its publisher last changed what a moderator had hidden: perhaps what was wrong is right now."""
        if self.object.state != Story.State.HIDDEN:
            return None
        hidden = self.object.decisions.filter(to_state=Story.State.HIDDEN).first()
        edits = self.object.revisions.filter(at__gt=hidden.when) if hidden else self.object.revisions
        last: datetime | None = edits.values_list("at", flat=True).first()
        return last

    def _pages(self) -> list[Programme]:
        """On whose pages this user may feature it: those it belongs to, while it is public."""
        if self.object.state != Story.State.PUBLISHED:
            return []
        reach = rights.curating(self.request.user)
        return [each for each in self.object.programmes.all() if reach.covers([each])]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An answer given on this page, in the queue or on the desk."""
        refused: Refused | None = take(request, self.object)
        if refused:
            page: HttpResponse = self.render_to_response(self.get_context_data(refused=refused))
            return page
        if self.object.pk is None:  # taken down: there is no page to go back to
            return redirect("story:index")
        return back(request, reverse("story:inspect", args=[self.object.pk]))
