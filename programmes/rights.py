"""What a user's memberships let them do, and for which programmes.

Decides on rows of `Membership` alone; Django's groups, which the CMS asks, follow from the same rows
(`portal/roles.py`). A superuser, and a network editor, may do everything everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from programmes.models import Membership, Programme

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User

Role = Membership.Role
CURATORS = frozenset({Role.NETWORK_EDITOR, Role.OFFICER})
_MODERATORS = CURATORS | {Role.MODERATOR}


@dataclass(frozen=True)
class Reach:
    """Where a right holds: everywhere, or in these programmes only."""

    everywhere: bool = False
    programmes: frozenset[int] = frozenset()  # primary keys

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.programmes)

    def covers(self, programmes: Iterable[Programme | int]) -> bool:
        """Whether it holds for something that belongs to these programmes: one of them is enough.

        What belongs to no programme is the whole network's business.
        """
        if self.everywhere:
            return True
        keys = {each.pk if isinstance(each, Programme) else each for each in programmes}
        return not self.programmes.isdisjoint(keys)

    def narrow(self, rows: QuerySet[Any], *, through: str) -> QuerySet[Any]:
        """The rows it covers; `through` names the way from a row to its programme, for example `programmes`."""
        if self.everywhere:
            return rows
        return rows.filter(Q(**{f"{through}__in": self.programmes})).distinct()


def curating(user: User | AnonymousUser) -> Reach:
    """Whose pages, stories and sources the user looks after: network editors, programme officers."""
    return _reach(user, CURATORS)


def moderating(user: User | AnonymousUser) -> Reach:
    """Whose waiting stories the user may publish or send back: curators, and moderators besides."""
    return _reach(user, _MODERATORS)


def curators_of(programmes: Iterable[Programme]) -> set[int]:
    """Who is written to about something of these programmes (users' primary keys): their officers.

    Where there are none, and for what belongs to no programme, the network's editors.
    """
    held = Membership.objects.filter(user__is_active=True)
    theirs = Q(programme__in=programmes) | Q(programme=None, area__programme__in=programmes)
    officers = set(held.filter(theirs, role=Role.OFFICER).values_list("user", flat=True))
    return officers or set(held.filter(role=Role.NETWORK_EDITOR).values_list("user", flat=True))


def is_staff_of_anything(user: User | AnonymousUser) -> bool:
    return bool(moderating(user))


def _reach(user: User | AnonymousUser, roles: frozenset[Membership.Role]) -> Reach:
    if not user.is_authenticated or not user.is_active:
        return Reach()
    if user.is_superuser:
        return Reach(everywhere=True)
    rows = Membership.objects.filter(user=user, role__in=roles)
    held = list(rows.values_list("role", "programme", "area__programme"))
    if any(role == Role.NETWORK_EDITOR or not (programme or area) for role, programme, area in held):
        return Reach(everywhere=True)
    return Reach(programmes=frozenset(programme or area for _role, programme, area in held))
