"""Stories posted here by made-up reporters, one in every state, so that queue and “My stories” are alive.

They go the way that every story goes: through `stories.posting` and `stories.publishing`, so that each has its
decisions; then a few of the published ones are featured on their programme's page.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.text import slugify

from people.models import Person
from portal.accounts.models import User
from portal.demo.posted import Posted, Shown, all_posted
from portal.demo.seeding import logins
from portal.demo.seeding.made_up import MADE_UP
from programmes import pictures
from programmes.models import Area, CustomImage, Programme
from stories import posting, publishing
from stories.curating import featuring
from stories.forms.story import NEW
from stories.models import Story

State = Story.State
MOST_FEATURED = 2  # of a programme
_UNTIL_DECIDED = timedelta(minutes=25)


def are_there() -> bool:
    keys = [_key(story) for story in all_posted()]
    return Story.objects.filter(post_key__in=keys).count() == len(keys)


@transaction.atomic
def post(*, now: datetime) -> None:
    """All of them or none, and what is featured with them."""
    for story in all_posted():
        key = _key(story)
        if not Story.objects.filter(post_key=key).exists():
            writer = logins.reporter(story.by, programme=story.programme, now=now)
            told_at = now + story.when
            page = posting.Page(id=key, edition=NEW)
            kept = posting.keep(_answers(story, by=writer), by=writer, key=key, page=page, now=told_at)
            _bring_to(kept, story, by=writer, told_at=told_at)
    _feature()


def _feature() -> None:
    """The newest published story of each programme that was posted here, unless staff have chosen already."""
    for programme in Programme.objects.filter(placements=None):
        told = Story.objects.published().filter(origin=Story.Origin.POSTED, programmes=programme)
        for story in told.newest_first()[:MOST_FEATURED]:
            featuring.feature(story, programme)


def _key(story: Posted) -> UUID:
    return uuid5(NAMESPACE_URL, f"{MADE_UP}: {story.slug}")


def _bring_to(kept: Story, story: Posted, *, by: User, told_at: datetime) -> None:
    """Submit it, and let whoever decided decide."""
    if story.state == State.DRAFT:
        return
    publishing.submit(kept, by=by, now=told_at)
    if story.state == State.WAITING:
        return
    decider = User.objects.get(email=story.decided_by)
    decided_at = told_at + _UNTIL_DECIDED
    if story.state == State.PUBLISHED:
        publishing.approve(kept, by=decider, now=decided_at, reason=story.reason)
    else:
        publishing.send_back(kept, by=decider, reason=story.reason, now=decided_at)


def _answers(story: Posted, *, by: User) -> posting.Answers:
    return posting.Answers(
        title=story.title,
        words=story.words,
        programme=Programme.objects.get(slug=story.programme),
        area=Area.objects.get(slug=story.area, source=MADE_UP),
        topics=story.topics,
        credits=frozenset(Person.objects.filter(slug__in=map(slugify, story.credits))),
        pictures=tuple(_picture(photo, by=by) for photo in story.photos),
        consent=CustomImage.Consent.NOT_NEEDED,
    )


def _picture(photo: Shown, *, by: User) -> posting.Picture:
    data = photo.file.read_bytes()
    image = pictures.keep(
        data,
        title=photo.file.stem,
        origin=CustomImage.Origin.REPORTER,
        description=photo.alt,
        credit=by.get_full_name(),
        uploaded_by=by,
    )
    digest = hashlib.sha256(data).hexdigest()
    return posting.Picture(image=image.pk, digest=digest, caption=photo.caption, alt=photo.alt)
