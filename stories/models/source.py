"""What we follow: a blog, a channel, whatever has a feed; and the host it lives on."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """How much of a publisher's words we may show; theirs to choose."""

    FULL = "full", _("Full text")
    EXCERPT = "excerpt", _("Excerpt and link")
    LINK = "link", _("Title and link only")


class HostQuerySet(models.QuerySet["Host"]):
    def free(self, now: datetime) -> HostQuerySet:
        """Not being asked by anybody, and not wishing to be left alone."""
        return self.filter(
            Q(next_at__isnull=True) | Q(next_at__lte=now),
            Q(cooldown_until__isnull=True) | Q(cooldown_until__lte=now),
        )

    def busy(self, now: datetime) -> HostQuerySet:
        """All the others: being asked by somebody, or wishing to be left alone."""
        return self.filter(Q(next_at__gt=now) | Q(cooldown_until__gt=now))


class Host(models.Model):
    """One host and port, which all workers together must not hurry."""

    key = models.CharField(_("host and port"), max_length=262, unique=True)
    next_at = models.DateTimeField(_("next request not before"), null=True, blank=True)
    cooldown_until = models.DateTimeField(_("asked us to wait until"), null=True, blank=True)
    # A claim has the host to itself, so that what one worker keeps to is kept by all of them together.
    lease_token = models.UUIDField(_("lease token"), null=True, blank=True, editable=False)
    # A platform with many tenants: one tenant's 429 does not stop the others.
    multi_tenant = models.BooleanField(_("many tenants"), default=False)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        indexes = [
            models.Index(fields=["lease_token"], name="host_lease", condition=Q(lease_token__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.key


class SourceQuerySet(models.QuerySet["Source"]):
    def followed(self) -> SourceQuerySet:
        """Approved, neither paused nor ended: what the engine looks at."""
        return self.filter(state=Source.State.APPROVED)

    def due(self, now: datetime) -> SourceQuerySet:
        """Followed, its time has come, and no live lease on it."""
        return self.followed().filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=now), next_fetch_at__lte=now
        )


class Source(models.Model):
    """One feed we follow, its review state, its schedule, and what we remember to ask cheaply next time."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    class Kind(models.TextChoices):
        FEED = "feed", _("Blog or feed")

    title = models.CharField(_("title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FEED)
    url = models.URLField(_("feed address"), max_length=2048)
    home_page = models.URLField(_("home page"), max_length=2048, blank=True)
    host = models.ForeignKey(Host, models.PROTECT, related_name="sources", verbose_name=_("host"))
    programmes = models.ManyToManyField(
        "programmes.Programme",
        through="SourceProgramme",
        related_name="sources",
        verbose_name=_("programmes"),
    )
    areas = models.ManyToManyField(
        "programmes.Area", through="SourceArea", related_name="sources", verbose_name=_("areas")
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence, default=Licence.EXCERPT)
    steward = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="stewarded_sources",
        verbose_name=_("steward"),
        help_text=_("The person who publishes it and hears from us when it breaks."),
    )
    publisher = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="published_sources",
        verbose_name=_("publisher"),
        help_text=_("The organisation behind it; readers of its stories are led there."),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    # What an approval is of.
    REVIEWED: ClassVar = ("url", "licence", "publisher_id")

    # The schedule. The row is the queue: a source is due when next_fetch_at has passed and no lease is live.
    next_fetch_at = models.DateTimeField(_("next fetch at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True, editable=False)
    lease_token = models.UUIDField(_("lease token"), null=True, blank=True, editable=False)
    # For an update: whoever is fetching it at this moment may write nothing of what comes of that.
    UNLEASED: ClassVar = {"leased_until": None, "lease_token": None}
    interval = models.PositiveIntegerField(_("usual interval in seconds"), default=0, editable=False)
    newest_at = models.DateTimeField(_("newest entry"), null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    last_code = models.CharField(_("last outcome"), max_length=24, blank=True, editable=False)
    last_fetched_at = models.DateTimeField(_("last fetched at"), null=True, blank=True, editable=False)
    # Where the address says that the feed lives from now on (301, 308). We go on asking at the old one until
    # the new one has proved itself: anybody may buy a lapsed domain.
    moved_to = models.URLField(_("moved to"), max_length=2048, blank=True, editable=False)
    moved_polls = models.PositiveIntegerField(_("times the feed was there"), default=0, editable=False)
    moved_since = models.DateTimeField(_("there since"), null=True, blank=True, editable=False)

    # What makes the next request cheap. Saved only in the transaction that saved the entries.
    etag = models.CharField(_("ETag"), max_length=1024, blank=True, editable=False)
    last_modified = models.CharField(_("Last-Modified"), max_length=200, blank=True, editable=False)
    wire_hash = models.BinaryField(_("hash of the bytes received"), max_length=32, null=True, editable=False)
    body_hash = models.BinaryField(_("hash without what moves"), max_length=32, null=True, editable=False)
    # What the feed calls itself, and the language it says it is in: other ones may mean another publisher.
    feed_title = models.CharField(_("its own title"), max_length=300, blank=True, editable=False)
    feed_language = models.CharField(_("its language"), max_length=35, blank=True, editable=False)
    # For an update: as if none of its documents had been seen, so that the next one is read anew.
    UNSEEN: ClassVar = {
        "etag": "",
        "last_modified": "",
        "wire_hash": None,
        "body_hash": None,
        "feed_title": "",
        "feed_language": "",
    }
    # Since when it may have changed hands; its new stories wait until a person looks (stories.sources.doubted).
    doubted_at = models.DateTimeField(_("doubted since"), null=True, blank=True, editable=False)
    # The rung of identify.Rung this source's entries are told apart by.
    key_policy = models.CharField(_("key policy"), max_length=12, default="guid", editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["url"], name="source_url_once"),
            models.CheckConstraint(
                name="source_state_known", condition=Q(state__in=["proposed", "approved", "paused", "ended"])
            ),
            models.CheckConstraint(
                name="source_licence_known", condition=Q(licence__in=["full", "excerpt", "link"])
            ),
            models.CheckConstraint(
                name="source_lease_whole_or_absent",
                condition=Q(leased_until__isnull=True, lease_token__isnull=True)
                | Q(leased_until__isnull=False, lease_token__isnull=False),
            ),
        ]
        # Every look at a source writes its row twice. Where nothing changes that an index holds, PostgreSQL writes
        # to none of them: so there is none over times and leases, and all rows are looked through for who is due.
        indexes = [
            models.Index(fields=["steward"], name="source_steward", condition=Q(steward__isnull=False)),
            models.Index(fields=["publisher"], name="source_publisher", condition=Q(publisher__isnull=False)),
            models.Index(
                fields=["proposed_by"], name="source_proposer", condition=Q(proposed_by__isnull=False)
            ),
            models.Index(fields=["doubted_at"], name="source_doubted", condition=Q(doubted_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def is_doubted(self) -> bool:
        return self.state == self.State.APPROVED and self.doubted_at is not None

    @property
    def edition(self) -> str:
        """What an approval is of, and where it stands, to tell whether a page that was sent still knew."""
        reviewed = " ".join(str(getattr(self, name)) for name in self.REVIEWED)
        return f"{sha256(reviewed.encode()).hexdigest()[:12]}.{self.state}"

    @classmethod
    def at(cls, url: str, **fields: Any) -> Source:
        """A source at this address, not yet saved, with its host row made when there is none."""
        parts = urlsplit(url)
        port = parts.port or {"https": 443}.get(parts.scheme, 80)
        host, _created = Host.objects.get_or_create(key=f"{parts.hostname}:{port}")
        return cls(url=url, host=host, **fields)


class FormerAddress(models.Model):
    """Where a source lived before it moved; nobody proposes it anew, and what was taken down there stays down."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="former_addresses")
    url = models.URLField(_("feed address"), max_length=2048)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return self.url


class SourceProgramme(models.Model):
    """Stories of this source belong to this programme."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="source_programmes")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("programme of a source")
        verbose_name_plural = _("programmes of sources")
        constraints = [models.UniqueConstraint(fields=["source", "programme"], name="source_programme_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.programme}"


class SourceArea(models.Model):
    """Stories of this source happen in this area."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="source_areas")
    area = models.ForeignKey("programmes.Area", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("area of a source")
        verbose_name_plural = _("areas of sources")
        constraints = [models.UniqueConstraint(fields=["source", "area"], name="source_area_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.area}"
