"""A place where a programme happens: a Big Local area, or the neighbourhood of a project."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programme import Programme


class Confidence(models.TextChoices):
    """How sure we are of a fact that somebody else published."""

    HIGH = "high", _("High: seen in the source named here")
    MEDIUM = "medium", _("Medium: partly general knowledge")
    LOW = "low", _("Low: uncertain")


class Area(models.Model):
    """One area of one programme, with an approximate point and where the facts come from."""

    class Kind(models.TextChoices):
        AREA = "area", _("Area")
        PROJECT = "project", _("Project")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="areas", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AREA)
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("slug"), max_length=100)
    place = models.CharField(_("place"), max_length=160, blank=True)
    local_authority = models.CharField(_("local authority"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    wave = models.PositiveSmallIntegerField(_("wave"), null=True, blank=True)

    # An approximate middle, never an address; precision says how approximate, in words.
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    precision = models.CharField(_("precision"), max_length=60, blank=True)

    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where these facts are from.")
    )
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.MEDIUM
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"],
                name="area_slug_unique_in_programme",
                violation_error_message=_("This programme already has an area with that slug."),
            ),
            models.CheckConstraint(name="area_kind_known", condition=models.Q(kind__in=["area", "project"])),
            models.CheckConstraint(
                name="area_confidence_known", condition=models.Q(confidence__in=["high", "medium", "low"])
            ),
            models.CheckConstraint(
                name="area_point_whole_or_absent",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]
        indexes = [models.Index(fields=["region"], name="area_region")]

    def __str__(self) -> str:
        return self.name
