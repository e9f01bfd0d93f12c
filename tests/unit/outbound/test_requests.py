"""What may be asked for, and what a request shows of itself."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from portal.outbound import Headers, Request


@pytest.mark.parametrize(
    "headers",
    [
        {"X": "a\r\nHost: evil"}, {"X": "a\nb"}, {"X": "a\0b"}, {"X": "a\x7f"}, {"X": "š"},
        {"X\r\nY": "a"}, {"X Y": "a"}, {"": "a"}, {"X:": "a"},
        {"Host": "a"}, {"content-LENGTH": "1"}, {"Transfer-Encoding": "chunked"}, {"Connection": "close"},
        {"Cookie": "a=b"}, {"User-Agent": "me"}, {"Accept-Encoding": "br"},
    ],
)  # fmt: skip
def test_headers_that_could_break_out_are_a_bug(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"header|set by the client"):
        Request("https://blog.example/", headers)


def test_a_stored_etag_can_always_be_sent_back() -> None:
    Request("https://blog.example/", {"If-None-Match": 'W/"caf\xe9 \t\xff"'})


@pytest.mark.parametrize("method", ["PUT", "get", "CONNECT", "GET / HTTP/1.1\r\nX:", ""])
def test_other_methods_are_a_bug(method: str) -> None:
    with pytest.raises(ValueError, match="method"):
        Request("https://blog.example/", method=method)


def test_only_a_post_has_a_body() -> None:
    Request("https://blog.example/", method="POST", body=b"x")
    with pytest.raises(ValueError, match="POST"):
        Request("https://blog.example/", body=b"x")


def test_a_request_shows_no_secret() -> None:
    shown = repr(
        Request("https://me:secret@blog.example/f", {"Authorization": "Bearer secret"}, tag="secret")
    )
    assert "secret" not in shown
    assert "https://blog.example/f" in shown
    assert "secret" not in repr(Headers([("Set-Cookie", "secret")]))


def test_a_request_is_not_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Request("https://blog.example/").url = "x"  # type: ignore[misc]  # that is the point
