"""What every page of the site shares: a body of blocks, an introduction, and a place in every language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from programmes import languages
from programmes.blocks import BodyBlock
from programmes.page_form import PageForm


class BasePage(Page):
    """An introduction in plain words, then blocks."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("One or two sentences, shown under the title and in lists."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    base_form_class = PageForm
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """A page in the network's own language has an address in each other one too; readers stay in theirs."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site, root, path = parts
        if path is not None and languages.address_in(path, settings.LANGUAGE_CODE) == path:
            path = languages.address_in(path, languages.active())
        return site, root, path

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Below another language's prefix, a page that has been translated sends readers to the translation."""
        if languages.active() != settings.LANGUAGE_CODE and (translated := self.localized).pk != self.pk:
            return redirect(translated.get_url(request))
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response
