"""To whoever was given a role: which one, by whom, and how to come in, with or without an account so far."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from programmes import inviting
from programmes.models import Membership
from stories.notify.letter import address, letter

Role = Membership.Role
STAFF = frozenset({Role.NETWORK_EDITOR, Role.OFFICER, Role.MODERATOR})


def told_of_role(payload: dict[str, Any], now: datetime) -> EmailMultiAlternatives | None:
    """The letter about a role; none when it holds no more."""
    row = inviting.holds(payload)
    if row is None:
        return None
    giver = User.objects.filter(pk=payload["by"]).first()
    first_page = _first_page(row.role)
    about = {
        "role": row.get_role_display(),
        "where": str(row.area or row.programme or ""),
        "giver": giver.get_full_name() if giver else "",
        "email": row.user.email,
        "is_staff": row.role in STAFF,
        "address": address(f"{reverse('account_login')}?{urlencode({'next': first_page})}"),
    }
    subject = _("You have a role: %(role)s") % {"role": row.get_role_display()}
    return letter(row.user.email, subject=subject, template="stories/email/told_of_role.txt", about=about)


def _first_page(role: str) -> str:
    """Where the role is of use."""
    if role in STAFF:
        return reverse("wagtailadmin_home")
    return reverse("stories:post") if role == Role.REPORTER else reverse("stories:stream")
