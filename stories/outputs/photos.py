"""Photos of a posted story as a feed tells them: a plain size that every reader knows, its words, its caption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from programmes.pictures import sizes
from stories.models import Story


@dataclass(frozen=True)
class Shot:
    """One photo; `src` is a whole address."""

    src: str
    width: int
    height: int
    alt: str
    caption: str


def shots(story: Story, *, absolute: Callable[[str], str]) -> list[Shot]:
    """In their order; one whose file has gone is left out."""
    found = [(photo, sizes.shown(photo.image)) for photo in story.photos.all()]
    return [
        Shot(absolute(shown.src), shown.width, shown.height, photo.image.default_alt_text, photo.caption)
        for photo, shown in found
        if shown
    ]


def figures(photos: Sequence[Shot]) -> str:
    """As HTML beside the words of the story."""
    return "".join(_figure(shot) for shot in photos)


def _figure(shot: Shot) -> SafeString:
    caption = format_html("<figcaption>{}</figcaption>", shot.caption) if shot.caption else ""
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>',
        shot.src,
        shot.width,
        shot.height,
        shot.alt,
        caption,
    )
