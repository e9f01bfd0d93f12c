"""What those who can sign in may do, as the portal keeps it: a membership, and the rights in the CMS with it."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from portal.accounts.models import User
from programmes.models import Membership, Programme, ProgrammePage

# What an officer may do to the pages of their own programme, and to nothing else.
_OFFICER_MAY = ["add_page", "change_page", "publish_page"]


def give(user: User, *, role: str, programme: str = "") -> None:
    """A role in a programme, named by its slug, or in the whole network."""
    where = Programme.objects.get(slug=programme) if programme else None
    Membership.objects.create(user=user, role=role, programme=where)
    if role == Membership.Role.NETWORK_EDITOR:
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    elif role == Membership.Role.OFFICER and where:
        user.groups.add(_officers_of(where))


def _officers_of(programme: Programme) -> Group:
    """May enter the CMS, and change the pages below their own programme's."""
    group, is_new = Group.objects.get_or_create(name=f"Programme officers: {programme.name}")
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        for page in ProgrammePage.objects.filter(programme=programme):
            for permission in Permission.objects.filter(
                content_type__app_label="wagtailcore", codename__in=_OFFICER_MAY
            ):
                GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return group
