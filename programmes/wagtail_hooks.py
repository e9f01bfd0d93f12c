"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from programmes.viewsets import ProgrammesGroup, programmes_group


@hooks.register("register_admin_viewset")
def register_programmes() -> ProgrammesGroup:
    return programmes_group
