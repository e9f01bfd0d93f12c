"""Pictures that nothing shows: uploaded into a form that was never saved, or kept by a worker that died before it
could say for which story. Swept away a week after they came, so that a form that is still open keeps its photos.

Pictures that staff put into the CMS are theirs, shown or not.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from programmes.models import CustomImage
from stories.models import Photo, PictureCopy, Story

KEPT_FOR = timedelta(days=7)
Origin = CustomImage.Origin


def sweep_strays(*, now: datetime, most: int = 500) -> int:
    """Delete them with their files; returns how many. The reference index knows of pages that show one."""
    swept = 0
    for image in _without_a_story(now - KEPT_FOR)[:most]:
        if not image.get_usage():
            image.delete()  # one by one: its files go with it
            swept += 1
    return swept


def _without_a_story(before: datetime) -> QuerySet[CustomImage]:
    came = CustomImage.objects.filter(origin__in=[Origin.REPORTER, Origin.SOURCE], created_at__lt=before)
    shown = (
        Photo.objects.filter(image=OuterRef("pk")),
        PictureCopy.objects.filter(image=OuterRef("pk")),
        Story.objects.filter(picture=OuterRef("pk")),
    )
    strays: QuerySet[CustomImage] = came.filter(*(~Exists(rows) for rows in shown))
    return strays.order_by("pk")
