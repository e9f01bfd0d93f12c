"""What every page of the site shares: a body of blocks and an introduction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from programmes.blocks import BodyBlock


class BasePage(Page):
    """An introduction in plain words, then blocks."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("One or two sentences, shown under the title and in lists."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        abstract = True
