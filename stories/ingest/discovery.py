"""A pasted address -> the feeds behind it, with their last items as they would stand here.

Asks the address itself, then what it or its page names, then the usual places; never more than two rounds, each
within `LIMITS` and `READING_TIME`, so that somebody can wait for it. Everything goes through `portal.outbound`, and
is read and cleaned as the engine does, in a child that ends with the look. Stores nothing: proposing a feed is
`proposing`'s.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.outbound import Answer, Client, Failure, Limits, Policy, Request, check, unpack
from stories.ingest import leads
from stories.ingest.clean import plain_line
from stories.ingest.entry import CleanEntry, Unreadable
from stories.ingest.fetch import ACCEPT, new_home, refusal
from stories.ingest.reading import LOOKING, Read, Reader
from stories.models import Code

# A person waits for two rounds of these: a second or two for most sites, fifteen for the slowest.
LIMITS = Limits(connect=3, lookup=3, first_byte=4, total=4.5, wire=2 * 1024 * 1024)
READING_TIME = 3.0  # seconds, of all that one round found
SHOWN = 5  # items of a feed


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was found and read."""

    url: str
    title: str
    home_page: str
    entries: tuple[CleanEntry, ...]  # the newest few
    total: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """No feed, and why: `sources.addresses` has the words for whoever pasted the address."""

    code: Code


def patient_client() -> Client:
    """As the fetcher's, but as impatient as somebody at a form."""
    return Client(replace(Policy.from_settings(), limits=LIMITS))


def discover(pasted: str, *, client: Client, looking: Sequence[str] = LOOKING) -> tuple[Feed, ...] | Nothing:
    """The feeds behind an address, the likeliest first; `looking` is the command of the child that reads."""
    target = check(leads.address_of(pasted), client.policy)
    if isinstance(target, Failure):
        return Nothing(Code(target.code.value))
    with Reader[int](looking, wall_seconds=READING_TIME * 2 / 3) as reader:
        answers = _ask([target.url, *leads.from_address(target.url)], client)
        read = _read(answers, reader)
        if feeds := _feeds(answers, read):
            return feeds
        page = answers[0]
        if isinstance(page, Failure):
            return Nothing(Code(page.code.value))
        if page.status != 200:
            return Nothing(refusal(page.status))
        found = read.get(0)
        named = found.leads if isinstance(found, Unreadable) else ()
        answers = _ask(named or leads.usual(page.url), client)
        return _feeds(answers, _read(answers, reader)) or Nothing(Code.NOT_A_FEED)


def _ask(urls: Sequence[str], client: Client) -> list[Answer | Failure]:
    """All at once; the answers in the order of the questions."""
    wanted = [Request(url, headers={"Accept": ACCEPT}, tag=place) for place, url in enumerate(urls)]
    return sorted(client.get_all(wanted), key=lambda answer: int(str(answer.request.tag)))


def _read(answers: Sequence[Answer | Failure], reader: Reader[int]) -> dict[int, Read | Unreadable]:
    """What could be read of the answers in the time there is, by their places."""
    until = time.monotonic() + READING_TIME
    for place, answer in enumerate(answers):
        if isinstance(answer, Failure) or answer.status != 200:
            continue
        body = unpack(answer, LIMITS)
        if not isinstance(body, Failure):
            content_type = answer.headers.get("Content-Type") or ""
            reader.send(place, body, url=answer.url, content_type=content_type, until=until)
    read = dict(reader.answers(all_of_them=True, until=until))
    reader.forget()
    return read


def _feeds(answers: Iterable[Answer | Failure], read: Mapping[int, Read | Unreadable]) -> tuple[Feed, ...]:
    """Those of the answers that are feeds, each once."""
    found: dict[str, Feed] = {}
    for place, answer in enumerate(answers):
        document = read.get(place)
        if isinstance(answer, Answer) and isinstance(document, Read):
            found.setdefault(answer.url, _feed(document, new_home(answer.hops) or answer.request.url))
    return tuple(found.values())


def _feed(read: Read, url: str) -> Feed:
    dated = [entry for entry in read.entries if entry.published_at]
    dated.sort(key=lambda entry: entry.published_at.timestamp() if entry.published_at else 0, reverse=True)
    newest = [*dated, *(entry for entry in read.entries if not entry.published_at)]
    return Feed(
        url=url,
        title=plain_line(read.document.title, limit=300),
        home_page=read.document.home_page[:2048],
        entries=tuple(newest[:SHOWN]),
        total=len(read.entries),
    )
