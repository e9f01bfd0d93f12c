"""What the CMS is told about programmes and areas: who may change which, by membership.

Network editors may do everything. Officers change what is said of their own programme and its areas; which
programmes and areas there are, and a programme's name, colour and place in the cord, are the network's business.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from programmes import rights
from programmes.models import Area


class ByMembership(ModelPermissionPolicy):
    """Decided by memberships alone. All curators look at all rows; `narrow` actions are for one's own rows."""

    narrow: Collection[str] = ("change",)
    way = "pk"  # from a row to its programme
    permission_cache_name = "_curating"

    def get_all_permissions_for_user(self, user: Any) -> rights.Reach:
        """Asked once per user and request: lists ask for each row."""
        return rights.curating(user)

    def user_has_permission(self, user: Any, action: str) -> bool:
        reach = self.get_cached_permissions_for_user(user)
        return reach.everywhere or (bool(reach) and (action == "view" or action in self.narrow))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        reach = self.get_cached_permissions_for_user(user)
        if action == "view":
            return bool(reach)
        return reach.everywhere or (action in self.narrow and reach.covers([self.programme_of(instance)]))

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        allowed = any(self.user_has_permission(user, action) for action in actions)
        if not allowed:
            return rows.none()
        return (
            rows
            if "view" in actions
            else self.get_cached_permissions_for_user(user).narrow(rows, through=self.way)
        )

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(Q(is_superuser=True) | Q(memberships__role__in=rights.CURATORS)).distinct()

    def programme_of(self, instance: Model) -> int:
        return int(instance.pk or 0)


class ProgrammePolicy(ByMembership):
    """An officer may change a few words of it; see `viewsets.EditProgramme`."""


class AreaPolicy(ByMembership):
    way = "programme"

    def programme_of(self, instance: Model) -> int:
        return int(instance.programme_id) if isinstance(instance, Area) else 0
