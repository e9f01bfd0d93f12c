"""A picture in the sizes pages ask for: which there are, making them, and what a page needs to show them.

They are made once, in the background, so that showing a page writes nothing. The row tells what is owed
(`prepared_at` is empty); until then a page makes one plain size, once, rather than show nothing.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from PIL import Image as PillowImage
from wagtail.images.models import SourceImageIOError

from programmes.models import CustomImage
from programmes.models.media import Rendition
from programmes.pictures.reading import dominant_colour

log = logging.getLogger(__name__)

# Pixels: half a phone, a phone or a column, a column on a dense screen. Nothing is ever made larger than it is.
WIDTHS = (360, 720, 1280)
FORMATS = ("avif", "webp")  # the browser takes the first it knows
FALLBACK_WIDTH = 720
ENOUGH_WORK = 20.0  # seconds for one round; the next begins after thirty


@dataclass(frozen=True)
class Shown:
    """What `<picture>` needs. `sources`: (media type, srcset) pairs, best first."""

    src: str
    width: int
    height: int
    colour: str
    sources: tuple[tuple[str, str], ...] = ()


def specs(image: CustomImage) -> list[str]:
    """The renditions a page may ask for; of the widths above the picture's own, only the next one."""
    useful = [width for at, width in enumerate(WIDTHS) if at == 0 or WIDTHS[at - 1] < image.width]
    return [_fallback(image), *(f"width-{width}|format-{form}" for form in FORMATS for width in useful)]


def prepare(image: CustomImage, *, now: datetime) -> None:
    """Make every size, and work out the dominant colour where nobody has yet."""
    try:
        image.get_renditions(*specs(image))
        if not image.dominant_colour:
            image.dominant_colour = _colour(image)
    except SourceImageIOError:
        log.warning("picture without its file", extra={"image": image.pk})
    image.prepared_at = now
    image.save(update_fields=["prepared_at", "dominant_colour"])


def prepare_owed(*, now: datetime) -> int:
    """Make the sizes that are owed, for a while; returns for how many pictures."""
    stop, done = time.monotonic() + ENOUGH_WORK, 0
    for image in owed()[:100]:
        prepare(image, now=now)
        done += 1
        if time.monotonic() > stop:
            break
    return done


def owed() -> QuerySet[CustomImage]:
    rows: QuerySet[CustomImage] = CustomImage.objects.filter(prepared_at__isnull=True)
    return rows.order_by("pk")


def shown(image: CustomImage) -> Shown | None:
    """What there is of it, from prefetched renditions where a list prefetched them; None without its file."""
    made = {rendition.filter_spec: rendition for rendition in image.renditions.all()}
    plain = made.get(_fallback(image)) or _one_size(image)
    if plain is None:
        return None
    return Shown(
        plain.url,
        plain.width,
        plain.height,
        image.dominant_colour,
        tuple((f"image/{form}", srcset) for form in FORMATS if (srcset := _srcset(made, form))),
    )


def _fallback(image: CustomImage) -> str:
    kind = "png" if image.file.name.endswith(".png") else "jpeg"
    return f"width-{FALLBACK_WIDTH}|format-{kind}"


def _one_size(image: CustomImage) -> Rendition | None:
    try:
        made: Rendition = image.get_rendition(_fallback(image))
    except SourceImageIOError:
        return None
    return made


def _srcset(made: dict[str, Rendition], form: str) -> str:
    found = [made[spec] for width in WIDTHS if (spec := f"width-{width}|format-{form}") in made]
    return ", ".join(f"{each.url} {each.width}w" for each in found)


def _colour(image: CustomImage) -> str:
    with image.open_file() as file, PillowImage.open(file) as pixels:
        return "" if pixels.has_transparency_data else dominant_colour(pixels)
