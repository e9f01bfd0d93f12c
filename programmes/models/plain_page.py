"""A page that is only itself: about, privacy, how we fetch."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.models.base import BasePage


class PlainPage(BasePage):
    """Words and blocks, nothing looked up."""

    template = "programmes/plain_page.html"
    parent_page_types = ["programmes.HomePage", "programmes.PlainPage"]
    subpage_types = ["programmes.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
