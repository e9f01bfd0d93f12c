"""Is this a post, a film, a recording or a picture? Decides the card a story is shown on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.embeds import player_for
from stories.ingest.entry import Enclosure, Kind

# Of an address that has been tidied, so that the plain spelling is the only one.
_HOST = re.compile(r"https?://(?:www\.)?(?:m\.)?([^/?#:]*)")
_VIDEO_HOSTS = {"youtube.com", "youtu.be", "vimeo.com", "dailymotion.com"}
_CAPTION_LENGTH = 120


def kind_of(
    *,
    link: str,
    title: str,
    text: str,
    enclosures: Sequence[Enclosure],
    among_words: Sequence[Enclosure] = (),
) -> Kind:
    """What the entry mostly is, by its media and by how much there is to read; what plays among many words is
    part of them."""
    caption = is_caption(text)
    attached = (*enclosures, *among_words) if caption else enclosures
    media = {enclosure.media_type.partition("/")[0] for enclosure in attached}
    host = _HOST.match(link)
    film = caption and any(player_for(enclosure.url) for enclosure in attached)
    if "video" in media or (host and host[1] in _VIDEO_HOSTS) or film:
        return "video"
    if "audio" in media:
        return "audio"
    if "image" in media and (not title or caption):
        return "photo"
    return "post"


def is_caption(text: str) -> bool:
    """With more words the pictures, or the film, illustrate the story instead of being it."""
    return len(text) <= _CAPTION_LENGTH
