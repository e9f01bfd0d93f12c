"""What an editor writes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody’s own words, with their name. Ask them first.")
        template = "programmes/blocks/quote.html"
        preview_value = {"words": "I came for the kettle and stayed for the company.", "who": "A neighbour"}


class CallValue(blocks.StructValue):
    """Where the button leads."""

    @property
    def href(self) -> str:
        page = self.get("page")
        return (page.url or "") if page and page.live else self.get("address") or ""


class CallBlock(blocks.StructBlock):
    """One thing to do next, and its button: to a page of this site, or to any address."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    words = blocks.TextBlock(label=_("Words"), required=False, help_text=_("One or two sentences."))
    button = blocks.CharBlock(label=_("What the button says"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Or an address"),
        required=False,
        max_length=500,
        help_text=_("https://…, or a place on this site such as /stories/sources/propose/"),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        description = _("One thing to do next, with a button.")
        template = "programmes/blocks/call.html"
        value_class = CallValue
        preview_value = {
            "title": "Do you write about your street?",
            "words": "Tell us where, and your stories stand here too.",
            "button": "Propose your blog",
            "address": "/stories/sources/propose/",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        page, address = cleaned.get("page"), cleaned.get("address") or ""
        if bool(page) == bool(address):
            raise StructBlockValidationError(
                {"address": ValidationError(_("Choose a page or write an address: one of them."))}
            )
        here = address.startswith("/") and not address.startswith(("//", "/\\"))
        if address and not here and not address.startswith(("https://", "http://", "mailto:")):
            raise StructBlockValidationError(
                {"address": ValidationError(_("Begin with https://, or with / for a place on this site."))}
            )
        return cleaned
