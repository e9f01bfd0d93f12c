"""Which entry is which story: keys, the sources that carry a story, and what must not come back."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from stories.models.fetch import Code, Fetch
from stories.models.source import Source
from stories.models.story import Story

# Looks at a feed that lacked an entry, until it is believed to be gone: some hosts serve an older copy in between.
LOOKS_IN_VAIN = 3


class StorySourceQuerySet(models.QuerySet["StorySource"]):
    def gone(self) -> StorySourceQuerySet:
        """Taken out of the feed: it was read, or had not changed, three times since the entry was first missed."""
        read = Fetch.objects.filter(
            source=OuterRef("source"),
            finished_at__gte=OuterRef("missing_since"),
            code__in=[Code.OK, Code.OK_WITH_WARNINGS, Code.NOT_MODIFIED],
        )
        looks = Subquery(read.order_by().values("source").annotate(looks=Count("pk")).values("looks"))
        return self.filter(missing_since__isnull=False).annotate(looks=looks).filter(looks__gte=LOOKS_IN_VAIN)


class StorySource(models.Model):
    """This source carries this story: many to many from day one."""

    # No index of its own: `story_source_once` begins with it. So it is wherever one is left out below.
    story = models.ForeignKey(Story, models.CASCADE, related_name="story_sources", db_index=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="story_sources")
    link = models.URLField(_("link"), max_length=2048, blank=True)
    entry_hash = models.BinaryField(_("hash of the entry as last seen"), max_length=32)
    last_seen_at = models.DateTimeField(_("last seen at"))
    missing_since = models.DateTimeField(_("missing since"), null=True, blank=True)

    objects = StorySourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of a story")
        verbose_name_plural = _("sources of stories")
        constraints = [models.UniqueConstraint(fields=["story", "source"], name="story_source_once")]

    def __str__(self) -> str:
        return f"{self.story}: {self.source}"


class EntryKey(models.Model):
    """One way to recognise an entry of a source. A story may have several: aliases after a guid changed."""

    class Rung(models.TextChoices):
        GUID = "guid", _("Identifier")
        LINK = "link", _("Link")
        LINK_DATE = "link_date", _("Link and date")
        TITLE = "title", _("Link, date and title")
        CONTENT = "content", _("Content")

    source = models.ForeignKey(Source, models.CASCADE, related_name="entry_keys", db_index=False)
    digest = models.BinaryField(_("digest"), max_length=32)  # SHA-256, scoped to the source
    rung = models.CharField(_("rung"), max_length=10, choices=Rung)
    story = models.ForeignKey(Story, models.CASCADE, related_name="entry_keys")

    class Meta:
        verbose_name = _("entry key")
        verbose_name_plural = _("entry keys")
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="entry_key_unique"),
            models.CheckConstraint(
                name="entry_key_rung_known",
                condition=Q(rung__in=["guid", "link", "link_date", "title", "content"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rung}: {bytes(self.digest).hex()[:12]}"


class LastDocument(models.Model):
    """A source's last document, its entries by their bytes: those need not be read again (`ingest.familiar`)."""

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="last_document")
    context = models.BinaryField(_("what stood around the entries"), max_length=16)
    entries = models.BinaryField(_("entries"))

    class Meta:
        verbose_name = _("last document")
        verbose_name_plural = _("last documents")

    def __str__(self) -> str:
        return str(self.source)


class Sketch(models.Model):
    """A number that a story shares with others of near-same words (`stories.retold`): for finding, no proof."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="sketches", db_index=False)
    band = models.PositiveSmallIntegerField(_("band"))
    value = models.BigIntegerField(_("value"))

    class Meta:
        verbose_name = _("sketch")
        verbose_name_plural = _("sketches")
        constraints = [models.UniqueConstraint(fields=["story", "band"], name="sketch_band_once")]
        indexes = [models.Index(fields=["band", "value"], name="sketch_alike")]

    def __str__(self) -> str:
        return f"{self.band}: {self.value}"


class Tombstone(models.Model):
    """Something taken down, as a keyed hash. No foreign key: it outlives the source and the story."""

    # HMAC-SHA256 under IDENTITY_HMAC_KEY of one of the names it could come back by (`ingest.tombstones`).
    digest = models.BinaryField(_("digest"), max_length=32, unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:12]
