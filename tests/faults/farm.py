"""A small farm of feeds whose every document is a function of its feed and of a version that the test turns on.

What a reader must hold once it has seen every version up to now is a function too (`Feed.told`), which is what the
oracle compares with. A document holds the last few versions' entries, so that entries appear, are edited while they
are in sight, and fall out of sight for good. Two feeds of the farm tell the same posts under other identifiers.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import pairwise

from tests.fakeweb import FakeWeb, Pause, Script, Seen, Step, answer, validated

ENTRIES_A_VERSION = 2
VERSIONS_IN_SIGHT = 4
FIRST_DAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Told:
    """A story as a reader should hold it."""

    post: str  # which one it is, whatever it says by now
    link: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. `blog` is what it tells of: two feeds with the same blog tell the same posts."""

    name: str
    blog: str
    atom: bool = False
    validators: bool = True

    def document(self, version: int) -> bytes:
        newest = version * ENTRIES_A_VERSION
        oldest = max(0, version - VERSIONS_IN_SIGHT) * ENTRIES_A_VERSION
        entries = "".join(self._entry(number, version) for number in reversed(range(oldest, newest)))
        if self.atom:
            head = (
                f"<title>{self.blog}</title><id>urn:{self.name}</id><updated>2026-01-01T12:00:00Z</updated>"
            )
            whole = f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'
        else:
            head = f"<title>{self.blog}</title><link>https://{self.blog}.example/</link><description/>"
            whole = f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'
        return f'<?xml version="1.0" encoding="utf-8"?>{whole}'.encode()

    def told(self, version: int) -> Iterator[Told]:
        """Every entry there ever was, as it was when it was last in sight."""
        for number in range(version * ENTRIES_A_VERSION):
            seen_last = min(version, _born(number) + VERSIONS_IN_SIGHT - 1)
            # Posts without an address are told apart by feed: nothing says that the twin's are the same.
            post = f"{self.blog}/{number}" if self._link(number) else f"{self.name}/{number}"
            title, text = self._words(number, seen_last)
            yield Told(post, self._link(number), title, text)

    def hash(self, version: int) -> bytes:
        return hashlib.sha256(self.document(version)).digest()

    def _entry(self, number: int, version: int) -> str:
        title, text = self._words(number, version)
        at, link, words = FIRST_DAY + timedelta(hours=number), self._link(number), escape(f"<p>{text}</p>")
        if self.atom:
            return (
                f"<entry><id>urn:{self.name}:{number}</id><title>{title}</title>"
                + (f'<link href="{link}"/>' if link else "")
                + f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated>"
                f'<content type="html">{words}</content></entry>'
            )
        return (
            f'<item><guid isPermaLink="false">urn:{self.name}:{number}</guid><title>{title}</title>'
            + (f"<link>{link}</link>" if link else "")
            + f"<pubDate>{format_datetime(at)}</pubDate><description>{words}</description></item>"
        )

    def _link(self, number: int) -> str:
        return "" if number % 3 == 2 else f"https://{self.blog}.example/{number}"

    def _words(self, number: int, version: int) -> tuple[str, str]:
        """Some entries are edited as the versions go by."""
        edits = sum((later + number) % 3 == 0 for later in range(_born(number) + 1, version + 1))
        title = f"{self.blog}: post {number}, edition {edits + 1}"
        return title, f"All about it in the words of edition {edits + 1} of post {number} of {self.blog}."


def _born(number: int) -> int:
    return number // ENTRIES_A_VERSION + 1


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and when it was under way, by `time.monotonic`."""

    feed: str
    host: str
    began: float
    ended: float


@dataclass
class Farm:
    """Feeds spread over little servers on loopback addresses of their own. No two farms share a name."""

    name: str
    webs: Sequence[FakeWeb]
    feeds: int = 16
    version: int = 1
    delay: float = 0.0  # seconds before every answer
    instead: dict[str, Script] = field(default_factory=dict)  # another answer for a feed, by its name
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        blogs = [f"{self.name}-{number}" for number in range(self.feeds)]
        self.all = [
            Feed(blog, blog, atom=number % 2 == 1, validators=number % 3 != 2)
            for number, blog in enumerate(blogs)
        ]
        self.all.append(Feed(f"{self.name}-twin", blogs[0], atom=True))
        for feed in self.all:
            self._web(feed).on(f"/{feed.name}", self._script(feed))

    def url(self, feed: Feed) -> str:
        return self._web(feed).url(f"/{feed.name}")

    def told(self) -> Counter[Told]:
        """What the stream must hold by now: a post with an address once, however many feeds tell it."""
        linked = {told for feed in self.all for told in feed.told(self.version) if told.link}
        return Counter(linked) + Counter(
            told for feed in self.all for told in feed.told(self.version) if not told.link
        )

    def hurried(self, *, gap: float) -> list[str]:
        """Hosts that were asked sooner or by more at once than they may be."""
        complaints = []
        for web in self.webs:
            visits = sorted((a.began, a.ended) for a in self.asked if a.host == web.pair)
            for (earlier, _), (later, _) in pairwise(visits):
                # The gap is kept where the requests begin; on their way here they may come a little closer.
                if later - earlier < gap * 0.3:
                    complaints.append(f"{web.pair} was asked again after {later - earlier:.3f} s")
            for began, _ in visits:
                at_once = sum(other <= began < ended for other, ended in visits)
                if at_once > 2:
                    complaints.append(f"{web.pair} was asked by {at_once} at once")
        return complaints

    def _web(self, feed: Feed) -> FakeWeb:
        return self.webs[self.all.index(feed) % len(self.webs)]

    def _script(self, feed: Feed) -> Script:
        def script(seen: Seen) -> Iterable[Step]:
            began, version = time.monotonic(), self.version
            if self.delay:
                yield Pause(self.delay)
            if instead := self.instead.get(feed.name):
                # Not noted: where a connection is reset, libcurl asks once more by itself (RFC 9110 §9.2.2).
                yield from instead(seen)
                return
            body, etag = feed.document(version), f'"{feed.name}-{version}"' if feed.validators else ""
            usual = validated(body, etag=etag) if etag else answer(body)
            ended = time.monotonic()
            self.asked.append(Asked(feed.name, self._web(feed).pair, began, ended))
            yield from usual(seen)

        return script
