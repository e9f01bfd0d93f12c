"""One attempt to look at a source, and the words for how it can end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.source import Source


class Code(models.TextChoices):
    """Every way a fetch can end; the label is what staff and stewards read."""

    OK = "ok", _("Read")
    OK_WITH_WARNINGS = "ok_with_warnings", _("Read, with something odd about it")
    NOT_MODIFIED = "not_modified", _("Nothing new")
    EMPTY = "empty", _("The feed is empty")
    NOT_A_FEED = "not_a_feed", _("The address answers, but not with a feed")
    TRUNCATED = "truncated", _("The answer broke off half-way")
    TOO_LARGE = "too_large", _("The answer is larger than we accept")
    DECOMPRESS_BOMB = "decompress_bomb", _("The answer unpacks to far more than we accept")
    TIMEOUT = "timeout", _("No answer in time")
    SLOW_BODY = "slow_body", _("The answer came too slowly")
    DNS = "dns", _("The host name is not known")
    REFUSED = "refused", _("The host did not accept our connection")
    TLS = "tls", _("The site’s security certificate is not valid")
    BLOCKED_ADDRESS = "blocked_address", _("The address is not on the public internet")
    BAD_SCHEME = "bad_scheme", _("The address is not a web address")
    BAD_PORT = "bad_port", _("The address names a port we do not use")
    BAD_URL = "bad_url", _("The address is not well formed")
    REDIRECT_LOOP = "redirect_loop", _("The address leads back to itself")
    TOO_MANY_REDIRECTS = "too_many_redirects", _("The address leads on too many times")
    HTTP_4XX = "http_4xx", _("The site says there is nothing here")
    HTTP_5XX = "http_5xx", _("The site has a fault of its own")
    AUTH_REQUIRED = "auth_required", _("The site asks for a password")
    GONE = "gone", _("The site says the feed has gone")
    RATE_LIMITED = "rate_limited", _("The site asked us to come less often")
    UNSAFE_XML = "unsafe_xml", _("The feed holds XML that is not safe to read")
    PARSE_CRASH = "parse_crash", _("The feed could not be read")
    TOO_DEEP = "too_deep", _("The feed is nested too deeply to read")
    BAD_ENCODING = "bad_encoding", _("The feed’s letters could not be decoded")
    ROBOTS = "robots", _("The site asks robots not to read this address")
    LOST = "lost", _("Our own worker stopped before it was done")


class Fetch(models.Model):
    """One attempt, written down when it has ended. Purged after 90 days, or beyond 100 per source.

    Only its note may change afterwards: it says so when our own network turns out to have been down.
    """

    source = models.ForeignKey(  # the index `fetch_by_source` begins with it
        Source, models.CASCADE, db_index=False, related_name="fetches", verbose_name=_("source")
    )
    lease_token = models.UUIDField(_("lease token"), null=True)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    code = models.CharField(_("outcome"), max_length=24, choices=Code)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    bytes = models.PositiveBigIntegerField(_("bytes"), default=0)
    ms = models.PositiveIntegerField(_("milliseconds"), default=0)
    new = models.PositiveIntegerField(_("new stories"), default=0)
    changed = models.PositiveIntegerField(_("changed stories"), default=0)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["source", "-started_at"], name="fetch_by_source"),
            models.Index(fields=["started_at"], name="fetch_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_code_display()}"
