"""Those who can sign in: a user with a verified address, a membership, and a profile they have claimed."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from people.models import Person
from portal.accounts.models import User
from portal.demo import codes
from portal.demo.logins import LOGINS
from portal.demo.seeding import made_up, memberships
from programmes import rights
from programmes.models import Membership


@transaction.atomic
def make(*, now: datetime) -> None:
    there = set(User.objects.values_list("email", flat=True))
    for login in LOGINS:
        if login.email not in there:
            user = _join(made_up.person(login.name), login.email, login.password, now=now)
            memberships.give(user, role=login.role, programme=login.programme)
            if rights.is_staff_of_anything(user):
                codes.give(user)


def reporter(name: str, *, programme: str, now: datetime) -> User:
    """The user of this made-up person, who has no password: a code by e-mail lets them in."""
    person = made_up.person(name)
    if person.user is None:
        user = _join(person, f"{person.slug}@demo.example", None, now=now)
        memberships.give(user, role=Membership.Role.REPORTER, programme=programme)
        return user
    return person.user


def _join(person: Person, email: str, password: str | None, *, now: datetime) -> User:
    user = User.objects.create_user(email, password, name=person.display_name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    person.user, person.claimed_at = user, now
    person.save(update_fields=["user", "claimed_at"])
    return user
