"""The page of the CMS that says what goes when somebody asks to be erased, asks once more, and does it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from people.models import Person
from portal.accounts.models import User
from programmes import rights
from stories import erasing
from stories.erasing import Somebody
from stories.forms.erasing import EraseForm
from stories.models import Story

SHOWN = 10  # stories named; the others are counted


class ErasePage(WagtailAdminTemplateMixin, FormView[EraseForm]):
    """For the network's editors alone: what goes is no single programme's."""

    http_method_names = ["get", "head", "post"]
    template_name = "stories/cms/erase.html"
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rights.curating(request.user).everywhere:
            raise PermissionDenied
        self.somebody = _named(**kwargs)
        assert request.user.is_authenticated  # noqa: S101  # it has a reach
        if reason := erasing.why_not(self.somebody, by=request.user):
            messages.warning(request, reason)
            return redirect("person:index")
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Erase a person"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("person:index"), "label": capfirst(Person._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, people, {"url": "", "label": self.get_page_title()}]

    def get_form(self, form_class: Any = None) -> EraseForm:
        return EraseForm(self.request.POST or None, somebody=self.somebody)

    def form_valid(self, form: EraseForm) -> HttpResponse:
        assert self.request.user.is_authenticated  # noqa: S101  # it has a reach
        blogs = form.cleaned_data["blogs"]
        gone = erasing.erase(self.somebody, blogs=blogs, by=self.request.user, now=timezone.now())
        words = _("Everything of theirs is erased.")
        if gone:
            words = ngettext(
                "Everything of theirs is erased, %(n)d story with it.",
                "Everything of theirs is erased, %(n)d stories with it.",
                gone,
            ) % {"n": gone}
        messages.success(self.request, words)
        return redirect("person:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        stories = erasing.stories_of(self.somebody)
        total = stories.count()
        # A draft is its writer's alone: it is counted, and not read.
        handed_in = stories.exclude(state=Story.State.DRAFT).order_by("-sort_at", "-pk").defer("html", "text")
        shown = list(handed_in[:SHOWN])
        return context | {
            "somebody": self.somebody,
            "total": total,
            "stories": shown,
            "behind": total - len(shown),
            "blogs": erasing.blogs_of(self.somebody),
        }


def _named(*, pk: int | None = None, account: int | None = None) -> Somebody:
    """By their entry, or by their account: not everybody who tells something is in the who's-who."""
    if account is not None:
        return Somebody.with_the_account(get_object_or_404(User, pk=account))
    return Somebody.in_the_whos_who(get_object_or_404(Person.objects.select_related("user"), pk=pk))
