"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from people.viewsets import people_group

hooks.register("register_admin_viewset", lambda: people_group)
