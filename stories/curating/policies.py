"""What the CMS is told about sources and stories: who may look, and that nobody edits them in a plain form.

Approving a source or a story is a decision with a reason (`publishing`), and a changed address sends a source
back to review: a form of the CMS would walk round both. Who may look follows from memberships (`deciding`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from programmes import rights
from programmes.models import Membership
from stories.curating import deciding
from stories.models import Source, Story

Role = Membership.Role


class ByMembership(ModelPermissionPolicy):
    """To look at, for those whose memberships reach it. Never to add, change or delete."""

    roles: Collection[str] = (Role.NETWORK_EDITOR, Role.OFFICER)
    permission_cache_name = "_curating"

    def get_all_permissions_for_user(self, user: Any) -> rights.Reach:
        """Asked once per user and request: lists ask for each row."""
        return rights.curating(user)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(self.get_cached_permissions_for_user(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return action == "view" and self.covers(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        return self.rows(user) if "view" in actions else self.model._default_manager.none()

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        users = get_user_model().objects.filter(is_active=True)
        if "view" not in actions:
            return users.none()
        return users.filter(Q(is_superuser=True) | Q(memberships__role__in=self.roles)).distinct()

    def covers(self, user: Any, instance: Model) -> bool:
        raise NotImplementedError

    def rows(self, user: Any) -> QuerySet[Any]:
        raise NotImplementedError


class SourcePolicy(ByMembership):
    def covers(self, user: Any, instance: Model) -> bool:
        return isinstance(instance, Source) and deciding.on_source(user, instance)

    def rows(self, user: Any) -> QuerySet[Source]:
        return deciding.sources_of(user)


class StoryPolicy(ByMembership):
    roles = (Role.NETWORK_EDITOR, Role.OFFICER, Role.MODERATOR)
    permission_cache_name = "_moderating"

    def get_all_permissions_for_user(self, user: Any) -> rights.Reach:
        return rights.moderating(user)

    def covers(self, user: Any, instance: Model) -> bool:
        return isinstance(instance, Story) and deciding.on_story(user, instance)

    def rows(self, user: Any) -> QuerySet[Story]:
        return deciding.stories_of(user)
