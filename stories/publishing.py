"""The verbs that change what is public. Allowed steps are a table; every step is recorded as a Decision."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stories.models import Decision, Source

if TYPE_CHECKING:
    from portal.accounts.models import User

SOURCE_STEPS: dict[str, frozenset[str]] = {
    Source.State.PROPOSED: frozenset({Source.State.APPROVED, Source.State.ENDED}),
    Source.State.APPROVED: frozenset({Source.State.PAUSED, Source.State.ENDED}),
    Source.State.PAUSED: frozenset({Source.State.APPROVED, Source.State.ENDED}),
    Source.State.ENDED: frozenset({Source.State.PROPOSED}),
}


class NotAllowed(Exception):
    """This step cannot be taken from where the thing stands."""


def approve_source(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """Follow a source from now on. `by` is None where a command did it; the reason says which."""
    with transaction.atomic():
        _step(source, to=Source.State.APPROVED, by=by, reason=reason, now=now)
        Source.objects.filter(pk=source.pk).update(next_fetch_at=now)
    source.next_fetch_at = now


def _step(source: Source, *, to: Source.State, by: User | None, reason: str, now: datetime) -> None:
    """Take one step, if it is allowed and nobody was faster."""
    if to not in SOURCE_STEPS[source.state]:
        raise NotAllowed(
            f"{source} is {source.get_state_display().lower()} and cannot become {to.label.lower()}."
        )
    if not Source.objects.filter(pk=source.pk, state=source.state).update(state=to):
        raise NotAllowed(f"{source} was changed by somebody else meanwhile.")
    Decision.objects.create(
        source=source, who=by, when=now, from_state=source.state, to_state=to, reason=reason
    )
    source.state = to
