"""A person of the network, what of them may be shown to whom, and who asked not to be here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Somebody in the who's-who: claimed by a user, or unclaimed and known from a public source only."""

    class Precision(models.TextChoices):
        """How exact a place the person chose to show; exact places are never stored."""

        NOWHERE = "nowhere", _("Do not show a place")
        REGION = "region", _("My region")
        AREA = "area", _("My area")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("user"),
    )
    display_name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    summary = models.TextField(_("summary"), blank=True)
    offers = models.TextField(_("offers"), blank=True)
    seeks = models.TextField(_("seeks"), blank=True)
    is_fictional = models.BooleanField(
        _("fictional"), default=False, help_text=_("Made up for the demo network.")
    )

    region = models.CharField(_("region"), max_length=60, blank=True)
    area = models.ForeignKey(
        "programmes.Area",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("area"),
    )
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.REGION)
    # Rounded to the chosen precision before it is saved.
    shown_latitude = models.FloatField(_("shown latitude"), null=True, blank=True)
    shown_longitude = models.FloatField(_("shown longitude"), null=True, blank=True)

    source_note = models.TextField(
        _("source"), blank=True, help_text=_("Where an unclaimed profile is known from.")
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["display_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_precision_known", condition=models.Q(precision__in=["nowhere", "region", "area"])
            ),
            models.CheckConstraint(
                name="person_point_whole_or_absent",
                condition=models.Q(shown_latitude__isnull=True, shown_longitude__isnull=True)
                | models.Q(shown_latitude__isnull=False, shown_longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.slug])

    @property
    def is_claimed(self) -> bool:
        """Theirs: they have been here themselves. Who has gone since still decided what they decided."""
        return self.user_id is not None or self.claimed_at is not None


class FieldVisibility(models.Model):
    """Who may see one field of one person. No row means members only."""

    class Level(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        MEMBERS = "members", _("Members of the network")
        SELF = "self", _("Only me")

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="field_visibilities", verbose_name=_("person")
    )
    field = models.CharField(_("field"), max_length=40)
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta:
        verbose_name = _("field visibility")
        verbose_name_plural = _("field visibilities")
        constraints = [
            models.UniqueConstraint(fields=["person", "field"], name="field_visibility_once"),
            models.CheckConstraint(
                name="field_visibility_level_known",
                condition=models.Q(level__in=["public", "members", "self"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.get_level_display()}"


class Removal(models.Model):
    """Somebody who asked to be left out, as a keyed hash, so that no import brings them back."""

    # HMAC-SHA256 under IDENTITY_HMAC_KEY of what identified the person; nothing personal is kept.
    digest = models.BinaryField(_("digest"), max_length=32, unique=True)
    removed_at = models.DateTimeField(_("removed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:12]
