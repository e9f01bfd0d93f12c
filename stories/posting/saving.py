"""Answers -> a story, in one transaction. The same answers twice are one story; an old page changes nothing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from people.models import Person
from programmes.models import CustomImage
from stories import publishing, topics
from stories.ingest.clean import CLEANER_VERSION, excerpt, is_caption, text_of, typed_html
from stories.models import Photo, Revision, Spot, Story, StoryArea, StoryCredit, StoryProgramme
from stories.models.source import Licence
from stories.posting import limits
from stories.posting.answers import CHANGED_IN_PLACE, Answers, Picture, alike, answers_of

if TYPE_CHECKING:
    from portal.accounts.models import User

_MAY_SEND = CHANGED_IN_PLACE | {Story.State.WAITING, Story.State.PUBLISHED}


class Stale(Exception):
    """The story is no longer as the page that was sent knew it: changed elsewhere, or decided upon."""

    def __init__(self, story: Story) -> None:
        super().__init__(str(story))
        self.story = story


@dataclass(frozen=True)
class Page:
    """An open page with the form: which one, and what `Story.edition` was when it was made or last saved."""

    id: UUID
    edition: str

    def knows(self, story: Story) -> bool:
        """Whether nothing happened that this page was not told of, or did itself."""
        if story.edition == self.edition:
            return True
        return story.saved_from == self.id and self.edition.endswith(f".{story.state}")


@transaction.atomic
def keep(answers: Answers, *, by: User, key: UUID, page: Page, now: datetime) -> Story:
    """Save what nobody else sees yet. Raises TooMany for one story too many."""
    story = _locked(by, key, now)
    if alike(answers_of(story), answers):
        return story
    if story.state not in CHANGED_IN_PLACE or not page.knows(story):
        raise Stale(story)
    _write(story, answers, by=by, page=page)
    return story


@transaction.atomic
def send(answers: Answers, *, by: User, key: UUID, page: Page, now: datetime) -> Story:
    """Save and submit. A published story goes back to waiting, and what it said is kept as a revision.

    Raises TooMany, having saved nothing, where its writer has sent in as many as they may for now.
    """
    story = _locked(by, key, now)
    if story.state not in _MAY_SEND:
        raise Stale(story)
    is_changed = not alike(answers_of(story), answers)
    if is_changed:
        if not page.knows(story):
            raise Stale(story)
        if story.state == Story.State.PUBLISHED:
            Revision.objects.create(story=story, at=now, title=story.title, html=story.html)
        _write(story, answers, by=by, page=page)
    # Else it was the same form once more, or nothing was changed.
    if story.state in CHANGED_IN_PLACE or (is_changed and story.state == Story.State.PUBLISHED):
        limits.mind_sending(by, now=now)
        publishing.submit(story, by=by, now=now)
    return story


def _locked(by: User, key: UUID, now: datetime) -> Story:
    """The one story of this form, new or not, until the transaction ends."""
    given = {"origin": Story.Origin.POSTED, "licence": Licence.FULL, "first_seen_at": now, "sort_at": now}
    if not Story.objects.filter(posted_by=by, post_key=key).exists():
        limits.mind_beginning(by, now=now)
    story, _is_new = Story.objects.get_or_create(posted_by=by, post_key=key, defaults=given)
    return Story.objects.select_for_update().get(pk=story.pk)


def _write(story: Story, answers: Answers, *, by: User, page: Page) -> None:
    person = Person.objects.filter(user=by, removed_at__isnull=True).first()
    for field, value in _fields(answers).items():
        setattr(story, field, value)
    story.author = person
    # Never the e-mail address, which is what a user without a name is called elsewhere.
    story.byline = answers.byline or (person.display_name if person else by.get_full_name())
    story.version += 1
    story.saved_from = page.id
    story.save()
    _write_places(story, answers)
    topics.assign({story.pk: topics.chosen(answers.topics)})
    _write_credits(story, answers)
    _write_photos(story, answers)


def _fields(answers: Answers) -> dict[str, Any]:
    html = typed_html(answers.words)
    text = text_of(html)
    return {
        "title": answers.title,
        "html": html,
        "text": text,
        "excerpt": excerpt(text),
        "lang": _language(f"{answers.title} {text}"),
        "video_url": answers.video_url,
        "kind": _kind(answers, text),
        "cleaner_version": CLEANER_VERSION,
    }


def _kind(answers: Answers, text: str) -> str:
    if answers.video_url:
        return Story.Kind.VIDEO
    if answers.pictures and is_caption(text):
        return Story.Kind.PHOTO
    return Story.Kind.POST


def _language(words: str) -> str:
    """The language of the page it was written on, unless its letters run the other way than that language's."""
    turned = sum(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in words)
    return "" if turned * 2 > len(words.replace(" ", "")) else (get_language() or "").split("-")[0]


def _write_places(story: Story, answers: Answers) -> None:
    place = Spot.of(story.sort_at, story.state)._asdict()
    story.story_programmes.exclude(programme=answers.programme).delete()
    if answers.programme:
        StoryProgramme.objects.get_or_create(story=story, programme=answers.programme, defaults=place)
    story.story_areas.exclude(area=answers.area).delete()
    if answers.area:
        StoryArea.objects.get_or_create(story=story, area=answers.area, defaults=place)


def _write_credits(story: Story, answers: Answers) -> None:
    story.credits.exclude(person__in=answers.credits).delete()
    for person in sorted(answers.credits, key=lambda each: each.pk):
        StoryCredit.objects.get_or_create(story=story, person=person)


def _write_photos(story: Story, answers: Answers) -> None:
    """In the order of the form. A picture nobody shows any more is deleted with its file."""
    held = {photo.digest: photo for photo in story.photos.select_related("image")}
    for rank, picture in enumerate(answers.pictures):
        photo = held.pop(picture.digest, None)
        if photo is None:
            image = CustomImage.objects.get(pk=picture.image)
            photo = Photo(story=story, image=image, digest=picture.digest)
        photo.rank, photo.caption = rank, picture.caption
        _describe(photo.image, picture, answers.consent)
        photo.save()
    first = story.photos.order_by("rank").exclude(pk__in=[photo.pk for photo in held.values()]).first()
    story.picture = first.image if first else None  # the one on its card
    story.save(update_fields=["picture"])
    for photo in held.values():
        photo.image.delete()  # and the photo with it


def _describe(image: CustomImage, picture: Picture, consent: str) -> None:
    image.alt = CustomImage.Alt.DECORATIVE if picture.decorative else CustomImage.Alt.DESCRIBED
    image.description = "" if picture.decorative else picture.alt
    image.consent = consent
    image.save()
