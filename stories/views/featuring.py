"""The CMS page on which staff choose, order and time-box what stands first on a programme's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from programmes import rights
from programmes.models import Programme
from stories.curating import featuring
from stories.models import Placement, Story
from stories.stream import Filters, page

OFFERED = 20  # stories to choose from; older ones are found by their words

_WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class TimesForm(forms.ModelForm[Placement]):
    """From when until when; empty means at once, and until somebody takes it off."""

    class Meta:
        model = Placement
        fields = ["starts_at", "ends_at"]
        widgets = {"starts_at": _WHEN, "ends_at": _WHEN}


class FeaturedView(WagtailAdminTemplateMixin, TemplateView):
    """One programme's row of featured stories, and the stories that could join it."""

    template_name = "stories/cms/featured.html"
    header_icon = "pick"

    @cached_property
    def programme(self) -> Programme:
        """Somebody else's programme is not there."""
        mine = rights.curating(self.request.user).narrow(Programme.objects.all(), through="pk")
        found: Programme = get_object_or_404(mine, pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        return str(_("Featured stories"))

    def get_page_subtitle(self) -> str:
        return str(self.programme)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, label]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = self.request.GET.get("q", "").strip()
        wrong = kwargs.get("wrong")
        row = [
            (
                each,
                wrong
                if wrong and wrong.instance.pk == each.pk
                else TimesForm(instance=each, prefix=f"p{each.pk}"),
            )
            for each in featuring.placements(self.programme)
        ]
        placed = {each.story_id for each, _form in row}
        offered = [story for story in self._offered(asked) if story.pk not in placed]
        shown = {story.pk for story in featuring.current(self.programme, now=timezone.now())}
        return context | {
            "programme": self.programme, "row": row, "offered": offered, "asked": asked, "shown": shown,
        }  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One step: put a story there, move it, say when, or take it off."""
        step = request.POST.get("step")
        if step == "add":
            return self._add(request)
        placement = get_object_or_404(self.programme.placements, pk=request.POST.get("placement") or 0)
        if step in ("up", "down"):
            featuring.move(placement, by=-1 if step == "up" else 1)
        elif step == "remove":
            placement.delete()
            messages.success(request, _("“%(story)s” is featured no more.") % {"story": placement.story})
        elif step == "times":
            form = TimesForm(request.POST, instance=placement, prefix=f"p{placement.pk}")
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(wrong=form))
            form.save()
            messages.success(request, _("Saved."))
        return self._again()

    def _add(self, request: HttpRequest) -> HttpResponse:
        story = get_object_or_404(Story.objects.published(), pk=request.POST.get("story") or 0)
        featuring.feature(story, self.programme)
        words = {"story": story, "programme": self.programme}
        messages.success(request, _("“%(story)s” is featured on the page of %(programme)s.") % words)
        return self._again()

    def _again(self) -> HttpResponse:
        return redirect(reverse("featured", args=[self.programme.pk]))

    def _offered(self, asked: str) -> list[Story] | QuerySet[Story]:
        if not asked:
            return page(Filters(programmes=(self.programme,)), size=OFFERED).stories
        found = (
            Story.objects.published()
            .for_cards()
            .filter(programmes=self.programme, title__folded__contains=asked)
        )
        return found.newest_first()[:OFFERED]


class FeaturingView(WagtailAdminTemplateMixin, TemplateView):
    """The programmes whose pages this user may arrange."""

    template_name = "stories/cms/featuring.html"
    header_icon = "pick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        programmes = list(rights.curating(request.user).narrow(Programme.objects.all(), through="pk"))
        if len(programmes) == 1:
            return redirect("featured", programmes[0].pk)
        self.programmes = programmes
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Featured stories"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"programmes": self.programmes}
