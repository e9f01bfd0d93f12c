"""Media that stand among the words. A story shows none of them there; they are kept as what they are, beside it."""

from __future__ import annotations

import re
from html import unescape

from stories.embeds import MEDIA_TYPE, player_for
from stories.ingest.entry import Enclosure, addresses

# Stops at the next tag, so that no document makes it slow.
_FRAME = re.compile(r"<iframe\b[^<>]*?\ssrc\s*=\s*[\"']?([^\"'\s<>]{1,2048})", re.IGNORECASE)


def films(raw: str, *, base_url: str) -> tuple[Enclosure, ...]:
    """Frames are never shown; those of films that may be played here are kept as what they are: media."""
    players = (
        player_for(addresses.resolve(unescape(source), base=base_url)) for source in _FRAME.findall(raw)
    )
    return tuple(Enclosure(url=film.home, media_type=MEDIA_TYPE) for film in players if film)
