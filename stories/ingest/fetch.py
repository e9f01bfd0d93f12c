"""Ask the hosts of claimed sources, as cheaply as they allow, and say how each of them answered.

Sends the validators of the last answer (RFC 9110 §13.1); addresses, redirects and caps are the vetted client's
business. Looks at no bytes beyond their hash: what they mean is for `parse`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from portal.outbound import Answer, Client, Failure, Hop, Request, check, unpack, without_credentials
from stories.ingest.visit import Visit
from stories.models import Code

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
# Longer ones are not kept: they are somebody's mistake, and would be sent back at every visit.
LONGEST_VALIDATOR = {"ETag": 1024, "Last-Modified": 200}  # as our columns are
LONGEST_ADDRESS = 2048
LONGEST_SHIFT = timedelta(days=3650)  # a clock that is further off than this is none
# "Use that address from now on": RFC 9110 §15.4.2 and §15.4.9.
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes that differ from those of the last visit."""

    body: bytes
    url: str  # where the bytes came from, after redirects
    content_type: str
    etag: str
    last_modified: str
    wire_hash: bytes
    max_age: int | None  # seconds the publisher wants us to wait
    status: int
    size: int  # bytes on the wire
    ms: int
    moved_to: str = ""  # where the address says the feed lives from now on
    downgraded: bool = False  # a redirect led from https to http
    clock_off: timedelta = timedelta()  # how far the site's clock is ahead of ours; behind where negative


class NotModified(NamedTuple):
    """The same document as last time: a 304, or the very same bytes."""

    status: int
    size: int
    ms: int
    moved_to: str = ""
    unasked: bool = False  # a 304 although we sent no validator


@dataclass(frozen=True, slots=True)
class Failed:
    """No document. `code` is what the fetch log and the source page say about it."""

    code: Code
    note: str
    status: int | None = None
    size: int = 0
    ms: int = 0
    retry_after: float | None = None  # seconds
    # The address itself is at fault: asking again cannot help, a person has to look.
    hopeless: bool = False
    moved_to: str | None = None  # None where nobody answered, so that what was known stays known


Outcome = Fetched | NotModified | Failed


def fetch(
    visits: Iterable[Visit | None], *, client: Client, now: datetime, meanwhile: Callable[[], None]
) -> Iterator[tuple[Visit, Outcome]]:
    """Ask for every source, several at once, and yield each as it is answered.

    Lazy in `visits`; a None among them is nobody's turn yet. `meanwhile` is called while nobody answers.
    """
    requests = (_request(visit) if visit else None for visit in visits)
    for answer in client.get_all(requests, meanwhile=meanwhile):
        visit = answer.request.tag
        assert isinstance(visit, Visit)  # noqa: S101  # we put it there, in _request
        yield visit, judge(answer, visit=visit, client=client, now=now)


def judge(answer: Answer | Failure, *, visit: Visit, client: Client, now: datetime) -> Outcome:
    """What an answer means for a source: RFC 9110 §15, and what feeds do in practice."""
    if isinstance(answer, Failure):
        hopeless = isinstance(check(visit.url, client.policy), Failure)
        return Failed(Code(answer.code.value), answer.detail, ms=answer.elapsed_ms, hopeless=hopeless)
    size, ms, moved = len(answer.wire), answer.elapsed_ms, new_home(answer.hops)
    if answer.status == 304:
        unasked = not (visit.etag or visit.last_modified)
        return NotModified(answer.status, size, ms, moved, unasked=unasked)
    if answer.status != 200:
        code, retry_after = refusal(answer.status), _retry_after(answer, now=now)
        return Failed(code, f"HTTP {answer.status}", answer.status, size, ms, retry_after, moved_to=moved)
    if answer.wire_digest == visit.wire_hash:
        return NotModified(answer.status, size, ms, moved)
    body = unpack(answer, client.policy.limits)
    if isinstance(body, Failure):
        return Failed(Code(body.code.value), body.detail, answer.status, size, ms, moved_to=moved)
    return Fetched(
        body=body,
        url=answer.url,
        content_type=answer.headers.get("Content-Type") or "",
        etag=_validator(answer, "ETag"),
        last_modified=_validator(answer, "Last-Modified"),
        wire_hash=answer.wire_digest,
        max_age=_max_age(answer, now=now),
        status=answer.status,
        size=size,
        ms=ms,
        moved_to=moved,
        downgraded=any(_is_downgrade(hop) for hop in answer.hops),
        clock_off=_their_time(answer, now=now) - now,
    )


def _request(visit: Visit) -> Request:
    headers = {"Accept": ACCEPT}
    if visit.etag:
        headers["If-None-Match"] = visit.etag
    if visit.last_modified:
        # Sent back byte for byte: hosts compare the string, not the date.
        headers["If-Modified-Since"] = visit.last_modified
    return Request(visit.url, headers=headers, tag=visit)


def new_home(hops: Iterable[Hop]) -> str:
    """Where a permanent redirect leads, as far as one follows another; nothing after a passing one counts."""
    moved = ""
    for hop in hops:
        if hop.status not in _FOR_GOOD:
            break
        moved = without_credentials(hop.url_to)
    return moved if len(moved) <= LONGEST_ADDRESS else ""


def _is_downgrade(hop: Hop) -> bool:
    return hop.url_from.startswith("https:") and hop.url_to.startswith("http:")


def refusal(status: int) -> Code:
    match status:
        case 401 | 403 | 407 | 451:
            return Code.AUTH_REQUIRED
        case 410:
            return Code.GONE
        case 429:
            return Code.RATE_LIMITED
        case 204:
            return Code.EMPTY
        case _ if 500 <= status < 600:
            return Code.HTTP_5XX
        case _:
            return Code.HTTP_4XX


def _validator(answer: Answer, name: str) -> str:
    value = answer.headers.get(name) or ""
    return value if len(value) <= LONGEST_VALIDATOR[name] else ""


def _max_age(answer: Answer, *, now: datetime) -> int | None:
    """Seconds for which the publisher calls this answer fresh (RFC 9111 §4.2.1); max-age goes before Expires.

    A date is a date of theirs, and read by their clock.
    """
    for directive in (answer.headers.get("Cache-Control") or "").split(","):
        name, _, value = directive.strip().partition("=")
        if name.lower() == "max-age" and value.strip('"').isdecimal():
            return int(value.strip('"')[:9])
    expires = _seconds_until(answer.headers.get("Expires"), now=_their_time(answer, now=now))
    return None if expires is None else int(expires)


def _retry_after(answer: Answer, *, now: datetime) -> float | None:
    """Seconds, or None where the header is absent, malformed or in the past (RFC 9110 §10.2.3)."""
    value = (answer.headers.get("Retry-After") or "").strip()
    if value.isdecimal():
        return float(value[:9])
    return _seconds_until(value, now=_their_time(answer, now=now))


def _their_time(answer: Answer, *, now: datetime) -> datetime:
    """What the site's clock said when it answered (RFC 9110 §6.6.1); ours where it says nothing usable."""
    try:
        said = parsedate_to_datetime(answer.headers.get("Date") or "")
        return said if abs(said - now) < LONGEST_SHIFT else now
    except (TypeError, ValueError, OverflowError):
        return now


def _seconds_until(date: str | None, *, now: datetime) -> float | None:
    """How far off an HTTP date is; None where it is none, or past."""
    try:
        seconds = (parsedate_to_datetime(date or "") - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return seconds if seconds > 0 else None
