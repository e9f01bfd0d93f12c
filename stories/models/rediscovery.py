"""What the home page of a source offers, since its feed is no longer where it was."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.source import Source


class Rediscovery(models.Model):
    """The last look at a source's home page after its feed had vanished; none while all is well."""

    source = models.OneToOneField(
        Source, models.CASCADE, related_name="rediscovery", verbose_name=_("source")
    )
    looked_at = models.DateTimeField(_("looked at"))
    # As stories.sources.rediscovering writes them down: url, title, total, newest.
    feeds = models.JSONField(_("feeds"), default=list, blank=True)

    class Meta:
        verbose_name = _("rediscovery")
        verbose_name_plural = _("rediscoveries")

    def __str__(self) -> str:
        return f"{self.source}: {len(self.feeds)}"
