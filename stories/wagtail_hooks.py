"""What this app adds to the CMS."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from programmes import rights
from stories.curating import queue
from stories.views.erasing import ErasePage
from stories.views.featuring import FeaturedView, FeaturingView
from stories.views.moderation import QueueView
from stories.views.taken_down import TakenDownView
from stories.viewsets import stories_group

hooks.register("register_admin_viewset", lambda: stories_group)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("queue/", QueueView.as_view(), name="queue"),
        path("erase/<int:pk>/", ErasePage.as_view(), name="erase"),
        path("erase/account/<int:account>/", ErasePage.as_view(), name="erase_account"),
        path("taken-down/", TakenDownView.as_view(), name="taken_down"),
        path("featured/", FeaturingView.as_view(), name="featuring"),
        path("featured/<int:pk>/", FeaturedView.as_view(), name="featured"),
    ]


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    """The mark of a feed, which Wagtail has none of."""
    return [*known, "stories/cms/icons/rss.svg"]


class QueueItem(MenuItem):
    """Says how much waits, to those who may decide about it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return rights.is_staff_of_anything(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := queue.count(request.user):
            component.label = f"{self.label} ({waiting})"
        return component


@hooks.register("register_admin_menu_item")
def queue_item() -> MenuItem:
    return QueueItem(_("Queue"), reverse("queue"), icon_name="tasks", order=150, name="queue")


class FeaturedItem(MenuItem):
    """For those who look after a programme's page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rights.curating(request.user))


@hooks.register("register_admin_menu_item")
def featured_item() -> MenuItem:
    return FeaturedItem(
        _("Featured stories"), reverse("featuring"), icon_name="pick", order=160, name="featured"
    )


class TakenDownItem(MenuItem):
    """For those who look at stories; asked of the groups, which every page of the CMS has read already."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("stories.view_story")


@hooks.register("register_reports_menu_item")
def taken_down_item() -> MenuItem:
    return TakenDownItem(
        _("Taken down for good"), reverse("taken_down"), icon_name="bin", order=150, name="taken-down"
    )
