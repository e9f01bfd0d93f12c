"""Sources and stories in the CMS, to look at: what decides about them has its own verbs and its own desk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from stories.models import Source, Story


class LookOnly(ModelPermissionPolicy):
    """Whoever may do anything with these may look; nobody adds, changes or deletes through the CMS's forms.

    Approving a source or a story is a decision with a reason (`publishing`), and a changed address sends a
    source back to review: a plain form would walk round both.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        may = super().user_has_permission
        return action == "view" and any(may(user, one) for one in ("view", "add", "change", "delete"))


register_permission_policy(Source, LookOnly(Source), exact_class=True)
register_permission_policy(Story, LookOnly(Story), exact_class=True)


class SourceViewSet(ModelViewSet):
    model = Source
    icon = "rss"
    list_display = ["title", "state", "licence", "last_code", "last_fetched_at", "next_fetch_at"]
    list_filter = ["state", "licence", "kind", "last_code"]
    list_per_page = 50
    search_fields = ["title", "url"]
    search_backend_name = None
    ordering = ["title", "pk"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "url",
        "home_page",
        "kind",
        "state",
        "licence",
        "steward",
        "publisher",
        "proposed_by",
        "created_at",
        "last_code",
        "last_fetched_at",
        "next_fetch_at",
        "failures",
        "failing_since",
    ]
    form_fields = ["title"]


class StoryViewSet(ModelViewSet):
    model = Story
    icon = "doc-full"
    list_display = ["title", "state", "origin", "owner_source", "byline", "sort_at"]
    list_filter = ["state", "origin", "kind", "owner_source"]
    list_per_page = 50
    search_fields = ["title", "byline"]
    search_backend_name = None
    ordering = ["-sort_at", "-pk"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "state",
        "origin",
        "kind",
        "licence",
        "owner_source",
        "author",
        "byline",
        "excerpt",
        "lang",
        "published_at",
        "first_seen_at",
        "visible_at",
        "canonical_url",
    ]
    form_fields = ["title"]


class StoriesGroup(ModelViewSetGroup):
    menu_label = _("Stories")
    menu_icon = "doc-full"
    menu_order = 200
    items = (StoryViewSet, SourceViewSet)


stories_group = StoriesGroup()
