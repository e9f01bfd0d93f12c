"""The stories whose pictures need looking at, and their rows brought in line with what they show now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min, QuerySet

from programmes.models import CustomImage
from stories.models import PictureCopy, Story
from stories.pictures.wanted import lead, wanted

NARROWEST_BESIDE = 200  # pixels; what is smaller is a sign or a button, and no picture of anything
LEASE = timedelta(minutes=3)  # longer than a task may run


@dataclass(frozen=True)
class Claim:
    """Stories that are ours to look at until the lease ends, which is also what their rows say meanwhile."""

    stories: list[Story]
    until: datetime


def claim(*, now: datetime, most: int) -> Claim:
    """Lease stories that are due, longest overdue first. Two claims at once never take the same one."""
    until = now + LEASE
    with transaction.atomic():
        due = Story.objects.filter(pictures_due_at__lte=now).order_by("pictures_due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        pks = list(due.values_list("pk", flat=True)[:most])
        Story.objects.filter(pk__in=pks).update(pictures_due_at=until)
    stories = Story.objects.filter(pk__in=pks).select_related("owner_source").prefetch_related("enclosures")
    return Claim(list(stories), until)


def settle(story: Story, *, now: datetime) -> None:
    """Make the rows say what the story shows now: new ones are owed, those it no longer shows have no story."""
    shows = wanted(story, story.enclosures.all())
    held = set(story.picture_copies.values_list("url", flat=True))
    if held - shows.keys():
        story.picture_copies.exclude(url__in=shows).update(story=None)
    PictureCopy.objects.bulk_create(
        [
            PictureCopy(story=story, url=url, alt=alt, next_try_at=now)
            for url, alt in shows.items()
            if url not in held
        ],
        ignore_conflicts=True,
    )


def to_fetch(stories: Collection[Story], *, now: datetime) -> list[PictureCopy]:
    """What may be asked for now; the pictures beside the stories first, since lists show them."""
    rows = PictureCopy.objects.filter(story__in=stories, state=PictureCopy.State.OWED, next_try_at__lte=now)
    found = rows.select_related("story__owner_source").order_by("pk")
    beside = {story.pk: lead(story, story.enclosures.all()) for story in stories}
    return sorted(found, key=lambda copy: copy.url != beside.get(copy.story_id or 0))


def finish(story: Story, claimed: Claim) -> None:
    """Show what came beside the story, and say when to look again; a change made meanwhile is not forgotten."""
    beside = story.picture_copies.filter(url=lead(story, story.enclosures.all()))
    image = beside.filter(image__width__gte=NARROWEST_BESIDE).values_list("image", flat=True).first()
    owed = story.picture_copies.filter(state=PictureCopy.State.OWED)
    again = owed.aggregate(at=Min("next_try_at"))["at"]
    row = Story.objects.filter(pk=story.pk)
    if story.origin == Story.Origin.POSTED:
        # A reporter's own photo goes before the still of a film.
        row.filter(picture=None).update(picture=image)
    elif image != story.picture_id:
        row.update(picture=image)
    row.filter(pictures_due_at=claimed.until).update(pictures_due_at=again)


def owe(stories: QuerySet[Story], *, now: datetime) -> int:
    """For whoever changes many stories at once, their licence for example; returns how many."""
    return stories.update(pictures_due_at=now)


def sweep_loose(*, most: int = 100) -> int:
    """Delete copies no story shows any more, and their images unless another story shows them; returns how many.

    The images first: should this be cut short, the rows that are left still say what there is to do.
    """
    loose = list(PictureCopy.objects.filter(story__isnull=True).values_list("pk", "image_id")[:most])
    images = CustomImage.objects.filter(pk__in=[image for _pk, image in loose if image])
    for image in images.exclude(picture_copies__story__isnull=False):
        image.delete()  # one by one: its files go with it
    PictureCopy.objects.filter(pk__in=[pk for pk, _image in loose]).delete()
    return len(loose)
