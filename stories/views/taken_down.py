"""The page of the CMS that tells what was taken down for good. It can be read, and nothing on it undone."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from programmes import rights
from stories.curating import deciding

PAGE_SIZE = 30
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


class TakenDownView(WagtailAdminTemplateMixin, TemplateView):
    """Who took what down, when and why, the newest first; of what it was, nothing is left to show."""

    template_name = "stories/cms/taken_down.html"
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not rights.moderating(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Taken down for good"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = deciding.takedowns_of(self.request.user).order_by("-pk")
        before = self.request.GET.get("before", "")
        if _ID.fullmatch(before):
            rows = rows.filter(pk__lt=int(before))
        rows = rows.select_related("source", "posted_by", "who").prefetch_related("programmes")
        found = list(rows[: PAGE_SIZE + 1])
        older = found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None
        return context | {"rows": found[:PAGE_SIZE], "older": older}
