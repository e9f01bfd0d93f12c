"""The blocks that pages are built from; each has its partial in `templates/programmes/blocks/`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "programmes/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    """A figure and the source it is from; a fact without a source is not a fact here."""

    figure = blocks.CharBlock(label=_("Figure"), max_length=30)
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        icon = "order"
        label = _("Fact")
        template = "programmes/blocks/fact.html"


class BodyBlock(blocks.StreamBlock):
    """The body of any page."""

    text = blocks.RichTextBlock(
        label=_("Text"),
        features=["h2", "h3", "bold", "italic", "link", "ol", "ul", "document-link"],
        template="programmes/blocks/text.html",
    )
    quote = QuoteBlock()
    picture = ImageBlock(label=_("Picture"), template="programmes/blocks/picture.html")
    facts = blocks.ListBlock(
        FactBlock(), label=_("Facts"), icon="order", template="programmes/blocks/facts.html"
    )
