"""Films on other people's sites: which we may play here, and where everything about one of them is.

The hosts are data: a film from a host that is not in the table is a link like any other. Knows addresses only;
nothing is asked of anybody here, and nothing of theirs loads before a reader presses play.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MEDIA_TYPE = "text/html"  # of an enclosure that is a page with a player, as oEmbed and Media RSS have it

_PEERTUBE = ("framatube.org", "tilvids.com")
_PEERTUBE_ID = r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{22})"


@dataclass(frozen=True, slots=True)
class Player:
    """One film. `still` is empty where it cannot be told from the address."""

    provider: str
    player: str  # to be framed, once asked for; it starts by itself, since the reader has just pressed play
    home: str  # its own page
    still: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A host of films. `paths` match the whole of `/path?query`; what they call `id` and `key` fills the rest."""

    name: str
    hosts: frozenset[str]  # without www. and m.
    frame: str  # the one origin that may be framed for it
    paths: tuple[str, ...]
    player: str
    home: str
    still: str = ""


PROVIDERS = (
    Provider(
        name="YouTube",
        hosts=frozenset({"youtube.com", "music.youtube.com", "youtube-nocookie.com"}),
        frame="https://www.youtube-nocookie.com",
        paths=(
            r"/watch/?\?(?:[^&]*&)*?v=(?P<id>[\w-]{11})(?:&.*)?",
            r"/(?:embed|shorts|live|v)/(?P<id>[\w-]{11})/?(?:\?.*)?",
        ),
        player="https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        home="https://www.youtube.com/watch?v={id}",
        still="https://i.ytimg.com/vi/{id}/hqdefault.jpg",
    ),
    Provider(
        name="YouTube",
        hosts=frozenset({"youtu.be"}),
        frame="https://www.youtube-nocookie.com",
        paths=(r"/(?P<id>[\w-]{11})/?(?:\?.*)?",),
        player="https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        home="https://www.youtube.com/watch?v={id}",
        still="https://i.ytimg.com/vi/{id}/hqdefault.jpg",
    ),
    Provider(
        name="Vimeo",
        hosts=frozenset({"vimeo.com", "player.vimeo.com"}),
        frame="https://player.vimeo.com",
        paths=(
            r"/(?:video/)?(?P<id>\d{4,12})/?\?(?:[^&]*&)*?h=(?P<key>[0-9a-f]{6,20})(?:&.*)?",
            r"/(?:(?:channels|groups)/[\w-]+/(?:videos/)?|video/)?(?P<id>\d{4,12})(?:/(?P<key>[0-9a-f]{6,20}))?/?(?:\?.*)?",
        ),
        player="https://player.vimeo.com/video/{id}?autoplay=1&dnt=1{h}",
        home="https://vimeo.com/{id}{key}",
    ),
    *(
        Provider(
            name="PeerTube",
            hosts=frozenset({host}),
            frame=f"https://{host}",
            paths=(rf"/(?:w|videos/(?:watch|embed))/{_PEERTUBE_ID}/?(?:\?.*)?",),
            player=f"https://{host}/videos/embed/{{id}}?autoplay=1",
            home=f"https://{host}/w/{{id}}",
        )
        for host in _PEERTUBE
    ),
)

FRAMES = tuple(sorted({provider.frame for provider in PROVIDERS}))
"""Every origin a public page may frame."""


def player_for(url: str) -> Player | None:
    """The film at this address; None if it is not one, or not on a host we know how to play."""
    try:
        parts = urlsplit(url.strip()[:2048])
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for provider in PROVIDERS:
        if host in provider.hosts:
            for path in provider.paths:
                if found := re.fullmatch(path, asked, re.ASCII):
                    return _player(provider, found.groupdict())
    return None


def _player(provider: Provider, found: dict[str, str | None]) -> Player:
    key = found.get("key")
    named = {"id": found["id"], "key": f"/{key}" if key else "", "h": f"&h={key}" if key else ""}
    return Player(
        provider=provider.name,
        player=provider.player.format(**named),
        home=provider.home.format(**named),
        still=provider.still.format(**named),
    )
