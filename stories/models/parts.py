"""What hangs on a story: the media that came with it, and what it said before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.story import Story


class Enclosure(models.Model):
    """Media that came with a story: an episode, a film, a photograph. Linked, not copied."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="enclosures", verbose_name=_("story"))
    url = models.URLField(_("address"), max_length=2048)
    media_type = models.CharField(_("media type"), max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), null=True, blank=True)
    duration = models.PositiveIntegerField(_("seconds"), null=True, blank=True)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")

    def __str__(self) -> str:
        return self.url


class Revision(models.Model):
    """What a story said before its publisher changed it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="revisions", verbose_name=_("story"))
    at = models.DateTimeField(_("at"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    html = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.at:%Y-%m-%d %H:%M})"
