"""What a deployment calls itself, set by its staff in the CMS."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from programmes.models.media import CustomImage


def site_name() -> str:
    """The name from the environment, until staff choose another."""
    return str(settings.SITE_NAME)


def sender() -> str:
    """The address our e-mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Name, logo and contact of this network."""

    name = models.CharField(_("name"), max_length=60, default=site_name)
    strapline = models.CharField(_("strapline"), max_length=120, blank=True)
    logo = models.ForeignKey(
        CustomImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("strapline"),
        FieldPanel("logo"),
        FieldPanel(
            "contact_email",
            help_text=_("Where “Put something right” leads. Left empty, to the sender of our e-mails."),
        ),
    ]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    @property
    def contact(self) -> str:
        """Where anybody can write to: never nowhere, or what is wrong could not be put right."""
        return self.contact_email or sender()
