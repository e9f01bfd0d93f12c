"""Who is written to about a source: whoever publishes it, and whoever decides about it."""

from __future__ import annotations

from programmes import rights
from stories.models import Source


def keepers_of(source: Source) -> list[int]:
    """Its steward and the curators of its programmes, once each (users' primary keys)."""
    steward = source.steward.user if source.steward else None
    users = rights.curators_of(source.programmes.all())
    users |= {steward.pk} if steward and steward.is_active else set()
    return sorted(users)
