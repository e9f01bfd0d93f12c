"""Pictures in templates: every size and format there is, its place kept, its colour behind it."""

from __future__ import annotations

from typing import Any

from django import template

from programmes.models import CustomImage
from programmes.pictures import sizes as picture_sizes

register = template.Library()


@register.inclusion_tag("components/picture.html", name="picture")
def picture(
    image: CustomImage | None,
    *,
    sizes: str = "100vw",
    alt: str | None = None,
    lazy: bool = True,
    **more: str,
) -> dict[str, Any]:
    """Show an image. `sizes` as in HTML; `alt` only where this place decides otherwise than the image does.

    `lazy=False` for what is seen at once; `class="..."` names the place it stands in.
    """
    return context(image, sizes=sizes, alt=alt, lazy=lazy, place=more.get("class", ""))


def context(
    image: CustomImage | None, *, sizes: str, alt: str | None = None, lazy: bool = True, place: str = ""
) -> dict[str, Any]:
    """The inputs of the partial."""
    return {
        "picture": picture_sizes.shown(image) if image else None,
        "alt": alt_text(image) if image and alt is None else alt,
        "sizes": sizes,
        "lazy": lazy,
        "place": place,
    }


def alt_text(image: CustomImage) -> str:
    """What an editor decided in this place (an ImageBlock), else what was decided for the image."""
    if image.decorative:
        return ""
    return str(image.contextual_alt_text or image.default_alt_text)
