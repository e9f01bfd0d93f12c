"""Why a colour cannot be a programme's, and which one could, in words for whoever is choosing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes import colour

# Where each name begins on the wheel of hues, in degrees.
_HUES: list[tuple[int, Promise | str]] = [
    (0, gettext_lazy("a pink")),
    (15, gettext_lazy("a red")),
    (40, gettext_lazy("an orange")),
    (65, gettext_lazy("a golden brown")),
    (95, gettext_lazy("an olive")),
    (125, gettext_lazy("a green")),
    (170, gettext_lazy("a blue-green")),
    (215, gettext_lazy("a sky blue")),
    (250, gettext_lazy("a blue")),
    (280, gettext_lazy("a violet")),
    (310, gettext_lazy("a purple")),
    (340, gettext_lazy("a pink")),
]


def refusal(chosen: str, *, beside: Mapping[str, str]) -> str:
    """What is wrong with a colour in a network that has these (name to colour), with an offer; empty if usable."""
    reason = _reason(chosen, beside)
    if not reason:
        return ""
    offer = colour.nearest_usable(chosen, beside=beside.values())
    if offer is None:
        return _("%(reason)s The other programmes leave no room for a colour of its own.") % {
            "reason": reason
        }
    words = {"reason": reason, "offer": offer, "name": name(offer)}
    return _("%(reason)s The nearest colour that works is %(offer)s, %(name)s.") % words


def name(chosen: str) -> str:
    """What one would call it across a table."""
    hue = colour.Oklch.from_hex(chosen).hue
    return str(next(word for start, word in reversed(_HUES) if hue >= start))


def _reason(chosen: str, beside: Mapping[str, str]) -> str:
    if colour.too_pale(chosen):
        return _("This colour is too pale to be seen as a line on the page.")
    if colour.too_dark(chosen):
        return _("This colour is too dark to be told from the text.")
    if colour.too_grey(chosen):
        return _("This colour is too grey: grey is for what belongs to no programme.")
    if colour.like_a_link(chosen):
        return _("This colour is too near the blue of links.")
    for other, theirs in beside.items():
        if colour.looks_like(chosen, theirs):
            return _("This colour is too near that of %(programme)s to be told apart.") % {"programme": other}
    return ""
