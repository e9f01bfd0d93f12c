"""The thin edge to Celery: one domain function each. The rows say what is owed."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from programmes.pictures import sizes


@shared_task
def prepare_pictures() -> int:
    """Make the sizes of pictures that came since; returns for how many."""
    return sizes.prepare_owed(now=timezone.now())
