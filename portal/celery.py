"""The Celery application. The tables say what is owed; messages are only nudges (docs/architecture.md)."""

from __future__ import annotations

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["portal"], related_name="background")


@setup_logging.connect  # type: ignore[untyped-decorator]  # celery has no types
def log_as_the_web_does(**_signal: Any) -> None:
    """Celery would set the root logger's level by itself and silence what the engine tells."""
    dictConfig(settings.LOGGING)
