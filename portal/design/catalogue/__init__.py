"""Every component with its examples, in the groups the guide shows. A new partial gets a line here: a test asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.design.catalogue import asking, media, network, reading, telling, things
from portal.design.example import Group

# Partials that are never seen alone, each with the reason why it has no example.
ONLY_PARTS = {
    "site_header": "the guide itself stands under it",
    "site_footer": "the guide itself ends with it",
    "language_switch": "stands in the header, over this very page",
    "scheme_switch": "stands in the footer, under this very page",
    "loose_ends": "the guide's own cord frays into it",
    "weave": "it is as wide as the first page, and ends in its cord",
    "description": "words for search engines, in the head of a page",
}


def groups() -> list[Group]:
    """Made anew for each request: times are told from now, words in the reader's language."""
    return [
        Group("reading", _("Reading"), [*reading.components(), *media.components(), *things.components()]),
        Group("network", _("Who and where"), network.components()),
        Group("asking", _("Choosing and posting"), asking.components()),
        Group("telling", _("Telling what happened"), telling.components()),
    ]
