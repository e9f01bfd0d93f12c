"""What has no model yet, with the names its partial asks for: whoever builds the model finds them here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.templatetags.static import static
from django.utils import timezone

from portal.design.samples.network import TABLE_ALT
from portal.design.samples.stories import LONG_TITLE, URDU, URDU_NAME, URDU_WORDS
from programmes.models import Programme


@dataclass(frozen=True)
class Entry:
    """Somebody or something in the directory: directory_entry, profile_strip, map_frame."""

    kind: str
    name: str
    summary: str = ""
    place: str = ""
    programmes: list[Programme] = field(default_factory=list)
    offers: str = ""
    seeks: str = ""
    note: str = ""
    lang: str = ""
    href: str = "#"

    @property
    def kind_label(self) -> str:
        return {"person": "Person", "organisation": "Organisation", "area": "Area"}[self.kind]


@dataclass(frozen=True)
class Event:
    """event"""

    title: str
    starts: datetime
    ends: datetime | None = None
    place: str = ""
    programme: Programme | None = None
    note: str = ""
    cancelled: bool = False
    calendar: str = ""
    lang: str = ""
    href: str = "#"


@dataclass(frozen=True)
class Idea:
    """idea"""

    title: str
    who: str
    text: str = ""
    place: str = ""
    hands: int = 0
    programme: Programme | None = None
    lang: str = ""
    href: str = "#"


@dataclass(frozen=True)
class Resource:
    """resource"""

    title: str
    summary: str = ""
    file_type: str = ""
    size: int = 0
    pages: int = 0
    maker: str = ""
    picture: str = ""
    alt: str = ""
    programme: Programme | None = None
    lang: str = ""
    href: str = "#"


@dataclass(frozen=True)
class Clip:
    """audio_clip"""

    title: str
    src: str = ""
    media_type: str = "audio/mpeg"
    minutes: int = 0
    maker: str = ""
    transcript: str = ""
    home: str = ""
    thread: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Mine:
    """my_story: a headline and where it leads"""

    headline: str
    lang: str = ""
    href: str = "#"


@dataclass(frozen=True)
class Step:
    """progress"""

    label: str
    state: str
    detail: str = ""


@dataclass(frozen=True)
class Photo:
    """photo, photo_picker"""

    key: str
    name: str
    src: str = ""
    caption: str = ""
    alt: str = ""
    decorative: bool = False


def table() -> str:
    return static("svg/samples/table.svg")


def saturday() -> datetime:
    """Noon on the Saturday after next: an event that is always still to come."""
    day = timezone.localtime() + timedelta(days=14 - timezone.localtime().weekday())
    return (day + timedelta(days=5)).replace(hour=12, minute=0, second=0, microsecond=0)


def photo(**other: str) -> Photo:
    given = {
        "key": "1",
        "name": "lunch.jpg",
        "src": table(),
        "caption": "Saturday, about four",
        "alt": TABLE_ALT,
    }
    return Photo(**given | other)  # type: ignore[arg-type]  # every one is a string


def urdu_photo() -> Photo:
    return photo(name="دوپہر.jpg", caption=URDU_NAME, alt=URDU_WORDS)


__all__ = ["LONG_TITLE", "TABLE_ALT", "URDU", "URDU_NAME", "URDU_WORDS"]
