"""An item in our stream, pulled from a source or written here, and what hangs on it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

from stories.models.source import Licence, Source

LINE = 80  # characters of a headline that is made of first words


class Spot(NamedTuple):
    """Where a story stands, as facets copy it: its moment in the stream, and whether readers see it there."""

    sort_at: datetime
    visible: bool

    @classmethod
    def of(cls, sort_at: datetime, state: str) -> Spot:
        return cls(sort_at, state == Story.State.PUBLISHED)


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self) -> StoryQuerySet:
        """What the public may see. Every output starts here: there is no other gate."""
        return self.filter(state=Story.State.PUBLISHED)

    def newest_first(self) -> StoryQuerySet:
        return self.order_by("-sort_at", "-pk")

    def spots(self) -> dict[int, Spot]:
        """Where each of them stands, by its id."""
        rows = self.values_list("pk", "sort_at", "state")
        return {pk: Spot.of(sort_at, state) for pk, sort_at, state in rows}

    def for_cards(self) -> StoryQuerySet:
        """With all a story card shows, in a fixed number of queries."""
        return (
            self.select_related("owner_source__publisher", "author", "picture")
            .prefetch_related("programmes", "areas", "author__field_visibilities", "picture__renditions")
            .prefetch_related("credits__person__field_visibilities")
            .defer("html", "text")
        )


class Cluster(models.Model):
    """Stories that tell the same thing in different words; shown as “also told by”, never merged."""

    evidence = models.CharField(_("evidence"), max_length=200)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def __str__(self) -> str:
        return self.evidence


class Story(models.Model):
    """One story. `sort_at` is its place in the stream, set once; `visible_at` is when it became public."""

    class Origin(models.TextChoices):
        PULLED = "pulled", _("Pulled from a source")
        POSTED = "posted", _("Posted here")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Waiting")
        PUBLISHED = "published", _("Published")
        SENT_BACK = "sent_back", _("Sent back")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        HIDDEN = "hidden", _("Hidden")

    class Kind(models.TextChoices):
        POST = "post", _("Post")
        PHOTO = "photo", _("Photo")
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Audio")
        EVENT = "event", _("Event")
        IDEA = "idea", _("Idea")

    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.POST)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence, default=Licence.EXCERPT)

    # Only its owner's feed may change a story; other sources that carry it merely attach (StorySource).
    owner_source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("source"),
        db_index=False,  # `story_of_source` begins with it
    )
    author = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("author"),
    )
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("posted by"),
    )
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    byline_url = models.URLField(_("page of who wrote it"), max_length=2048, blank=True)

    title = models.CharField(_("title"), max_length=300, blank=True)
    html = models.TextField(_("words"), blank=True)  # cleaned on write, by the cleaner of `cleaner_version`
    text = models.TextField(_("plain text"), blank=True)
    excerpt = models.CharField(_("excerpt"), max_length=400, blank=True)
    lang = models.CharField(_("language"), max_length=35, blank=True)  # BCP 47
    image_url = models.URLField(_("picture"), max_length=2048, blank=True)  # at its publisher's
    # Our copy of it, or of the still of its film; the only one that is ever shown.
    picture = models.ForeignKey(
        "programmes.CustomImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("our copy of the picture"),
    )
    # When its pictures need looking at again; empty when all is as it should be (stories.pictures).
    pictures_due_at = models.DateTimeField(_("pictures due at"), null=True, blank=True, editable=False)
    video_url = models.URLField(_("film"), max_length=2048, blank=True)  # of a posted story; shown as a still
    programmes = models.ManyToManyField(
        "programmes.Programme", through="StoryProgramme", related_name="stories", verbose_name=_("programmes")
    )
    areas = models.ManyToManyField(
        "programmes.Area", through="StoryArea", related_name="stories", verbose_name=_("areas")
    )
    topics = models.ManyToManyField(
        "stories.Topic", through="stories.StoryTopic", related_name="stories", verbose_name=_("topics")
    )

    published_at = models.DateTimeField(_("published at"), null=True, blank=True)  # theirs, never ahead of us
    # Their date as they said it, where it lay ahead, as an event's does: it tells the entry when it comes again.
    dated_ahead = models.DateTimeField(_("dated ahead"), null=True, blank=True, editable=False)
    first_seen_at = models.DateTimeField(_("first seen at"))  # ours
    sort_at = models.DateTimeField(_("place in the stream"))
    visible_at = models.DateTimeField(_("visible at"), null=True, blank=True)

    canonical_url = models.URLField(_("original"), max_length=2048, blank=True)
    # SHA-256; the same canonical address is the same story, whichever source brings it.
    url_hash = models.BinaryField(_("address hash"), max_length=32, null=True, editable=False)
    title_hash = models.BinaryField(_("title hash"), max_length=32, null=True, editable=False)
    content_hash = models.BinaryField(_("content hash"), max_length=32, null=True, editable=False)
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name=_("cluster")
    )
    # The search index has yet to see it as it is (`portal.search.indexing`); who writes in bulk says so.
    search_owed = models.BooleanField(_("to be indexed"), default=True, editable=False)
    cleaner_version = models.PositiveSmallIntegerField(_("cleaner version"), default=0, editable=False)

    # Made by the form a story is written in: however often that form arrives, it is one story.
    post_key = models.UUIDField(_("key of the form"), null=True, blank=True, editable=False)
    # Counts what its writer saved, so that a page left open does not write over newer words.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # The open page that saved last: where its answer was lost on the way, its next save is no conflict.
    saved_from = models.UUIDField(_("saved from"), null=True, blank=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.UniqueConstraint(fields=["url_hash"], name="story_url_hash_unique"),
            models.UniqueConstraint(
                fields=["posted_by", "post_key"],
                name="story_posted_once",
                condition=Q(post_key__isnull=False),
            ),
            models.CheckConstraint(name="story_origin_known", condition=Q(origin__in=["pulled", "posted"])),
            models.CheckConstraint(
                name="story_state_known",
                condition=Q(state__in=["draft", "waiting", "published", "sent_back", "withdrawn", "hidden"]),
            ),
            models.CheckConstraint(
                name="story_kind_known",
                condition=Q(kind__in=["post", "photo", "video", "audio", "event", "idea"]),
            ),
            models.CheckConstraint(
                name="story_licence_known", condition=Q(licence__in=["full", "excerpt", "link"])
            ),
            models.CheckConstraint(
                name="story_published_is_visible",
                condition=~Q(state="published") | Q(visible_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-sort_at", "-id"], name="story_stream", condition=Q(state="published")),
            models.Index(fields=["owner_source", "-sort_at"], name="story_of_source"),
            models.Index(fields=["-visible_at"], name="story_news", condition=Q(state="published")),
            models.Index(fields=["-id"], name="story_search_owed", condition=Q(search_owed=True)),
            models.Index(
                fields=["pictures_due_at"],
                name="story_pictures_due",
                condition=Q(pictures_due_at__isnull=False),
            ),
            models.Index(
                fields=["title_hash"], name="story_title_hash", condition=Q(title_hash__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        slug = slugify(self.headline)[:60].strip("-")
        return reverse("stories:story", kwargs={"pk": self.pk, "slug": slug or "story"})

    @property
    def headline(self) -> str:
        """The title, or the first words where a channel gives none."""
        return self.title or beginning(self.excerpt) or str(_("Untitled"))

    @property
    def edition(self) -> str:
        """What it says and where it stands, to tell whether a page that was sent still knew."""
        return f"{self.version}.{self.state}"


def beginning(words: str) -> str:
    """As many whole words as a line has room for, and an ellipsis where some were left out.

    Without spaces there is no telling words apart: then it is cut between characters.
    """
    words = words.strip()
    if len(words) <= LINE:
        return words
    whole, _space, _cut = words[:LINE].rpartition(" ")
    whole = whole.rstrip(" .,;:-–—…")
    return f"{whole}…" if len(whole) > LINE // 4 else Truncator(words).chars(LINE)


class StoryProgramme(models.Model):
    """A story in a programme, with the story's place copied, so that the facet is one walk along an index."""

    # No index of its own: the constraint begins with it.
    story = models.ForeignKey(Story, models.CASCADE, related_name="story_programmes", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    sort_at = models.DateTimeField(_("place in the stream"))
    visible = models.BooleanField(_("visible"), default=False)

    class Meta:
        verbose_name = _("programme of a story")
        verbose_name_plural = _("programmes of stories")
        constraints = [models.UniqueConstraint(fields=["story", "programme"], name="story_programme_once")]
        indexes = [
            models.Index(
                fields=["programme", "-sort_at", "-story"],
                name="story_programme_stream",
                condition=Q(visible=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.programme}"


class StoryArea(models.Model):
    """A story in an area, with the story's place copied."""

    # No index of its own: the constraint begins with it.
    story = models.ForeignKey(Story, models.CASCADE, related_name="story_areas", db_index=False)
    area = models.ForeignKey("programmes.Area", models.PROTECT, related_name="+")
    sort_at = models.DateTimeField(_("place in the stream"))
    visible = models.BooleanField(_("visible"), default=False)

    class Meta:
        verbose_name = _("area of a story")
        verbose_name_plural = _("areas of stories")
        constraints = [models.UniqueConstraint(fields=["story", "area"], name="story_area_once")]
        indexes = [
            models.Index(
                fields=["area", "-sort_at", "-story"], name="story_area_stream", condition=Q(visible=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.area}"
