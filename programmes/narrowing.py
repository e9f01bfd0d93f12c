"""Views of the CMS that ask the permission policy about each row, where Wagtail's own ask about the model.

Wagtail's generic views let whoever may change one row of a model change every row. These keep an officer of one
programme to that programme's rows: in the list, and at every address that names one.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.generic import DeleteView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

ANY = ("add", "change", "delete", "view")


class NarrowIndex(IndexView):
    """The rows that this user may see, with the buttons that this user may press."""

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ANY
        )
        return rows

    def get_edit_url(self, instance: Any) -> str | None:
        allowed = self.user_has_permission_for_instance("change", instance)
        return super().get_edit_url(instance) if allowed else None

    def get_copy_url(self, instance: Any) -> str | None:
        """A copy would carry over what only its editors may set."""
        return None

    def get_delete_url(self, instance: Any) -> str | None:
        allowed = self.user_has_permission_for_instance("delete", instance)
        return super().get_delete_url(instance) if allowed else None


class _NamesOneRow:
    """Asks about the row before anything is done to it."""

    actions: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        policy = self.permission_policy  # type: ignore[attr-defined]  # of the view it is mixed into
        row = getattr(self, "object", None) or self.get_object()  # type: ignore[attr-defined]  # likewise
        if not policy.user_has_any_permission_for_instance(request.user, self.actions, row):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # likewise


class NarrowEdit(_NamesOneRow, EditView):
    actions = ("change",)


class NarrowDelete(_NamesOneRow, DeleteView):
    actions = ("delete",)


class NarrowInspect(_NamesOneRow, InspectView):
    actions = ANY

    def get_edit_url(self) -> str | None:
        allowed = self.user_has_permission_for_instance("change", self.object)
        return super().get_edit_url() if allowed else None

    def get_delete_url(self) -> str | None:
        allowed = self.user_has_permission_for_instance("delete", self.object)
        return super().get_delete_url() if allowed else None


class NarrowHistory(_NamesOneRow, HistoryView):
    actions = ANY


class NarrowUsage(_NamesOneRow, UsageView):
    actions = ("change",)
