"""Those who can sign in: a user with a verified address, a membership, and a profile they have claimed."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.models import User
from portal.demo import codes
from portal.demo.logins import LOGINS, Login
from portal.demo.seeding import made_up, memberships
from programmes import rights


def are_there() -> bool:
    return User.objects.filter(email__in=[login.email for login in LOGINS]).count() == len(LOGINS)


@transaction.atomic
def make(*, now: datetime) -> None:
    there = set(User.objects.values_list("email", flat=True))
    for login in LOGINS:
        if login.email not in there:
            _make(login, now=now)


def _make(login: Login, *, now: datetime) -> None:
    user = User.objects.create_user(login.email, login.password, name=login.name)
    EmailAddress.objects.create(user=user, email=login.email, verified=True, primary=True)
    memberships.give(user, role=login.role, programme=login.programme)
    if rights.is_staff_of_anything(user):
        codes.give(user)
    person = made_up.person(login.name)
    person.user, person.claimed_at = user, now
    person.save(update_fields=["user", "claimed_at"])
