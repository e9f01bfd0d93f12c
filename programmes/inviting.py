"""Whoever is given a role in the CMS is owed a letter that says so, in the transaction that gave it.

Decides when one is owed. Leaves the letter, and when it goes out, to `stories.notify`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from programmes.models import Membership, Outbox

if TYPE_CHECKING:
    from portal.accounts.models import User

TELL_OF_ROLE = "tell-of-role"  # the outbox's topic


def owe_word_of_role(row: Membership, *, by: User, now: datetime) -> None:
    """Nobody is written to about what they gave themselves."""
    if by == row.user:
        return
    key = f"{TELL_OF_ROLE}:{row.pk}:{now.isoformat()}"
    Outbox.objects.create(topic=TELL_OF_ROLE, dedupe_key=key, payload=_what(row) | {"by": by.pk}, due_at=now)


def holds(payload: dict[str, Any]) -> Membership | None:
    """The role a letter tells of; None if it was changed or taken away meanwhile."""
    rows = Membership.objects.select_related("user", "programme", "area").filter(user__is_active=True)
    row: Membership | None = rows.filter(pk=payload["membership"]).first()
    return row if row is not None and _what(row).items() <= payload.items() else None


def _what(row: Membership) -> dict[str, Any]:
    return {
        "membership": row.pk,
        "role": row.role,
        "programme": row.programme_id,
        "area": row.area_id,
    }
