"""Everything of one person, gone for good because they asked: their entry, their account and what they told.

Decides what is theirs. What others wrote stays, also where it names them: that is taken down story by story
(`publishing.take_down`). There is no way back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry

from people import removals
from people.models import Person
from portal.accounts.models import User
from programmes.models import CustomImage, Outbox
from stories import takedown
from stories.models import Source, Story, Takedown
from stories.publishing import NotAllowed
from stories.takedown import kept_list, marks


@dataclass(frozen=True)
class Somebody:
    """An entry in the who's-who, an account, or both, where they are one person's."""

    person: Person | None
    user: User | None

    @classmethod
    def in_the_whos_who(cls, person: Person) -> Self:
        return cls(person, person.user)

    @classmethod
    def with_the_account(cls, user: User) -> Self:
        return cls(Person.objects.filter(user=user).first(), user)

    def __str__(self) -> str:
        return str(self.person or self.user)


def stories_of(somebody: Somebody, *, blogs: Collection[Source] = ()) -> QuerySet[Story]:
    """What they told, in whatever state: by their account, under their entry, or on these blogs of theirs."""
    theirs = Q(owner_source__in=blogs, origin=Story.Origin.PULLED)
    if somebody.person is not None:
        theirs |= Q(author=somebody.person)
    if somebody.user is not None:
        theirs |= Q(posted_by=somebody.user)
    return Story.objects.filter(theirs)


def blogs_of(somebody: Somebody) -> QuerySet[Source]:
    """The sources they keep: whether a blog is theirs alone, a person has to say."""
    kept = Source.objects.filter(steward=somebody.person) if somebody.person else Source.objects.none()
    return kept.order_by("title", "pk")


def why_not(somebody: Somebody, *, by: User) -> str:
    """What speaks against it, in plain words; nothing where it may be done."""
    if somebody.user == by:
        return _("Nobody erases themselves: please ask another network editor.")
    if somebody.user is not None and somebody.user.is_superuser and not by.is_superuser:
        return _("This is the account of whoever runs the portal: please ask them.")
    return ""


@transaction.atomic
def erase(somebody: Somebody, *, blogs: Collection[Source] = (), by: User, now: datetime) -> int:
    """Delete it all, and keep only the marks by which it stays out; returns how many stories went.

    One line is written down: who did it, when, and for which programmes; not whose it was.
    """
    if reason := why_not(somebody, by=by):
        raise NotAllowed(reason)
    user, person = somebody.user, somebody.person
    # Held, so that nothing is posted nor fetched meanwhile that would stay.
    if user is not None:
        User.objects.select_for_update().get(pk=user.pk)
    held = list(Source.objects.select_for_update().filter(pk__in=[blog.pk for blog in blogs]))
    going = list(marks.with_names(stories_of(somebody, blogs=held)).prefetch_related("programmes"))
    _write_down(going, who=by, when=now)
    found = {mark for story in going for mark in _take_away(story)}
    for blog in held:
        blog.delete()
    if person is not None:
        _drop_history(person)
        removals.erase(person)
    if user is not None:
        _close(user)
    # Should this fail, maintenance finds what the list lacks (`takedown.reconcile`).
    transaction.on_commit(lambda: kept_list.append(settings.TAKEN_DOWN_LIST, found, now=now), robust=True)
    return len(going)


def _write_down(going: Collection[Story], *, who: User, when: datetime) -> None:
    words = ngettext(
        "Somebody asked for everything of theirs to be erased: %(n)d story went with it.",
        "Somebody asked for everything of theirs to be erased: %(n)d stories went with it.",
        len(going),
    )
    taken = Takedown.objects.create(who=who, when=when, reason=words % {"n": len(going)})
    taken.programmes.set({each.pk for story in going for each in story.programmes.all()})


def _take_away(story: Story) -> set[bytes]:
    """Also what was never public: a restored backup would bring it back."""
    found = marks.of_story(story)
    takedown.remove(story, found)
    return found


def _close(user: User) -> None:
    """The account, with pictures that no story of theirs shows, and letters not yet sent or forgotten."""
    Outbox.objects.filter(payload__user=user.pk).delete()
    uploads = CustomImage.objects.filter(uploaded_by_user=user, origin=CustomImage.Origin.REPORTER)
    for image in list(uploads):
        takedown.forget(image)
    _drop_history(user, *user.memberships.all())
    user.delete()


def _drop_history(*rows: Model) -> None:
    """The CMS writes down what a row was called when it was changed."""
    for row in rows:
        ModelLogEntry.objects.for_instance(row).delete()
