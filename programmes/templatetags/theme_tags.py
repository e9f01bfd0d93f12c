"""The programmes' colours in templates: where their stylesheet is, and the darn that their threads make."""

from __future__ import annotations

from django import template
from django.urls import reverse

from programmes import theme
from programmes.weave import NARROW, WIDE, darn

register = template.Library()


@register.simple_tag
def theme_address() -> str:
    """The stylesheet's address; another one as soon as a programme is saved, whichever process saved it."""
    return reverse("theme", args=[theme.current().version])


@register.inclusion_tag("components/weave.html")
def weave() -> dict[str, object]:
    """The darn, of as many threads as the cord has strands."""
    strands = theme.current().strands
    return {"wide": darn(strands, WIDE), "narrow": darn(strands, NARROW)}
