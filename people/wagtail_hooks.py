"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from people.viewsets import PeopleGroup, people_group


@hooks.register("register_admin_viewset")
def register_people() -> PeopleGroup:
    return people_group
