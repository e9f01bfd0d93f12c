"""A pasted address -> the feeds behind it, with their last items as they would stand here.

Asks the address itself, then what it or its page names, then the usual places; never more than two rounds, each
within `LIMITS`, so that somebody can wait for it. Everything goes through `portal.outbound` and is read and
cleaned as the engine does. Stores nothing: proposing a feed is `proposing`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal.outbound import Answer, Client, Failure, Limits, Policy, Request, check, unpack
from stories.ingest import leads
from stories.ingest.clean import clean, plain_line
from stories.ingest.entry import CleanEntry, Document
from stories.ingest.fetch import ACCEPT, new_home, refusal
from stories.ingest.kinds import READERS
from stories.models import Code, Source

# Two rounds of these are less than ten seconds, and a person waits for them.
LIMITS = Limits(connect=3, lookup=3, first_byte=4, total=4.5, wire=2 * 1024 * 1024)
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
    """No feed, and why: a sentence for whoever pasted the address."""

    reason: str
    code: str = ""


def patient_client() -> Client:
    """As the fetcher's, but as impatient as somebody at a form."""
    return Client(replace(Policy.from_settings(), limits=LIMITS))


def discover(pasted: str, *, client: Client) -> tuple[Feed, ...] | Nothing:
    """The feeds behind an address, the likeliest first."""
    target = check(leads.address_of(pasted), client.policy)
    if isinstance(target, Failure):
        return Nothing(target.detail, target.code.value)
    answers = _ask([target.url, *leads.from_address(target.url)], client)
    if feeds := _feeds(answers, client):
        return feeds
    page = answers[0]
    if isinstance(page, Failure):
        return Nothing(page.detail, page.code.value)
    if page.status != 200:
        code = refusal(page.status)
        return Nothing(f"{code.label}.", code.value)
    body = unpack(page, LIMITS)
    html = b"" if isinstance(body, Failure) else body
    named = leads.from_page(html, url=page.url)
    return _feeds(_ask(named or leads.usual(page.url), client), client) or Nothing("", Code.NOT_A_FEED.value)


def _ask(urls: Sequence[str], client: Client) -> list[Answer | Failure]:
    """All at once; the answers in the order of the questions."""
    wanted = [Request(url, headers={"Accept": ACCEPT}, tag=place) for place, url in enumerate(urls)]
    return sorted(client.get_all(wanted), key=lambda answer: int(str(answer.request.tag)))


def _feeds(answers: Iterable[Answer | Failure], client: Client) -> tuple[Feed, ...]:
    """Those of the answers that are feeds, each once."""
    found: dict[str, Feed] = {}
    for answer in answers:
        if isinstance(answer, Answer) and answer.status == 200 and (feed := _read(answer, client)):
            found.setdefault(answer.url, feed)
    return tuple(found.values())


def _read(answer: Answer, client: Client) -> Feed | None:
    body = unpack(answer, client.policy.limits)
    if isinstance(body, Failure):
        return None
    content_type = answer.headers.get("Content-Type") or ""
    document = READERS[Source.Kind.FEED](body, answer.url, content_type)
    return (
        _feed(document, new_home(answer.hops) or answer.request.url)
        if isinstance(document, Document)
        else None
    )


def _feed(document: Document, url: str) -> Feed:
    entries = [clean(entry) for entry in document.entries]
    dated = [entry for entry in entries if entry.published_at]
    dated.sort(key=lambda entry: entry.published_at.timestamp() if entry.published_at else 0, reverse=True)
    newest = [*dated, *(entry for entry in entries if not entry.published_at)]
    return Feed(
        url=url,
        title=plain_line(document.title, limit=300),
        home_page=document.home_page[:2048],
        entries=tuple(newest[:SHOWN]),
        total=len(entries),
    )
