"""What staff put where: stories featured and ordered on a page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stories.models.story import Story


class Placement(models.Model):
    """One story placed by staff on a programme's page, at a rank, for a time."""

    programme = models.ForeignKey(
        "programmes.Programme", models.CASCADE, related_name="placements", verbose_name=_("programme")
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="placements", verbose_name=_("story"))
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "story"], name="placement_once"),
            models.CheckConstraint(
                name="placement_ends_after_it_starts",
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.story}"
