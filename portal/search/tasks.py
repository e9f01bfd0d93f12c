"""The thin edge to Celery."""

from __future__ import annotations

import logging

from celery import shared_task

from portal.search import indexing

log = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Pay what is owed to the search index. Harmless when doubled, late or absent."""
    swept = indexing.sweep()
    if swept.written or swept.gone:
        log.info("search index swept", extra={"written": swept.written, "gone": swept.gone})
