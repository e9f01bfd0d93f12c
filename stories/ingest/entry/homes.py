"""Whose story is it? The source's that lives where the story does: on the host of its address.

A planet, a newsletter and a programme's round-up carry other people's stories, often shortened. Whoever of them
comes first holds a story until its own blog tells it. What a feed says of itself counts for less than where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Self
from urllib.parse import urlsplit


class Nearness(IntEnum):
    """How near a source lives to a story, the nearest last. Between equals, whoever came first stays."""

    ELSEWHERE = 0
    BY_ITS_WORD = 1  # the feed comes from another host, and names a home page on the story's
    AT_HOME = 2


@dataclass(frozen=True, slots=True)
class Home:
    """The hosts of a source: where its feed comes from, and of the page that it says it belongs to."""

    feed: str = ""
    page: str = ""

    @classmethod
    def at(cls, feed: str, page: str) -> Self:
        return cls(_host(feed), _host(page))

    def nearness(self, link: str) -> Nearness:
        host = _host(link)
        if not host or host not in (self.feed, self.page):
            return Nearness.ELSEWHERE
        return Nearness.AT_HOME if host == self.feed else Nearness.BY_ITS_WORD


def _host(url: str) -> str:
    """www or not, with or without TLS: one home. Another port is another house."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a bracket without its pair, a port that is none
        return ""
    host = host.rstrip(".").removeprefix("www.")
    return host if port in (None, 80, 443) else f"{host}:{port}"
