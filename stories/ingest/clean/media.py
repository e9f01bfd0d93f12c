"""Media that stand among the words. A story shows none of them there; they are kept as what they are, beside it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Collection, Iterator
from html import unescape
from itertools import chain
from urllib.parse import urlsplit

from stories.embeds import MEDIA_TYPE, player_for
from stories.ingest.entry import Enclosure, addresses
from stories.ingest.entry.limits import MAX_ENCLOSURES

# These stop at the next tag, so that no document makes them slow.
_FRAME = re.compile(r"<iframe\b[^<>]*?\ssrc\s*=\s*[\"']?([^\"'\s<>]{1,2048})", re.IGNORECASE)
_PLAYER = re.compile(r"<(/?)(audio|video|source)\b([^<>]*)", re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=\s*[\"']?([^\"'\s<>]{1,2048})", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?((?:audio|video)/[a-z0-9.+-]{1,100})", re.IGNORECASE)
# WordPress numbers the players of a page, in the address of what they play.
_NUMBERED = re.compile(r"\?_=\d+$")


def media_among(raw: str, *, base_url: str, besides: Collection[Enclosure]) -> tuple[Enclosure, ...]:
    """Films that may be played here and recordings, each once; those that the entry has `besides` are known."""
    kept = {enclosure.url: enclosure for enclosure in besides}
    names = {name for url in kept if (name := _file_name(url))}
    for found in chain(_films(raw, base_url), _recordings(raw, base_url, besides=names)):
        if len(kept) >= MAX_ENCLOSURES:
            break
        kept.setdefault(found.url, found)
    return tuple(kept.values())[len(besides) :]


def _films(raw: str, base_url: str) -> Iterator[Enclosure]:
    """Frames are never shown; those of films that may be played here are media."""
    for source in _FRAME.findall(raw):
        if film := player_for(addresses.resolve(unescape(source), base=base_url)):
            yield Enclosure(url=film.home, media_type=MEDIA_TYPE)


def _recordings(raw: str, base_url: str, *, besides: Collection[str]) -> Iterator[Enclosure]:
    """Of each player the first recording that has an address; the others are the same in other formats.

    One is known by its file name: a feed often sends the listener round by somebody who counts.
    """
    playing = ""
    for closing, tag, attributes in _PLAYER.findall(raw):
        name = tag.lower()
        playing = ("" if closing else name) if name != "source" else playing
        source = _SOURCE.search(attributes) if playing else None
        url = addresses.resolve(unescape(source[1]), base=base_url) if source else ""
        if url:
            url = _NUMBERED.sub("", url)
            if _file_name(url) not in besides:
                yield Enclosure(url=url, media_type=_media_type(playing, attributes, url))
            playing = ""


def _media_type(playing: str, attributes: str, url: str) -> str:
    said = _TYPE.search(attributes)
    guessed = said[1].lower() if said else mimetypes.guess_type(urlsplit(url).path)[0] or ""
    return guessed if guessed.startswith(("audio/", "video/")) else f"{playing}/*"


def _file_name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2].casefold()
