"""A handle carries one request after another, and each looks as if it were its first."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from portal.outbound import Answer, Client, Failure, Policy, Request
from portal.outbound.engine import Engine
from tests.fakeweb import (
    KEEP_OPEN,
    RESET,
    FakeWeb,
    Pause,
    Script,
    Seen,
    Step,
    answer,
    chunked,
    cut_short,
    head,
    in_turn,
    interim,
    raw,
    redirect,
)
from tests.integration.outbound.conftest import Names, with_limits

Wish = Callable[[FakeWeb], Request]


def _get(web: FakeWeb) -> Request:
    return Request(web.url("/first"))


def _post(web: FakeWeb) -> Request:
    return Request(web.url("/first"), {"Content-Type": "text/plain"}, method="POST", body=b"secret")


def _head(web: FakeWeb) -> Request:
    return Request(web.url("/first"), method="HEAD")


def _with_secrets(web: FakeWeb) -> Request:
    headers = {"Authorization": "Bearer secret", "X-Api-Key": "secret", "If-None-Match": '"secret"'}
    return Request(web.url("/first"), headers)


def _with_a_login(web: FakeWeb) -> Request:
    return Request(web.url("/first", login="me:secret"))


COOKIE = {"Set-Cookie": "secret=1; Path=/"}
ASKS_WHO = {"WWW-Authenticate": 'Digest realm="x", nonce="secret", qop="auth"'}
FIRST: list[tuple[str, Wish, Script]] = [
    ("a GET", _get, answer(b"first")),
    ("a POST", _post, answer(b"first")),
    ("a HEAD", _head, answer(b"first")),
    ("secrets in headers", _with_secrets, answer(b"first")),
    ("a login", _with_a_login, answer(b"first")),
    ("a login that is refused", _with_a_login, answer(status=401, headers=ASKS_WHO)),
    ("a cookie", _get, answer(b"first", headers=COOKIE)),
    ("a cookie and nothing new", _get, answer(status=304, headers=COOKIE)),
    ("a redirect with a cookie", _get, redirect("/elsewhere", headers=COOKIE)),
    ("a redirected HEAD", _head, redirect("/elsewhere")),
    ("a challenge", _get, answer(status=401, headers=ASKS_WHO)),
    ("HTTP/1.0", _get, raw(b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx")),
    ("a hint", _get, interim(1, then=answer(b"first"))),
    ("trailers", _get, chunked(b"first", trailers=[("Set-Cookie", "secret=1")])),
    ("half an answer", _get, cut_short(b"first")),
    ("a reset", _get, raw(RESET)),
    ("no HTTP", _get, raw(b"hello")),
    ("too many hints", _get, interim(1000, then=answer(b"first"))),
    ("too long a body", _get, answer(b"x" * 2000)),
    ("too late", _get, raw(head(200), Pause(60))),
]


def _engine(client: Client) -> Engine:
    (engine,) = client._shelves[os.getpid()]
    return engine


@pytest.mark.parametrize(("wish", "script"), [pytest.param(*case[1:], id=case[0]) for case in FIRST])
def test_nothing_of_one_request_is_seen_in_the_next(
    policy: Policy, names: Names, web: FakeWeb, wish: Wish, script: Script
) -> None:
    web.on("/first", script)
    web.on("/elsewhere", answer(b"elsewhere"))
    web.on("/next", answer(b"next", headers={"ETag": '"1"'}))
    used = with_limits(Client(policy, names), wire=1000, total=0.5)
    used.send(wish(web))
    outcomes = [client.get(web.url("/next")) for client in (used, used, Client(policy, names))]
    assert len(_engine(used)._spare) == 1  # one handle carried them all
    for outcome in outcomes:
        assert isinstance(outcome, Answer)
        assert (outcome.wire, next(iter(outcome.headers))) == (b"next", ("ETag", '"1"'))
    *of_used, of_new = [
        (seen.method, seen.version, seen.headers, seen.body) for seen in web.seen if seen.path == "/next"
    ]
    assert of_used == [of_new, of_new]


def test_what_one_failed_of_is_not_said_of_the_next(client: Client, web: FakeWeb) -> None:
    scripts = [raw(RESET), answer(b"good"), cut_short(b"half"), answer(b"good"), raw()]
    web.on("/", in_turn(*scripts))
    outcomes = [client.get(web.url()) for _ in scripts]
    assert [outcome.code if isinstance(outcome, Failure) else "" for outcome in outcomes] == [
        "refused", "", "truncated", "", "refused",
    ]  # fmt: skip


def test_a_connection_that_died_while_it_was_kept_costs_no_answer(client: Client, web: FakeWeb) -> None:
    """However often: what is sent on a dead connection is sent again on a new one, and that is not counted up."""

    def hang_up_on_the_second(seen: Seen) -> Iterator[Step]:
        if asked.setdefault(seen.connection, 0):
            yield RESET
        asked[seen.connection] += 1
        yield head(200, {"Content-Length": "1"}) + b"x"
        yield KEEP_OPEN

    asked: dict[int, int] = {}
    web.on("/", hang_up_on_the_second)
    for _ in range(15):
        assert isinstance(client.get(web.url()), Answer)
    assert web.connections == 15


def test_nothing_of_a_request_that_was_given_up_is_seen_in_the_next(
    policy: Policy, names: Names, web: FakeWeb
) -> None:
    """It was on its second hop, whose name was being looked up."""
    asked, closed = threading.Event(), threading.Event()

    def resolver(host: str) -> Sequence[str]:
        if host == "slow.example":
            asked.set()
            closed.wait(10)
        return names(host)

    client = Client(policy, resolver)
    web.on("/first", redirect(f"http://slow.example:{web.port}/", headers=COOKIE))
    web.on("/next", answer(b"next"))
    web.on("/meanwhile", lambda seen: answer()(seen) if asked.wait(10) else ())
    run = client.get_all([Request(web.url("/first")), Request(web.url("/meanwhile"))])
    next(run)
    run.close()  # type: ignore[attr-defined]  # it is a generator
    closed.set()
    assert all(isinstance(found, Answer) for found in client.get_all([Request(web.url("/next"))] * 2))
    assert ["cookie" in seen.headers for seen in web.seen if seen.path == "/next"] == [False, False]


def test_an_idle_handle_holds_no_answer(client: Client, web: FakeWeb) -> None:
    """It may be of 5 MiB, and nobody asks for it any more."""
    web.on("/", answer(b"x" * 1000))
    list(client.get_all(Request(web.url()) for _ in range(5)))
    assert [handle.hop for handle in _engine(client)._spare] == [None] * 5
