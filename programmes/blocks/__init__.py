"""The blocks that pages are built from; each has its partial in `templates/programmes/blocks/`.

Reading order: `words` (what an editor writes), `facts`, `live` (what the portal knows, by facet, as it is when the
page is read), `choosing` (how things of the apps above are named), and the body below that holds them all.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from programmes.blocks.facts import FactBlock
from programmes.blocks.live import AreasMapBlock, StoriesBlock, WhoBlock
from programmes.blocks.words import CallBlock, QuoteBlock

__all__ = ["AreasMapBlock", "BodyBlock", "CallBlock", "FactBlock", "QuoteBlock", "StoriesBlock", "WhoBlock"]

_WORDS, _LIVE = _("Words and pictures"), _("From the network, always current")


class BodyBlock(blocks.StreamBlock):
    """The body of any page."""

    text = blocks.RichTextBlock(
        label=_("Text"),
        group=_WORDS,
        icon="pilcrow",
        description=_("Headings, paragraphs, lists and links."),
        features=["h2", "h3", "bold", "italic", "link", "ol", "ul", "document-link"],
        template="programmes/blocks/text.html",
        preview_value="<h2>How it began</h2><p>Twelve neighbours met in the laundry room, and stayed.</p>",
    )
    quote = QuoteBlock(group=_WORDS)
    picture = ImageBlock(
        label=_("Picture"),
        group=_WORDS,
        description=_("A photograph with its credit, and words for those who cannot see it."),
        template="programmes/blocks/picture.html",
    )
    facts = blocks.ListBlock(
        FactBlock(),
        label=_("Facts"),
        group=_WORDS,
        icon="order",
        description=_("Figures side by side, each with its source."),
        template="programmes/blocks/facts.html",
        preview_value=[
            {"figure": "150", "label": "areas", "source": "The programme’s own list"},
            {"figure": "12", "label": "years", "source": "The founding announcement"},
        ],
    )
    call = CallBlock(group=_WORDS)
    stories = StoriesBlock(group=_LIVE)
    people = WhoBlock(group=_LIVE)
    areas = AreasMapBlock(group=_LIVE)
