"""The first page of the network."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.models.base import BasePage


class HomePage(BasePage):
    """Says in one sentence what this is; the template adds the live stream and the programmes."""

    template = "programmes/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["programmes.ProgrammeIndexPage", "programmes.PlainPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
