"""The first page of the network."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from programmes.models.base import BasePage


class HomePage(BasePage):
    """Says in one sentence what this is; the template adds the live stream and the programmes."""

    template = "programmes/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["programmes.ProgrammeIndexPage", "programmes.PlainPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """What has no translation below this home is found below the one in the network's own language."""
        try:
            return super().route(request, path_components)
        except Http404:
            own = self.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()
            if own is None:
                raise
            return own.route(request, path_components)
