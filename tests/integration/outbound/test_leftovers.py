"""What a server says unasked, behind the end of an answer, is never taken for the answer to the next request."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from portal.outbound import Answer, Client, Request, engine
from tests.fakeweb import KEEP_OPEN, FakeWeb, Pause, Seen, Step, answer, head

UNASKED = head(200, {"Content-Length": "7"}) + b"unasked"
FIRST = {
    "a length": head(200, {"Content-Length": "5"}) + b"hello",
    "chunks": head(200, {"Transfer-Encoding": "chunked"}) + b"5\r\nhello\r\n0\r\n\r\n",
    "no body": head(304, {"ETag": '"1"'}),
}


@pytest.mark.parametrize("first", FIRST.values(), ids=FIRST)
@pytest.mark.parametrize("later", [0, 0.05], ids=["at once", "later"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_is_not_taken_for_an_answer(
    client: Client, web: FakeWeb, first: bytes, later: float, method: str
) -> None:
    def say_more(seen: Seen) -> Iterator[Step]:
        yield first
        yield Pause(later)
        yield UNASKED
        yield KEEP_OPEN

    web.on("/first", say_more)
    web.on("/next", answer(b"next"))
    assert isinstance(client.get(web.url("/first")), Answer)
    time.sleep(0.15)
    outcome = client.send(Request(web.url("/next"), method=method))
    assert isinstance(outcome, Answer)
    assert outcome.wire == b"next"
    assert web.hits("/next") == 1


def test_nobody_waits_for_news_of_what_was_never_sent(
    client: Client, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No socket will ever have any, and whoever looks for it sleeps until the next look at the clock."""

    def say_more(seen: Seen) -> Iterator[Step]:
        yield FIRST["a length"]
        yield Pause(0.05)
        yield UNASKED
        yield KEEP_OPEN

    web.on("/", say_more)
    assert isinstance(client.get(web.url()), Answer)
    time.sleep(0.15)
    monkeypatch.setattr(engine, "_PATIENCE", 20.0)
    began = time.monotonic()
    assert isinstance(client.get(web.url()), Answer)
    assert time.monotonic() - began < 5
    assert web.connections == 2


def test_a_connection_without_any_is_used_again(client: Client, web: FakeWeb) -> None:
    web.on("/", answer(b"here"))
    for _ in range(3):
        assert isinstance(client.get(web.url()), Answer)
    assert web.connections == 1


def test_it_is_hung_up_beside_others_to_the_same_place(client: Client, web: FakeWeb) -> None:
    """Two connections are kept, one of them with more in it than it should have."""

    def say_more(seen: Seen) -> Iterator[Step]:
        yield from answer(b"first")(seen)
        yield Pause(0.05)
        yield UNASKED
        yield KEEP_OPEN

    web.on("/first", say_more)
    web.on("/next", answer(b"next"))
    list(client.get_all(Request(web.url(path)) for path in ("/first", "/next")))
    time.sleep(0.15)
    for _ in range(2):
        bodies = [
            outcome.wire
            for outcome in client.get_all([Request(web.url("/next"))] * 4)
            if isinstance(outcome, Answer)
        ]
        assert bodies == [b"next"] * 4
