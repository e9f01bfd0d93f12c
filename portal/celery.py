"""The Celery application. The tables say what is owed; messages are only nudges (docs/architecture.md)."""

from __future__ import annotations

from logging.config import dictConfig
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging, task_postrun, task_prerun
from django.conf import settings
from django.db import close_old_connections

# It sets no DJANGO_SETTINGS_MODULE: it is imported with the package, and so before `portal.wsgi` sets its own.
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["portal"], related_name="background")


@setup_logging.connect  # type: ignore[untyped-decorator]  # celery has no types
def log_as_the_web_does(**_signal: Any) -> None:
    """Celery would set the root logger's level by itself and silence what the engine tells."""
    dictConfig(settings.LOGGING)


@task_prerun.connect  # type: ignore[untyped-decorator]  # celery has no types
@task_postrun.connect  # type: ignore[untyped-decorator]
def keep_connections(sender: Task[..., Any], **_signal: Any) -> None:
    """As around a request: one that broke or grew old is closed, any other serves the next task as well.

    A new one for each task is two fifths of what PostgreSQL does for a quiet claim.
    """
    if not sender.request.is_eager:  # else it is the caller's
        close_old_connections()
