"""Copy what is owed, for a while: the whole walk from a due story to a picture a page can show."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from portal.outbound import Client
from programmes import pictures
from programmes.models import CustomImage
from programmes.pictures import sizes
from stories.models import PictureCopy
from stories.pictures import owed
from stories.pictures.fetching import WAITS, Trouble, fetch, host_of, rounds

log = logging.getLogger(__name__)

STORIES_AT_ONCE = 20
# Seconds after which nothing new is begun: one round takes at most 30 s of waiting and 20 s of work, and the
# worker ends a task after 80.
ENOUGH_WORK = 25.0

State = PictureCopy.State


@dataclass(slots=True)
class Tally:
    """What one run did."""

    kept: int = 0
    given_up: int = 0
    later: int = 0
    swept: int = 0


def copy_owed(*, client: Client, now: Callable[[], datetime] = timezone.now) -> Tally:
    """Look at stories that are due until none is left or it has been enough; then sweep away what is loose."""
    tally, stop = Tally(), time.monotonic() + ENOUGH_WORK
    while time.monotonic() < stop:
        claimed = owed.claim(now=now(), most=STORIES_AT_ONCE)
        if not claimed.stories:
            break
        for story in claimed.stories:
            owed.settle(story, now=now())
        _fetch_all(owed.to_fetch(claimed.stories, now=now()), client, now, stop, tally)
        for story in claimed.stories:
            owed.finish(story, claimed)
    tally.swept = owed.sweep_loose()
    return tally


def _fetch_all(
    copies: list[PictureCopy], client: Client, now: Callable[[], datetime], stop: float, tally: Tally
) -> None:
    """One round after the other; a host that asks for a rest gets it, and what is left stays owed."""
    resting: set[str] = set()
    for chosen in rounds(copies):
        if time.monotonic() > stop:
            return
        asked = []
        for copy in chosen:
            if host_of(copy.url) in resting:
                _later(copy, now() + WAITS[0], tally)
            elif not _held_elsewhere(copy, tally):
                asked.append(copy)
        for copy, came in fetch(asked, client=client):
            if isinstance(came, Trouble):
                resting |= {host_of(copy.url)} if came.busy else set()
                _trouble(copy, came, now(), tally)
            else:
                _keep(copy, came, now(), tally)


def _held_elsewhere(copy: PictureCopy, tally: Tally) -> bool:
    """A picture that another story shows too, a blog's own sign for example, is not asked for again."""
    shown = PictureCopy.objects.filter(state=State.KEPT, image__isnull=False, story__isnull=False)
    held = shown.filter(url=copy.url).first()
    if held is None:
        return False
    _row(copy, state=State.KEPT, image=held.image_id, next_try_at=None)
    tally.kept += 1
    return True


def _keep(copy: PictureCopy, data: bytes, now: datetime, tally: Tally) -> None:
    story = copy.story
    try:
        image = pictures.keep(
            data,
            title=str(story),
            origin=CustomImage.Origin.SOURCE,
            description=copy.alt,
            credit=str(story.owner_source or story.byline) if story else "",
        )
    except pictures.Refused as refused:
        _trouble(copy, Trouble(str(refused), hopeless=True), now, tally)
        return
    if not _row(copy, state=State.KEPT, image=image.pk, next_try_at=None, note=""):
        image.delete()  # the story let go of it meanwhile
        return
    sizes.prepare(image, now=now)
    tally.kept += 1


def _trouble(copy: PictureCopy, trouble: Trouble, now: datetime, tally: Tally) -> None:
    if trouble.hopeless or copy.attempts >= len(WAITS):
        _row(
            copy, state=State.GIVEN_UP, next_try_at=None, note=trouble.note[:300], attempts=copy.attempts + 1
        )
        log.info("picture given up", extra={"story": copy.story_id, "why": trouble.note})
        tally.given_up += 1
        return
    again = now + WAITS[copy.attempts]
    _row(copy, next_try_at=again, note=trouble.note[:300], attempts=copy.attempts + 1)
    tally.later += 1


def _later(copy: PictureCopy, at: datetime, tally: Tally) -> None:
    """Not the picture's fault: nobody asked for it."""
    _row(copy, next_try_at=at)
    tally.later += 1


def _row(copy: PictureCopy, **columns: object) -> bool:
    """Write the outcome, unless the row was settled otherwise meanwhile."""
    return bool(
        PictureCopy.objects.filter(pk=copy.pk, state=State.OWED, story__isnull=False).update(**columns)
    )
