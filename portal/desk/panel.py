"""The desk as a panel on the home of the CMS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.desk.today import desk


class DeskPanel(Component):
    """Stands above Wagtail's own panels."""

    name = "desk"
    template_name = "desk/panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {
            "desk": desk(request.user, now=timezone.now()),
            "request": request,
            "csrf_token": parent_context["csrf_token"],
        }
