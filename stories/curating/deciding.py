"""Who decides about which source and story: a person's memberships, asked of rows.

Decides what a user may see and decide in the CMS. Leaves what a decision does to `publishing`, and what a
membership is worth to `programmes.rights`. Sources are the business of those who curate their programmes;
stories also of those who moderate them; what belongs to no programme, of the network's editors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from programmes import rights
from stories.models import Source, SourceProgramme, Story, StoryProgramme, Takedown

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User

    Anyone = User | AnonymousUser


def sources_of(user: Anyone) -> QuerySet[Source]:
    """The sources this user looks after."""
    reach = rights.curating(user)
    if reach.everywhere:
        return Source.objects.all()
    theirs = SourceProgramme.objects.filter(source=OuterRef("pk"), programme__in=reach.programmes)
    return Source.objects.filter(Exists(theirs))


def stories_of(user: Anyone) -> QuerySet[Story]:
    """The stories this user may publish, send back or hide. A draft is its writer's alone."""
    handed_in = Story.objects.exclude(state=Story.State.DRAFT)
    reach = rights.moderating(user)
    if reach.everywhere:
        return handed_in
    theirs = StoryProgramme.objects.filter(story=OuterRef("pk"), programme__in=reach.programmes)
    return handed_in.filter(Exists(theirs))


def takedowns_of(user: Anyone) -> QuerySet[Takedown]:
    """What was taken down for good of the programmes whose stories this user decides about."""
    return rights.moderating(user).narrow(Takedown.objects.all(), through="programmes")


def waiting(user: Anyone) -> QuerySet[Story]:
    """Stories that wait for this user's decision. A feed in doubt is decided about as a whole."""
    one_by_one = Q(owner_source__isnull=True) | Q(owner_source__doubted_at__isnull=True)
    return stories_of(user).filter(one_by_one, state=Story.State.WAITING)


def proposed(user: Anyone) -> QuerySet[Source]:
    """Sources that wait for this user's decision: proposed, or perhaps somebody else's by now."""
    doubted = Q(state=Source.State.APPROVED, doubted_at__isnull=False)
    return sources_of(user).filter(Q(state=Source.State.PROPOSED) | doubted)


def on_source(user: Anyone, source: Source) -> bool:
    return rights.curating(user).covers(source.programmes.all())


def on_story(user: Anyone, story: Story) -> bool:
    return story.state != Story.State.DRAFT and rights.moderating(user).covers(story.programmes.all())
