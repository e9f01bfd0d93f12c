"""The thin edge to Celery."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task

from portal.search import indexing

log = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Pay what is owed to the search index. Harmless when doubled, late or absent."""
    _tell(indexing.sweep())


@shared_task
def sweep_stories() -> None:
    """Pay what is owed for stories: rung after an import, and often by the clock. As harmless."""
    _tell(indexing.sweep_stories())


def ring(**_signal: Any) -> None:
    """After an import: soon, and by as many workers as there are imports."""
    sweep_stories.delay()


def _tell(swept: indexing.Swept) -> None:
    if swept.written or swept.gone:
        log.info("search index swept", extra={"written": swept.written, "gone": swept.gone})
