"""Every way a server can waste our time or memory, and where it ends."""

from __future__ import annotations

import hashlib
import time

import pytest

from portal.outbound import Answer, Client, Failure, FailureCode, unpack
from tests.fakeweb import (
    RESET,
    FakeWeb,
    Pause,
    Script,
    answer,
    chunked,
    cut_short,
    drip,
    endless,
    gzip_bomb,
    head,
    interim,
    late,
    many_headers,
    raw,
    redirect,
    silent,
)
from tests.integration.outbound.conftest import with_limits


def _code(outcome: Answer | Failure) -> FailureCode:
    assert isinstance(outcome, Failure), outcome
    return outcome.code


def _letter_by_letter(text: bytes, every: float) -> list[bytes | Pause]:
    return [step for letter in text for step in (bytes([letter]), Pause(every))]


TRAILERS = [(f"X-{number}", "y") for number in range(500)]
BROKEN: list[tuple[str, Script, FailureCode]] = [
    ("10,000 headers", many_headers(10_000), FailureCode.TOO_LARGE),
    ("a header of 1 MiB", many_headers(1, size=2**20), FailureCode.TOO_LARGE),
    ("headers of 80 KiB in all", many_headers(8, size=10_000), FailureCode.TOO_LARGE),
    ("1,000 early hints", interim(1000, then=answer(b"x")), FailureCode.TOO_LARGE),
    ("1,000 continues", interim(1000, status=100, then=answer(b"x")), FailureCode.TOO_LARGE),
    ("a status line of 1 MiB", raw(b"HTTP/1.1 200 " + b"x" * 2**20), FailureCode.TOO_LARGE),
    ("a flood of trailers", chunked(b"x", trailers=TRAILERS), FailureCode.TOO_LARGE),
    ("a body without an end", endless(), FailureCode.TOO_LARGE),
    ("less than promised", cut_short(b"abc"), FailureCode.TRUNCATED),
    ("no last chunk", chunked(b"abc", complete=False), FailureCode.TRUNCATED),
    ("a bad chunk", raw(head(200, {"Transfer-Encoding": "chunked"}), b"zz\r\nabc"), FailureCode.TRUNCATED),
    ("reset at once", raw(RESET), FailureCode.REFUSED),
    ("closed at once", raw(), FailureCode.REFUSED),
    ("reset after headers", raw(head(200, {"Content-Length": "9"}), Pause(0.05), RESET), FailureCode.REFUSED),
    ("no HTTP", raw(b"hello"), FailureCode.REFUSED),
    ("the preface of HTTP/2", raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), FailureCode.REFUSED),
]


@pytest.mark.parametrize(("script", "code"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN])
def test_a_broken_server_is_given_up(client: Client, web: FakeWeb, script: Script, code: FailureCode) -> None:
    web.on("/", script)
    assert _code(client.get(web.url())) == code


def test_a_body_may_be_as_long_as_the_limit(client: Client, web: FakeWeb) -> None:
    client = with_limits(client, wire=1000)
    web.on("/fits", answer(b"x" * 1000))
    web.on("/one-more", answer(b"x" * 1001))
    web.on("/one-more-unannounced", chunked(b"x" * 999, b"xx"))
    fits = client.get(web.url("/fits"))
    assert isinstance(fits, Answer)
    assert fits.wire_digest == hashlib.sha256(fits.wire).digest()
    assert _code(client.get(web.url("/one-more"))) == FailureCode.TOO_LARGE
    assert _code(client.get(web.url("/one-more-unannounced"))) == FailureCode.TOO_LARGE


def test_a_number_of_early_hints_is_fine(client: Client, web: FakeWeb) -> None:
    web.on("/", interim(5, then=answer(b"x", headers={"ETag": '"1"'})))
    outcome = client.get(web.url())
    assert isinstance(outcome, Answer)
    assert (outcome.status, outcome.headers.get_all("etag")) == (200, ('"1"',))


def test_trailers_are_not_believed(client: Client, web: FakeWeb) -> None:
    web.on("/", chunked(b"x", trailers=[("ETag", '"2"'), ("HTTP/1.1 404", "no")], headers={"ETag": '"1"'}))
    outcome = client.get(web.url())
    assert isinstance(outcome, Answer)
    assert (outcome.status, outcome.headers.get_all("etag")) == (200, ('"1"',))


@pytest.mark.parametrize(
    ("script", "code"),
    [
        pytest.param(silent(), FailureCode.TIMEOUT, id="no answer"),
        pytest.param(raw(*_letter_by_letter(b"HTTP/1.1 200 OK", 0.1)), FailureCode.TIMEOUT, id="no header"),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\n", *_letter_by_letter(b"X: endless letters", 0.1)),
            FailureCode.TIMEOUT,
            id="headers without an end",
        ),
        pytest.param(drip(b"x" * 100, every=0.1), FailureCode.SLOW_BODY, id="a byte now and then"),
    ],
)
def test_a_slow_server_is_given_up(hurried: Client, web: FakeWeb, script: Script, code: FailureCode) -> None:
    web.on("/", script)
    begun = time.monotonic()
    outcome = hurried.get(web.url())
    assert _code(outcome) == code
    assert time.monotonic() - begun < 5  # the limits here are 0.3 s and 1.2 s


@pytest.mark.parametrize("script", [silent(), raw(*_letter_by_letter(b"HTTP/1.1 200 OK" * 9, 0.1))])
def test_the_first_line_has_a_limit_of_its_own(client: Client, web: FakeWeb, script: Script) -> None:
    web.on("/", script)
    outcome = with_limits(client, first_byte=0.2, total=30).get(web.url())
    assert _code(outcome) == FailureCode.TIMEOUT
    assert outcome.elapsed_ms < 10_000


def test_the_clock_runs_across_redirects(client: Client, web: FakeWeb) -> None:
    for number in range(6):
        web.on(f"/{number}", late(0.2, redirect(f"/{number + 1}")))
    outcome = with_limits(client, total=0.5).get(web.url("/0"))
    assert _code(outcome) == FailureCode.TIMEOUT
    assert 0 < web.hits() < 5


def test_a_closed_port_is_refused(client: Client, web: FakeWeb) -> None:
    web.__exit__()
    assert _code(client.get(web.url())) == FailureCode.REFUSED


def test_a_bomb_is_not_unpacked(client: Client, web: FakeWeb) -> None:
    web.on("/", gzip_bomb(30 * 2**20))
    outcome = client.get(web.url())
    assert isinstance(outcome, Answer)
    unpacked = unpack(outcome)
    assert isinstance(unpacked, Failure)
    assert unpacked.code == FailureCode.DECOMPRESS_BOMB


def test_http_1_0_without_a_length_is_read_to_its_end(client: Client, web: FakeWeb) -> None:
    web.on("/", raw(b"HTTP/1.0 200 OK\r\n\r\nbody"))
    outcome = client.get(web.url())
    assert isinstance(outcome, Answer)
    assert outcome.wire == b"body"


def test_validators_come_back_byte_for_byte(client: Client, web: FakeWeb) -> None:
    etag = 'W/"caf\xe9 "quoted" \u00ff"'
    web.on("/", raw(head(200, {"ETag": etag, "Content-Length": "0"})))
    first = client.get(web.url())
    assert isinstance(first, Answer)
    assert first.headers.get("ETAG") == etag
    client.get(web.url(), headers={"If-None-Match": first.headers.get("etag") or ""})
    assert web.seen[1].headers["if-none-match"] == etag
