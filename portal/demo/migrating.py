"""Brings the database up to date and says how far it has come; on a new one this is the longest wait."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_EVERY = 25  # steps between two words of progress


def migrate(say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not steps:
        say("The database is up to date")
        return
    call_command("migrate", interactive=False, no_color=True, stdout=_Counter(steps, say))
    say("The database is ready")


class _Counter(io.StringIO):
    """Takes what `migrate` writes, and passes on only how far it is."""

    def __init__(self, steps: int, say: Callable[[str], None]) -> None:
        super().__init__()
        self._steps, self._say, self._done = steps, say, 0

    def write(self, text: str) -> int:
        if text.lstrip().startswith("Applying "):
            if self._done % _EVERY == 0:
                self._say(f"Making the database: step {self._done + 1} of {self._steps}")
            self._done += 1
        return len(text)
