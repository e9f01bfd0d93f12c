"""The photos of a form: those the story has, those taken a moment ago, each with its caption and its decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from programmes.models import CustomImage
from stories import posting
from stories.ingest.entry.text import one_line
from stories.posting import Picture

if TYPE_CHECKING:
    from portal.accounts.models import User

MAX_CAPTION = 300
MAX_ALT = 255  # what the image holds


class PhotosWidget(forms.FileInput):
    """Several pictures at once; `photo_picker` is drawn where a form holds one of these."""

    allow_multiple_selected = True


@dataclass(frozen=True)
class PhotoRow:
    """One photo as the template draws it. Without a picture it was picked, but its file did not come along."""

    key: str
    picture: Picture
    image: CustomImage | None = None

    @property
    def caption(self) -> str:
        return self.picture.caption

    @property
    def alt(self) -> str:
        return self.picture.alt

    @property
    def decorative(self) -> bool:
        return self.picture.decorative


def of_form(data: QueryDict, *, by: User) -> tuple[list[Picture], dict[str, Picture]]:
    """The photos a form brought back, in order; and, by file name, what was said of files that come with it."""
    decorative, removed = set(data.getlist("photos-decorative")), set(data.getlist("photos-remove"))
    columns = (data.getlist(f"photos-{name}") for name in ("key", "caption", "alt"))
    held: list[Picture] = []
    coming: dict[str, Picture] = {}
    for key, caption, alt in zip(*columns, strict=False):
        if key in removed:
            continue
        picture = posting.read_key(key, by=by)
        said: dict[str, Any] = {
            "caption": one_line(caption, limit=MAX_CAPTION),
            "alt": one_line(alt, limit=MAX_ALT),
            "decorative": key in decorative,
        }
        if picture is None:
            coming[key] = replace(Picture(image=0, digest=""), **said)
        else:
            held.append(replace(picture, **said))
    return held[: posting.MAX_PHOTOS], coming


def rows(pictures: Iterable[Picture], *, by: User) -> list[PhotoRow]:
    """For the template, in one query."""
    pictures = list(pictures)
    images = CustomImage.objects.prefetch_renditions("max-480x360").in_bulk([each.image for each in pictures])
    return [
        PhotoRow(posting.write_key(each, by=by), each, images[each.image])
        for each in pictures
        if each.image in images
    ]
