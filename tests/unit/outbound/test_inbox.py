"""Receiving, line by line."""

from __future__ import annotations

import pytest

from portal.outbound.codes import FailureCode
from portal.outbound.inbox import Inbox
from portal.outbound.policy import Limits


def _received(*lines: bytes, limits: Limits | None = None) -> Inbox:
    inbox = Inbox(limits or Limits())
    for line in lines:
        if not inbox.header(line):
            break
    return inbox


def test_names_have_no_case_and_values_keep_their_order() -> None:
    headers = _received(b"HTTP/1.1 200 OK\r\n", b"Link: a\r\n", b"LINK: b\r\n", b"\r\n").headers
    assert headers.get("link") == "a"
    assert headers.get_all("Link") == ("a", "b")
    assert "lInK" in headers
    assert headers.get("etag") is None
    assert headers.get("etag", "none") == "none"


def test_folded_lines_are_one() -> None:
    inbox = _received(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n", b"\t b\r\n", b"\r\n")
    assert inbox.headers.get("x") == "a b"


@pytest.mark.parametrize(
    "line", [b"no colon\r\n", b": no name\r\n", b"X Y: space\r\n", b"X\x00: nul\r\n", b" \r\n"]
)
def test_lines_that_are_no_fields_are_left_out(line: bytes) -> None:
    assert len(_received(b"HTTP/1.1 200 OK\r\n", line).headers) == 0


def test_control_characters_become_spaces() -> None:
    inbox = _received(b"HTTP/1.1 200 OK\r\n", b'ETag: "a\rb\x00c"\r\n')
    assert inbox.headers.get("etag") == '"a b c"'


def test_an_interim_answer_leaves_no_headers() -> None:
    inbox = _received(b"HTTP/1.1 103 Hints\r\n", b"Link: a\r\n", b"\r\n", b"HTTP/1.1 200 OK\r\n", b"\r\n")
    assert (inbox.status, len(inbox.headers), inbox.headers_done) == (200, 0, True)


def test_one_hundred_lines_and_no_more() -> None:
    lines = [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 99, b"\r\n"]
    assert _received(*lines).verdict is None
    verdict = _received(*lines[:-1], b"X: y\r\n", b"\r\n").verdict
    assert verdict is not None
    assert verdict.code == FailureCode.TOO_LARGE


def test_so_many_header_bytes_and_no_more() -> None:
    limits = Limits(header_bytes=100)
    assert _received(b"x" * 100, limits=limits).verdict is None
    assert _received(b"x" * 101, limits=limits).verdict is not None


@pytest.mark.parametrize("length", [b"", b"-5", b"abc", b"\xb2", b"9" * 5000])
def test_a_length_that_is_no_number_is_not_believed(length: bytes) -> None:
    inbox = _received(b"HTTP/1.1 200 OK\r\n", b"Content-Length: " + length + b"\r\n", b"\r\n")
    assert inbox.body(b"x")
    assert inbox.wire == b"x"
