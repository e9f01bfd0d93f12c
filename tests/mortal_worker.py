"""A worker that does the work of one claim and is killed on the way, as by the kernel: no clean-up, no rollback.

    python -m tests.mortal_worker POINT NOW

`POINT` is one of `POINTS`; `NOW` is what its clock says. Run by tests, on their database.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

POINTS = ("after the fetch", "half-way through the rows", "before the commit", "after the commit")


def die(*_args: object, **_kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(work: Callable[..., Any]) -> Callable[..., None]:
    def both(*args: Any, **kwargs: Any) -> None:
        work(*args, **kwargs)
        die()

    return both


def main(point: str, now: datetime) -> None:
    import django

    django.setup()

    from portal import outbound
    from stories.ingest import due, pipeline
    from stories.ingest.store import save
    from stories.ingest.store.outcome import Outcome
    from stories.ingest.store.rows import Writer

    wounds: dict[str, tuple[Any, str, Callable[..., None]]] = {
        "after the fetch": (pipeline._Claim, "_read", die),
        "half-way through the rows": (Writer, "attach", then_die(Writer.attach)),
        "before the commit": (Outcome, "fetch_columns", die),
        "after the commit": (pipeline, "save", then_die(save)),
    }
    setattr(*wounds[point])
    for token in due.claim(now=now):
        pipeline.ingest(token, client=outbound.client(), now=lambda: now)


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]))
