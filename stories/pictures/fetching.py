"""Ask a publisher for pictures, politely, and say what came: bytes, or why not and whether to ask again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from portal.outbound import Answer, Client, Failure, Limits, Request, check, unpack
from stories.models import Code, PictureCopy

ACCEPT = "image/avif,image/webp,image/jpeg,image/png,image/gif,*/*;q=0.5"
MIB = 1024 * 1024
LIMITS = Limits(wire=10 * MIB, unpacked=20 * MIB)
AT_ONCE = 8  # held in memory together
# The waits between tries; after the last one we give up.
WAITS = (
    timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """No picture. `hopeless`: asking again cannot help. `busy`: the host asked to be left alone for a while."""

    note: str
    hopeless: bool = False
    busy: bool = False


def fetch(copies: Iterable[PictureCopy], *, client: Client) -> list[tuple[PictureCopy, bytes | Trouble]]:
    """Ask for a few at once. All answers are in before any is looked at: decoding would stop the others' clocks."""
    answers = list(client.get_all(Request(copy.url, {"Accept": ACCEPT}, tag=copy) for copy in copies))
    return [(answer.request.tag, judge(answer, client=client)) for answer in answers]  # type: ignore[misc]  # our tag


def judge(answer: Answer | Failure, *, client: Client) -> bytes | Trouble:
    """What an answer means for a picture."""
    if isinstance(answer, Failure):
        hopeless = isinstance(check(answer.request.url, client.policy), Failure)
        return Trouble(str(Code(answer.code.value).label), hopeless=hopeless)
    if answer.status != 200:
        busy = answer.status in {429, 503}
        gone = 400 <= answer.status < 500 and answer.status not in {408, 425, 429}
        return Trouble(f"HTTP {answer.status}", hopeless=gone, busy=busy)
    body = unpack(answer, client.policy.limits)
    return Trouble(str(Code(body.code.value).label)) if isinstance(body, Failure) else body


def rounds(copies: Iterable[PictureCopy]) -> Iterator[list[PictureCopy]]:
    """At most AT_ONCE together, and never two from one host, however many pictures its stories show."""
    waiting = list(copies)
    while waiting:
        now: dict[str, PictureCopy] = {}
        for copy in waiting:
            if len(now) < AT_ONCE:
                now.setdefault(host_of(copy.url), copy)
        chosen = list(now.values())
        waiting = [copy for copy in waiting if copy not in chosen]
        yield chosen


def host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
