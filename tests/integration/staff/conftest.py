"""People of every role, signed in: what each may do follows from a row of Membership and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from portal.accounts.models import User
from programmes.models import Area, Membership, Programme
from tests.factories import ProgrammeFactory, UserFactory

Role = Membership.Role
SignIn = Callable[..., Client]


def staff_member(
    role: str, programme: Programme | None = None, *, area: Area | None = None, name: str = ""
) -> User:
    """Somebody with this role who may enter the CMS."""
    user: User = UserFactory(**({"name": name} if name else {}))
    Membership.objects.create(user=user, role=role, programme=programme, area=area)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ours(db: None) -> Programme:
    programme: Programme = ProgrammeFactory(name="Ours", slug="ours")
    return programme


@pytest.fixture
def theirs(db: None) -> Programme:
    programme: Programme = ProgrammeFactory(name="Theirs", slug="theirs")
    return programme


@pytest.fixture
def officer(ours: Programme) -> Client:
    """Looks after Ours, and not after Theirs."""
    return signed_in(staff_member(Role.OFFICER, ours, name="Olu Officer"))


@pytest.fixture
def moderator(ours: Programme) -> Client:
    return signed_in(staff_member(Role.MODERATOR, ours, name="Mo Moderator"))


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(staff_member(Role.NETWORK_EDITOR, name="Edie Editor"))


@pytest.fixture
def reporter(ours: Programme) -> Client:
    """Has a role, and let into the CMS by mistake: still decides about nothing."""
    return signed_in(staff_member(Role.REPORTER, ours))
