"""What the post form asks, as data: made by the form, read back from a story to be changed."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Person
from programmes.models import Area, CustomImage, Programme
from stories import topics
from stories.ingest.clean import typed_html, typed_words
from stories.models import Story

# Nobody sees these yet, so what is typed is saved in them as it comes. A waiting story may be open before a
# moderator, and a published one before everybody: those change only when their writer says so.
CHANGED_IN_PLACE = frozenset({Story.State.DRAFT, Story.State.SENT_BACK})


@dataclass(frozen=True)
class Picture:
    """One photo in its place. `digest` is of the file as it was sent: the same file is the same photo."""

    image: int
    digest: str
    caption: str = ""
    alt: str = ""
    decorative: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether it has words for those who cannot see it, or is known to need none."""
        return self.decorative or bool(self.alt)

    @property
    def said(self) -> tuple[str, str, str, bool]:
        """All but which copy of the file it is."""
        return self.digest, self.caption, "" if self.decorative else self.alt, self.decorative


@dataclass(frozen=True)
class Answers:
    """One filled-in form. No programme means the whole network."""

    title: str = ""
    words: str = ""  # as typed
    video_url: str = ""
    byline: str = ""
    programme: Programme | None = None
    area: Area | None = None
    topics: tuple[str, ...] = ()
    credits: frozenset[Person] = frozenset()
    pictures: tuple[Picture, ...] = ()
    consent: str = CustomImage.Consent.UNKNOWN

    def __bool__(self) -> bool:
        """Whether there is anything worth keeping."""
        return bool(self.title or self.words or self.video_url or self.pictures)


def answers_of(story: Story) -> Answers:
    """What would have to be answered to make this story."""
    photos = list(story.photos.select_related("image"))
    pictures = tuple(
        Picture(
            image=photo.image_id,
            digest=photo.digest,
            caption=photo.caption,
            alt="" if photo.image.alt == CustomImage.Alt.DECORATIVE else photo.image.description,
            decorative=photo.image.alt == CustomImage.Alt.DECORATIVE,
        )
        for photo in photos
    )
    return Answers(
        title=story.title,
        words=typed_words(story.html),
        video_url=story.video_url,
        byline=story.byline,
        programme=story.programmes.first(),
        area=story.areas.first(),
        topics=tuple(row.topic.name for row in story.story_topics.select_related("topic")),
        credits=frozenset(credit.person for credit in story.credits.select_related("person")),
        pictures=pictures,
        consent=photos[0].image.consent if photos else CustomImage.Consent.UNKNOWN,
    )


def alike(said: Answers, answers: Answers) -> bool:
    """Whether the answers would change nothing, however topics are spelled and whichever copy of a file it is."""
    if answers.byline not in ("", said.byline):  # a writer whose name is known is not asked for one
        return False
    return _compared(said) == _compared(answers)


def _compared(answers: Answers) -> tuple[object, ...]:
    return (
        answers.title,
        typed_html(answers.words),
        answers.video_url,
        answers.programme,
        answers.area,
        set(topics.chosen(answers.topics)),
        answers.credits,
        [picture.said for picture in answers.pictures],
        answers.consent if answers.pictures else "",
    )
