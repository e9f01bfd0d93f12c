"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from stories.viewsets import stories_group

hooks.register("register_admin_viewset", lambda: stories_group)
