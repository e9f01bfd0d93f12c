"""How a host can answer, and what it must lead to: part B of the catalogue of hostile cases, by its numbers.

Every case goes all the way, from the claim to the stories and the next time. Which test plays which number, here
and elsewhere, is kept in `test_b_catalogue`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]  # a C module without stubs
import pytest

from portal import outbound
from portal.outbound import Limits
from stories.models import Code, Source, Story
from tests.fakeweb import (
    HALF_CLOSE,
    RESET,
    FakeWeb,
    Pause,
    Script,
    Seen,
    Step,
    answer,
    chunked,
    cut_short,
    drip,
    endless,
    gzip_bomb,
    head,
    in_turn,
    interim,
    late,
    many_headers,
    raw,
    redirect,
    silent,
)
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

FEED = rss(item(1))
GROWN = rss(item(1), item(2))
ZEROS = bytes(4 * 2**20)
# The smallest frame that asks its reader for a window of 2 GiB (RFC 8878 §3.1.1.1.2).
ZSTD = b"\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00"
PAGE = b"<!doctype html><html><head><title>Error 500</title></head><body><h1>Sorry</h1></body></html>"


@dataclass(frozen=True)
class Case:
    """One number of the catalogue, or one of the several things it names."""

    number: int
    name: str
    script: Script
    code: Code
    limits: Limits | None = None
    also: Mapping[str, Script] = field(default_factory=dict)  # what other paths answer

    def __str__(self) -> str:
        return f"B{self.number}: {self.name}"


def _onwards(seen: Seen) -> Iterable[Step]:
    """To the next of addresses without an end."""
    number = int(seen.path.partition("?")[2] or 0)
    return redirect(f"/feed?{number + 1}")(seen)


def _typed(*types: str) -> Script:
    return answer(GROWN, headers=[("Content-Type", value) for value in types])


def _coded(body: bytes, *codings: str) -> Script:
    return answer(body, headers=[("Content-Encoding", coding) for coding in codings])


def _raw_deflate(document: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(document) + packer.flush()


def _slowly(text: bytes) -> list[Step]:
    return [step for letter in text for step in (bytes([letter]), Pause(0.1))]


_FIRST_HEADER = b"HTTP/1.1 200 OK\r\n"
_PROMISED = head(200, {"Content-Length": str(len(GROWN))})
_TO_BE_CHUNKED = head(200, {"Transfer-Encoding": "chunked"})
_SHORT = Limits(total=0.8)
_IMPATIENT = Limits(first_byte=0.2)

# Read, whatever the header says of it.
READ = [
    Case(1, "a feed", answer(GROWN), Code.OK),
    Case(9, "302", redirect("/new", status=302), Code.OK, also={"/new": answer(GROWN)}),
    Case(9, "303", redirect("/new", status=303), Code.OK, also={"/new": answer(GROWN)}),
    Case(9, "307", redirect("/new", status=307), Code.OK, also={"/new": answer(GROWN)}),
    Case(24, "text/html", _typed("text/html"), Code.OK),
    Case(24, "octets", _typed("application/octet-stream"), Code.OK),
    Case(24, "no type", _typed(), Code.OK),
    Case(24, "text/plain", _typed("text/plain"), Code.OK),
    Case(24, "two types", _typed("text/html", "application/rss+xml"), Code.OK),
    Case(33, "plain, labelled gzip", _coded(GROWN, "gzip"), Code.OK),
    Case(33, "gzip without a label", _coded(gzip.compress(GROWN)), Code.OK),
    Case(33, "gzip twice, packed once", _coded(gzip.compress(GROWN), "gzip", "gzip"), Code.OK),
    Case(33, "an unknown coding, plain", _coded(GROWN, "x-foo"), Code.OK),
    Case(33, "identity", _coded(GROWN, "identity"), Code.OK),
    Case(30, "a few early hints", interim(5, then=answer(GROWN)), Code.OK),
    Case(40, "HTTP/1.0 without a length", raw(b"HTTP/1.0 200 OK\r\n\r\n", GROWN), Code.OK),
]

# No document: what is stored stays, and the source is asked again later.
KEPT = [
    Case(12, "round and round", redirect("/b"), Code.REDIRECT_LOOP, also={"/b": redirect("/feed")}),
    Case(13, "on and on", _onwards, Code.TOO_MANY_REDIRECTS),
    Case(13, "on and on, slowly", late(0.3, _onwards), Code.TIMEOUT, _SHORT),
    Case(14, "no Location", answer(status=302), Code.HTTP_4XX),
    Case(14, "two", answer(status=302, headers=[("Location", "/x"), ("Location", "/y")]), Code.HTTP_4XX),
    Case(14, "an empty one", redirect(""), Code.HTTP_4XX),
    Case(14, "300 with a choice", answer(GROWN, status=300), Code.HTTP_4XX),
    *(
        Case(17, str(status), answer(PAGE, status=status), Code.AUTH_REQUIRED)
        for status in (401, 403, 407, 451)
    ),
    *(
        Case(21, str(status), answer(PAGE, status=status), Code.HTTP_5XX)
        for status in (500, 502, 503, 504, 520, 530)
    ),
    Case(22, "a page of apology", answer(PAGE), Code.NOT_A_FEED),
    Case(23, "204", answer(status=204), Code.EMPTY),
    Case(23, "206, which nobody asked for", answer(GROWN, status=206), Code.HTTP_4XX),
    Case(23, "999", answer(GROWN, status=999), Code.HTTP_4XX),
    Case(25, "less than promised", cut_short(GROWN), Code.TRUNCATED),
    Case(26, "no last chunk", chunked(GROWN, complete=False), Code.TRUNCATED),
    Case(26, "a bad chunk size", raw(_TO_BE_CHUNKED, b"zz\r\n", GROWN), Code.TRUNCATED),
    # The catalogue calls this one cut short too; it is stopped for its size, like B30.
    Case(26, "trailers", chunked(GROWN, trailers=[("X", "y")] * 500), Code.TOO_LARGE),
    Case(27, "without an end", endless(), Code.TOO_LARGE),
    Case(28, "drop by drop", drip(GROWN, every=0.1), Code.SLOW_BODY, _SHORT),
    Case(29, "dripping headers", raw(_FIRST_HEADER, *_slowly(b"X: y" * 99)), Code.TIMEOUT, _SHORT),
    Case(29, "never a header", raw(*_slowly(_FIRST_HEADER * 9)), Code.TIMEOUT, _IMPATIENT),
    Case(30, "10,000 headers", many_headers(10_000), Code.TOO_LARGE),
    Case(30, "a header of 1 MiB", many_headers(1, size=2**20), Code.TOO_LARGE),
    Case(30, "1,000 times continue", interim(1000, status=100, then=answer(GROWN)), Code.TOO_LARGE),
    Case(30, "1,000 early hints", interim(1000, then=answer(GROWN)), Code.TOO_LARGE),
    Case(31, "nothing said", silent(), Code.TIMEOUT, _IMPATIENT),
    Case(31, "reset after the headers", raw(_PROMISED, Pause(0.05), RESET), Code.REFUSED),
    Case(31, "half-closed at once", raw(HALF_CLOSE, Pause(30)), Code.REFUSED),
    Case(31, "half-closed half-way", raw(_PROMISED, GROWN[:99], HALF_CLOSE, Pause(30)), Code.TRUNCATED),
    Case(32, "gzip", gzip_bomb(len(ZEROS)), Code.DECOMPRESS_BOMB),
    Case(
        32,
        "gzip in gzip in gzip",
        _coded(gzip.compress(gzip.compress(gzip.compress(GROWN))), "gzip, gzip, gzip"),
        Code.DECOMPRESS_BOMB,
    ),
    Case(32, "zlib", _coded(zlib.compress(ZEROS), "deflate"), Code.DECOMPRESS_BOMB),
    Case(32, "raw deflate", _coded(_raw_deflate(ZEROS), "deflate"), Code.DECOMPRESS_BOMB),
    Case(32, "brotli", _coded(brotli.compress(ZEROS, quality=1), "br"), Code.DECOMPRESS_BOMB),
    # Never asked for and never unpacked, so it cannot go off.
    Case(32, "zstd with a window of 2 GiB", _coded(ZSTD, "zstd"), Code.BAD_ENCODING),
    Case(33, "an unknown coding, packed", _coded(b"\x01\x02\x03", "x-foo"), Code.BAD_ENCODING),
    Case(40, "HTTP/0.9", raw(GROWN), Code.REFUSED),
    Case(40, "a status line of 1 MiB", raw(b"HTTP/1.1 200 " + b"x" * 2**20), Code.TOO_LARGE),
    Case(40, "the preface of HTTP/2", raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Code.REFUSED),
]


def _in_two_polls(case: Case, web: FakeWeb, follow: Follow, poll: Poll, clock: Clock) -> tuple[Source, Code]:
    """A good first poll, and an hour later the case."""
    for path, script in case.also.items():
        web.on(path, script)
    source = follow(web.on("/feed", in_turn(answer(FEED), case.script)))
    assert poll(source).code == Code.OK
    clock.forward(hours=1)
    poll.client = outbound.client(case.limits)
    return source, Code(poll(source).code)


@pytest.mark.parametrize("case", READ, ids=str)
def test_a_feed_is_read_whatever_is_said_of_it(
    case: Case, web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source, code = _in_two_polls(case, web, follow, poll, clock)
    assert (code, Story.objects.published().count()) == (case.code, 2)
    assert (source.url, source.failures) == (web.url("/feed"), 0)
    assert source.next_fetch_at > clock()


@pytest.mark.parametrize("case", KEPT, ids=str)
def test_what_is_stored_stays_and_the_source_is_asked_later(
    case: Case, web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source, code = _in_two_polls(case, web, follow, poll, clock)
    assert (code, Story.objects.published().count()) == (case.code, 1)
    assert (source.state, source.failures, source.failing_since) == (Source.State.APPROVED, 1, clock())
    assert (source.url, source.title, source.lease_token) == (web.url("/feed"), "The Allotment", None)
    assert (source.next_fetch_at - clock()).total_seconds() >= 0.8 * source.interval


def test_b23_zero_bytes_are_an_empty_feed(web: FakeWeb, follow: Follow, poll: Poll, clock: Clock) -> None:
    case = Case(23, "zero bytes", answer(b""), Code.EMPTY)
    source, code = _in_two_polls(case, web, follow, poll, clock)
    assert (code, Story.objects.published().count()) == (Code.EMPTY, 1)
    assert source.next_fetch_at > clock()
