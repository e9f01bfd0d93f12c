"""Pictures and files. Custom from the first migration, because swapping them later moves tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """A picture with a decision about its alternative text, where it came from, and consent to show it."""

    class Alt(models.TextChoices):
        DESCRIBED = "described", _("Described in words")
        DECORATIVE = "decorative", _("Decorative: says nothing the text does not")

    class Origin(models.TextChoices):
        STAFF = "staff", _("Programme staff")
        REPORTER = "reporter", _("A community reporter")
        SOURCE = "source", _("A source we follow")

    class Consent(models.TextChoices):
        NOT_NEEDED = "not_needed", _("Nobody can be recognised")
        GIVEN = "given", _("Everyone shown has agreed")
        UNKNOWN = "unknown", _("Not known")

    alt = models.CharField(_("alternative text"), max_length=12, choices=Alt, default=Alt.DESCRIBED)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.STAFF)
    consent = models.CharField(_("consent"), max_length=12, choices=Consent, default=Consent.UNKNOWN)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # "#rrggbb", painted where the picture will be while it loads; empty until worked out.
    dominant_colour = models.CharField(_("dominant colour"), max_length=7, blank=True, editable=False)
    # When the sizes pages ask for were made; empty while they are owed (programmes.pictures.sizes).
    prepared_at = models.DateTimeField(_("prepared at"), null=True, blank=True, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "alt", "origin", "consent", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", _("Can choose image"))]
        constraints = [
            models.CheckConstraint(
                name="image_alt_known", condition=models.Q(alt__in=["described", "decorative"])
            ),
            models.CheckConstraint(
                name="image_origin_known", condition=models.Q(origin__in=["staff", "reporter", "source"])
            ),
            models.CheckConstraint(
                name="image_consent_known", condition=models.Q(consent__in=["not_needed", "given", "unknown"])
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="image_unprepared", condition=models.Q(prepared_at__isnull=True))
        ]

    @property
    def default_alt_text(self) -> str:
        """What templates put in `alt`: empty for a decorative picture, never the file name."""
        return "" if self.alt == self.Alt.DECORATIVE else self.description


class Rendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(CustomImage, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


class CustomDocument(AbstractDocument):
    """A file to take away: a plan, a toolkit, minutes."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", _("Can choose document"))]
