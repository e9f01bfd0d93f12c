"""Pictures, recordings and films of an entry: RSS enclosures, Media RSS, iTunes."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from stories.ingest.entry import Enclosure

# Read a few more than are kept: clean drops those without a usable address.
_MAX_READ = 40
_FLASH = "application/x-shockwave-flash"
_TELLS_NOTHING = frozenset({"application/octet-stream", "binary/octet-stream", "application/x-download"})
_MEDIA = frozenset({"image", "audio", "video"})
_FACES = "gravatar.com"
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?")
_SECONDS = re.compile(r"(\d{1,7})(?:\.\d+)?")


def enclosures_of(item: Mapping[str, Any]) -> tuple[Enclosure, ...]:
    """Everything attached, in document order; ``itunes:duration`` belongs to the first recording."""
    links = [link for link in _dicts(item.get("links")) if link.get("rel") == "enclosure"]
    media = _media(item)
    if not links and not media:
        return ()
    attached = [*map(_from_link, links[:_MAX_READ]), *map(_from_media, media[:_MAX_READ])]
    found = [one for one in attached if one.url and one.media_type != _FLASH]
    if not found:
        return ()
    return tuple(_timed(found, duration(_text(item.get("itunes_duration")))))


def image_of(item: Mapping[str, Any], enclosures: Iterable[Enclosure]) -> str:
    """The one picture for a card: the widest attached, else the thumbnail, else the episode's cover."""
    media = _media(item)
    if pictures := [one for one in media if _media_type(one).startswith("image/")]:
        return _text(max(pictures, key=lambda media: whole_number(media.get("width")) or 0).get("url"))
    for one in enclosures:
        if one.url and one.media_type.startswith("image/"):
            return one.url
    thumbnails = [one for one in _dicts(item.get("media_thumbnail")) if not _is_face(one)]
    cover = item.get("image")
    return (_text(thumbnails[0].get("url")) if thumbnails else "") or (
        _text(cover.get("href")) if isinstance(cover, Mapping) else ""
    )


def duration(text: str) -> int | None:
    """Seconds from ``1:02:03``, ``62:03`` or ``3723``."""
    text = text.strip()
    clock = _CLOCK.fullmatch(text)
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    seconds = _SECONDS.fullmatch(text)
    return int(seconds[1]) if seconds else None


def whole_number(value: object) -> int | None:
    """A size as sent; None for negative, absurd or no numbers."""
    text = str(value).strip() if isinstance(value, str | int) else ""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def guess_type(url: str) -> str:
    """By the file name; "" when it tells nothing."""
    try:
        return mimetypes.guess_type(urlsplit(url).path)[0] or ""
    except ValueError:
        return ""


def type_of(said: str, *, url: str) -> str:
    """As said; by the file name where that is no type, or the one of everything a server knows nothing of."""
    if "/" in said and said.lower() not in _TELLS_NOTHING:
        return said
    return guess_type(url) or (f"{said.lower()}/*" if said.lower() in _MEDIA else said)


def _from_link(link: Mapping[str, Any]) -> Enclosure:
    url = _text(link.get("href"))
    return Enclosure(
        url=url,
        media_type=type_of(_text(link.get("type")), url=url),
        size=whole_number(link.get("length")),
        title=_text(link.get("title")),
    )


def _from_media(media: Mapping[str, Any]) -> Enclosure:
    return Enclosure(
        url=_text(media.get("url")),
        media_type=_media_type(media),
        size=whole_number(media.get("filesize")),
        duration=duration(_text(media.get("duration"))),
        alt=_text(media.get("alt")),
    )


def _media_type(media: Mapping[str, Any]) -> str:
    medium = _text(media.get("medium"))
    known = type_of(_text(media.get("type")), url=_text(media.get("url")))
    return known or (f"{medium}/*" if medium in _MEDIA else "")


def _media(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    media = item.get("media_content")
    return [one for one in _dicts(media) if not _is_face(one)] if media else []


def _is_face(media: Mapping[str, Any]) -> bool:
    """WordPress.com puts its author's in front of each story's own pictures."""
    url = _text(media.get("url"))
    if _FACES not in url:
        return False
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host == _FACES or host.endswith(f".{_FACES}")


def _timed(found: Sequence[Enclosure], seconds: int | None) -> Iterable[Enclosure]:
    first = next((one for one in found if one.media_type.startswith(("audio/", "video/"))), None)
    for one in found:
        if one is first and seconds and not one.duration:
            yield Enclosure(one.url, one.media_type, one.size, one.title, seconds, one.alt)
        else:
            yield one


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
