"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from programmes.viewsets import programmes_group

hooks.register("register_admin_viewset", lambda: programmes_group)
