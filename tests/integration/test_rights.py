"""What a membership lets its user do, and for which programmes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from programmes import rights
from programmes.models import Membership, Programme
from programmes.rights import Reach
from stories.models import Story
from tests.factories import AreaFactory, ProgrammeFactory, StoryFactory, UserFactory

Role = Membership.Role
pytestmark = pytest.mark.django_db


def holding(role: str, **where: Any) -> Any:
    user = UserFactory()
    Membership.objects.create(user=user, role=role, **where)
    return user


@pytest.fixture
def ours() -> Programme:
    programme: Programme = ProgrammeFactory()
    return programme


@pytest.mark.parametrize("right", [rights.curating, rights.moderating])
def test_visitors_and_people_without_a_role_have_no_rights(right: Any) -> None:
    assert not right(AnonymousUser())
    assert not right(UserFactory())
    assert not rights.is_staff_of_anything(UserFactory())


@pytest.mark.parametrize("right", [rights.curating, rights.moderating])
@pytest.mark.parametrize("role", [Role.REPORTER, Role.MEMBER])
def test_reporters_and_members_decide_about_nothing(right: Any, role: str, ours: Programme) -> None:
    assert not right(holding(role, programme=ours))
    assert not right(holding(role))


@pytest.mark.parametrize("right", [rights.curating, rights.moderating])
def test_an_editor_and_a_superuser_have_every_right_everywhere(right: Any, ours: Programme) -> None:
    for user in (holding(Role.NETWORK_EDITOR), UserFactory(superuser=True)):
        assert right(user).covers([ours])
        assert right(user).covers([])


def test_an_officer_curates_and_moderates_their_own_programme_only(ours: Programme) -> None:
    user = holding(Role.OFFICER, programme=ours)
    for right in (rights.curating, rights.moderating):
        assert right(user).covers([ours])
        assert not right(user).covers([ProgrammeFactory()])


def test_a_moderator_moderates_and_does_not_curate(ours: Programme) -> None:
    user = holding(Role.MODERATOR, programme=ours)
    assert rights.moderating(user).covers([ours])
    assert not rights.curating(user)


def test_a_moderator_without_a_programme_moderates_the_network(ours: Programme) -> None:
    assert rights.moderating(holding(Role.MODERATOR)).everywhere


def test_a_role_in_an_area_reaches_the_areas_programme(ours: Programme) -> None:
    user = holding(Role.MODERATOR, area=AreaFactory(programme=ours))
    assert rights.moderating(user).covers([ours])
    assert not rights.moderating(user).everywhere


def test_roles_in_several_programmes_add_up(ours: Programme) -> None:
    user, other = holding(Role.OFFICER, programme=ours), ProgrammeFactory()
    Membership.objects.create(user=user, role=Role.MODERATOR, programme=other)
    assert rights.moderating(user).covers([ours]) and rights.moderating(user).covers([other])
    assert not rights.curating(user).covers([other])


@pytest.mark.parametrize("right", [rights.curating, rights.moderating])
def test_who_was_shut_out_has_no_rights_left(right: Any, ours: Programme) -> None:
    for user in (holding(Role.OFFICER, programme=ours), holding(Role.NETWORK_EDITOR)):
        user.is_active = False
        assert not right(user)


def test_one_of_several_programmes_is_enough_and_none_is_not(ours: Programme) -> None:
    reach = Reach(programmes=frozenset({ours.pk}))
    assert reach.covers([ProgrammeFactory(), ours])
    assert reach.covers([ours.pk])
    assert not reach.covers([])


def test_rows_of_two_programmes_come_once(ours: Programme) -> None:
    other = ProgrammeFactory()
    both = StoryFactory(programmes=[ours, other])
    StoryFactory(programmes=[])
    reach = Reach(programmes=frozenset({ours.pk, other.pk}))
    assert list(reach.narrow(Story.objects.all(), through="programmes")) == [both]
    assert Reach(everywhere=True).narrow(Story.objects.all(), through="programmes").count() == 2
    assert not Reach().narrow(Story.objects.all(), through="programmes").exists()
