"""The pages that present programmes, one per programme and language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from programmes.languages import readable
from programmes.models.area_page import AreaPage
from programmes.models.base import BasePage
from programmes.models.programme import Programme


class ProgrammeIndexPage(BasePage):
    """All the programmes, side by side."""

    template = "programmes/programme_index_page.html"
    parent_page_types = ["programmes.HomePage"]
    subpage_types = ["programmes.ProgrammePage"]

    class Meta:
        verbose_name = _("list of programmes")
        verbose_name_plural = _("lists of programmes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = readable(ProgrammePage.objects.live())
        context["programme_pages"] = pages.select_related("programme").order_by("programme__position")
        return context


class ProgrammePage(BasePage):
    """One programme in one language. Its stories come from the apps above, through the template."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="pages", verbose_name=_("programme")
    )

    template = "programmes/programme_page.html"
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.AreaPage", "programmes.PlainPage"]
    content_panels = [FieldPanel("programme"), *BasePage.content_panels]

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def clean(self) -> None:
        super().clean()
        twins = ProgrammePage.objects.filter(programme_id=self.programme_id, locale_id=self.locale_id)
        if self.programme_id and twins.exclude(pk=self.pk).exists():
            raise ValidationError({"programme": _("This programme already has a page in this language.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = readable(AreaPage.objects.live().filter(area__programme=self.programme))
        context["area_pages"] = pages.select_related("area").order_by("title")
        return context
