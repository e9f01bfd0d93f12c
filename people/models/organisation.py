"""An organisation of the network."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A charity, funder, group or public body. Merged ones stay, pointing at what replaced them."""

    class Kind(models.TextChoices):
        CHARITY = "charity", _("Charity")
        FUNDER = "funder", _("Funder")
        NETWORK = "network", _("Network")
        GROUP = "group", _("Local group")
        PUBLIC = "public", _("Public body")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    summary = models.TextField(_("summary"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    # org-id.guide identifier, for example GB-CHC-1095019.
    org_id = models.CharField(_("organisation identifier"), max_length=60, blank=True)
    is_fictional = models.BooleanField(
        _("fictional"), default=False, help_text=_("Made up for the demo network.")
    )
    place = models.CharField(_("place"), max_length=160, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org_id"], name="organisation_org_id_unique", condition=~models.Q(org_id="")
            ),
            models.CheckConstraint(
                name="organisation_kind_known",
                condition=models.Q(
                    kind__in=["charity", "funder", "network", "group", "public", "company", "other"]
                ),
            ),
            models.CheckConstraint(
                name="organisation_point_whole_or_absent",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.slug])
