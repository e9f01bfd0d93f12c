"""Everything of one person, gone for good because they asked: their entry, their account and what they told.

Decides what is theirs. What others wrote stays, also where it names them: that is taken down story by story
(`publishing.take_down`). There is no way back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

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


def erase(somebody: Somebody, *, blogs: Collection[Source] = (), by: User, now: datetime) -> int:
    """Delete it all, and keep only the marks by which it stays out; returns how many stories went.

    Marks are kept of what was never public too: a restored backup would bring it back. One line is written down:
    who did it, when, and for which programmes; not whose it was.
    """
    if reason := why_not(somebody, by=by):
        raise NotAllowed(reason)
    return _erase(somebody, blogs=blogs, by=by, now=now)


def erase_again(path: Path, *, now: datetime) -> int:
    """Whoever was erased after the backup was made that has been restored; returns how many stories went.

    To be asked before `takedown.reconcile`, which learns what the list at `path` knows.
    """
    if not (learned := takedown.unknown(path)):
        return 0
    accounts = [user for user in User.objects.all() if marks.of_account(user) in learned]
    never_came = Person.objects.filter(user=None, claimed_at=None)
    entries = [each for each in never_came if removals.digest(each.display_name) in learned]
    blogs = [source for source in Source.objects.all() if marks.of_blog(source) in learned]
    theirs = [Somebody.with_the_account(user) for user in accounts]
    theirs += [Somebody.in_the_whos_who(person) for person in entries]
    gone = sum(_erase(each, blogs=(), by=None, now=now) for each in theirs)
    return gone + (_erase(Somebody(None, None), blogs=blogs, by=None, now=now) if blogs else 0)


@transaction.atomic
def _erase(somebody: Somebody, *, blogs: Collection[Source], by: User | None, now: datetime) -> int:
    user, person = somebody.user, somebody.person
    # Held, so that nothing is posted nor fetched meanwhile that would stay.
    if user is not None:
        User.objects.select_for_update().get(pk=user.pk)
    held = list(Source.objects.select_for_update().filter(pk__in=[blog.pk for blog in blogs]))
    going = list(marks.with_names(stories_of(somebody, blogs=held)).prefetch_related("programmes"))
    found = {mark for story in going for mark in marks.of_story(story)} | _of_whom(somebody, held)
    _write_down(going, who=by, when=now)
    for story in going:
        takedown.remove(story, ())
    for blog in held:
        blog.delete()
    if person is not None:
        _drop_history(person)
        removals.erase(person)
    if user is not None:
        _close(user)
    takedown.keep_out(found)
    kept_list.append_on_commit(found, now=now)
    return len(going)


def _of_whom(somebody: Somebody, blogs: Iterable[Source]) -> set[bytes]:
    """By these a restored backup is known to hold them again."""
    found = {marks.of_blog(blog) for blog in blogs}
    if somebody.user is not None:
        found.add(marks.of_account(somebody.user))
    if somebody.person is not None:
        found.add(removals.digest(somebody.person.display_name))
    return found


def _write_down(going: Collection[Story], *, who: User | None, when: datetime) -> None:
    reason = _("Somebody asked for everything of theirs to be erased.")
    if going:
        reason = ngettext(
            "Somebody asked for everything of theirs to be erased: %(n)d story went with it.",
            "Somebody asked for everything of theirs to be erased: %(n)d stories went with it.",
            len(going),
        ) % {"n": len(going)}
    taken = Takedown.objects.create(who=who, when=when, reason=reason)
    taken.programmes.set({each.pk for story in going for each in story.programmes.all()})


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
