"""The pages that present areas, one per area and language, each below its programme's page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from programmes.models.area import Area
from programmes.models.base import BasePage


class AreaPage(BasePage):
    """Where, which programme, since when; its stories come from the apps above, through the template."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="pages", verbose_name=_("area"))

    template = "programmes/area_page.html"
    parent_page_types = ["programmes.ProgrammePage"]
    subpage_types: list[str] = []
    content_panels = [FieldPanel("area"), *BasePage.content_panels]

    class Meta:
        verbose_name = _("area page")
        verbose_name_plural = _("area pages")

    def clean(self) -> None:
        super().clean()
        twins = AreaPage.objects.filter(area_id=self.area_id, locale_id=self.locale_id)
        if self.area_id and twins.exclude(pk=self.pk).exists():
            raise ValidationError({"area": _("This area already has a page in this language.")})
