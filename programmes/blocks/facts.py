"""Figures, which are worth as much as their source."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FactBlock(blocks.StructBlock):
    """A figure and the source it is from; a fact without a source is not a fact here."""

    figure = blocks.CharBlock(label=_("Figure"), max_length=30)
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        icon = "order"
        label = _("Fact")
        template = "programmes/blocks/fact.html"
