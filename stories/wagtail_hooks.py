"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from stories.viewsets import StoriesGroup, stories_group


@hooks.register("register_admin_viewset")
def register_stories() -> StoriesGroup:
    return stories_group
