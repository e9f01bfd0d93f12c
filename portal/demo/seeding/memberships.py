"""What those who can sign in may do: a membership; the rights in the CMS follow from it (`portal.roles`)."""

from __future__ import annotations

from portal.accounts.models import User
from programmes.models import Membership, Programme


def give(user: User, *, role: str, programme: str = "") -> None:
    """A role in a programme, named by its slug, or in the whole network."""
    where = Programme.objects.get(slug=programme) if programme else None
    Membership.objects.create(user=user, role=role, programme=where)
