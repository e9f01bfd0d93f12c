"""Attempts that brought nothing new, on their way to the table: those of a claim are written back together.

What one site said must not keep from the table what came of all others: where their statement fails, each is
written by itself, and what cannot be written is written down as that.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from stories.ingest import our_network, schedule
from stories.ingest.store import Outcome, write_back
from stories.ingest.unreadable import OF_THE_DOCUMENT
from stories.ingest.visit import Visit
from stories.models import Code

log = logging.getLogger(__name__)

# So many at a time. What a killed worker had not written is asked again.
EVERY = 250
# Seconds, so that one slow host does not keep the outcomes of the others from the table.
AFTER = 2.0


@dataclass(slots=True)
class Quiet:
    """Those of one claim. `finished` is called with the sources of which all is written down."""

    now: Callable[[], datetime]
    finished: Callable[[Iterable[int]], None]
    _collected: list[tuple[Visit, Outcome]] = field(default_factory=list)
    _written: float = field(default_factory=time.monotonic)

    def add(self, visit: Visit, outcome: Outcome) -> None:
        self._collected.append((visit, outcome))

    def keep_up(self) -> None:
        """To be called from time to time."""
        if len(self._collected) >= EVERY or time.monotonic() - self._written >= AFTER:
            self.write()

    def write(self) -> None:
        """Write all of them down."""
        outcomes = [outcome for _visit, outcome in self._collected]
        try:
            written = write_back(outcomes)
        except OF_THE_DOCUMENT:
            log.exception("not written back together", extra={"sources": len(outcomes)})
            written = sum(self._write(visit, outcome) for visit, outcome in self._collected)
        if written:
            our_network.forgive(outcomes, now=self.now())
        self.finished(outcome.source_id for outcome in outcomes)
        self._collected = []
        self._written = time.monotonic()

    def _write(self, visit: Visit, outcome: Outcome) -> int:
        try:
            return write_back([outcome])
        except OF_THE_DOCUMENT as error:
            log.exception("not written back", extra={"source": visit.pk})
            columns = schedule.after_failure(visit, retry_after=None, now=self.now())
            note = f"what came of it could not be stored: {type(error).__name__}"
            return write_back(
                [replace(outcome, code=Code.PARSE_CRASH, columns=columns, note=note, with_it=())]
            )
