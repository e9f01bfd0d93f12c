"""A story goes, and its marks stay."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from programmes.models import CustomImage
from stories.models import Photo, Story, Tombstone


@transaction.atomic
def remove(story: Story, marks: Collection[bytes]) -> None:
    """Delete it with everything that hangs on it; copies of its publisher's pictures are swept by themselves."""
    keep_out(marks)
    uploads = CustomImage.objects.filter(pk__in=list(story.photos.values_list("image", flat=True)))
    images = list(uploads.filter(origin=CustomImage.Origin.REPORTER))
    story.delete()
    for image in images:
        forget(image)


def keep_out(marks: Collection[bytes]) -> None:
    Tombstone.objects.bulk_create((Tombstone(digest=mark) for mark in marks), ignore_conflicts=True)


def forget(image: CustomImage) -> None:
    """A photo that came with a story goes too, file and all, unless it is shown somewhere else."""
    elsewhere = Photo.objects.filter(image=image).exists() or Story.objects.filter(picture=image).exists()
    if not elsewhere and not image.get_usage():
        image.delete()
