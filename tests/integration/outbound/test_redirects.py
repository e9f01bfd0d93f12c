"""Redirects: who is asked next, what they are told, and when it ends."""

from __future__ import annotations

import base64

import pytest

from portal.outbound import Answer, Client, Failure, FailureCode, Policy, Request
from tests.fakeweb import FakeWeb, Script, answer, in_turn, raw, redirect


def _arrived(outcome: Answer | Failure) -> Answer:
    assert isinstance(outcome, Answer), outcome
    return outcome


def _code(outcome: Answer | Failure) -> FailureCode:
    assert isinstance(outcome, Failure), outcome
    return outcome.code


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_redirects_are_followed_and_told(client: Client, web: FakeWeb, status: int) -> None:
    web.on("/old", redirect("/new?a=b#c", status=status))
    web.on("/new", answer(b"here"))
    outcome = _arrived(client.get(web.url("/old")))
    assert outcome.wire == b"here"
    assert outcome.url == web.url("/new?a=b")
    (hop,) = outcome.hops
    assert (hop.status, hop.url_from, hop.url_to) == (status, web.url("/old"), web.url("/new?a=b"))


@pytest.mark.parametrize(
    "location", ["next", "./next", "../dir/next", "/dir/next", "?x", "//{pair}/dir/next"]
)
def test_locations_may_be_relative(client: Client, web: FakeWeb, location: str) -> None:
    web.on("/dir/next", answer(b"here"))
    web.on("/dir/start", in_turn(redirect(location.format(pair=web.pair)), answer(b"here")))
    assert _arrived(client.get(web.url("/dir/start"))).wire == b"here"


def test_a_location_in_utf8_is_understood(client: Client, web: FakeWeb) -> None:
    web.on("/old", redirect("/fl%C3%BCsse".replace("%C3%BC", "ü".encode().decode("latin-1"))))
    web.on("/fl%C3%BCsse", answer(b"here"))
    assert _arrived(client.get(web.url("/old"))).wire == b"here"


def test_a_path_is_sent_as_it_was_checked(client: Client, web: FakeWeb) -> None:
    web.on("/a/../b/./c", answer(b"here"))
    assert _arrived(client.get(web.url("/a/../b/./c"))).wire == b"here"


def test_a_circle_is_a_loop(client: Client, web: FakeWeb) -> None:
    web.on("/a", redirect("/b"))
    web.on("/b", redirect("/a"))
    assert _code(client.get(web.url("/a"))) == FailureCode.REDIRECT_LOOP
    assert web.hits() == 2


def test_five_redirects_are_enough(client: Client, web: FakeWeb) -> None:
    for number in range(6):
        web.on(f"/{number}", redirect(f"/{number + 1}"))
    web.on("/6", answer(b"here"))
    assert len(_arrived(client.get(web.url("/1"))).hops) == 5
    assert _code(client.get(web.url("/0"))) == FailureCode.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    "script",
    [
        answer(status=302),
        answer(status=302, headers={"Location": ""}),
        answer(status=302, headers=[("Location", "/x"), ("Location", "/y")]),
        answer(b"choose", status=300),
    ],
)
def test_a_redirect_to_nowhere_is_bad(client: Client, web: FakeWeb, script: Script) -> None:
    web.on("/", script)
    assert _code(client.get(web.url())) == FailureCode.HTTP_4XX


@pytest.mark.parametrize("status", [200, 204, 304, 305, 400, 401, 404, 410, 429, 500, 503, 520, 999])
def test_every_other_status_is_an_answer(client: Client, web: FakeWeb, status: int) -> None:
    web.on("/", answer(status=status, headers={"Location": "/elsewhere"}))
    assert _arrived(client.get(web.url())).status == status


def test_a_post_is_not_sent_on(client: Client, web: FakeWeb) -> None:
    web.on("/hub", redirect("/elsewhere", status=307))
    outcome = _arrived(client.send(Request(web.url("/hub"), method="POST", body=b"hub.mode=subscribe")))
    assert outcome.status == 307
    assert (web.seen[0].method, web.seen[0].body) == ("POST", b"hub.mode=subscribe")


def test_head_has_no_body_and_is_redirected(client: Client, web: FakeWeb) -> None:
    web.on("/old", redirect("/new"))
    web.on("/new", answer(b"body", headers={"X-Found": "yes"}))
    outcome = _arrived(client.send(Request(web.url("/old"), method="HEAD")))
    assert (outcome.wire, outcome.headers.get("x-found")) == (b"", "yes")


def test_credentials_go_to_their_origin_only(client: Client, web: FakeWeb, other: FakeWeb) -> None:
    web.on("/a", redirect("/b"))
    web.on("/b", redirect(f"http://other.example:{other.port}/c"))
    other.on("/c", redirect(f"http://good.example:{web.port}/d"))
    web.on("/d", answer())
    _arrived(client.get(f"http://me:secret@good.example:{web.port}/a"))
    assert [("authorization" in seen.headers) for seen in web.seen] == [True, True, True]
    assert "authorization" not in other.seen[0].headers


def test_a_redirect_cannot_bring_its_own_credentials(client: Client, web: FakeWeb) -> None:
    web.on("/a", redirect(f"http://them:theirs@good.example:{web.port}/b"))
    web.on("/b", answer())
    outcome = _arrived(client.get(f"http://good.example:{web.port}/a"))
    assert "authorization" not in web.seen[1].headers
    assert "theirs" not in outcome.url + outcome.hops[0].url_to


def test_secret_headers_stay_with_their_origin(client: Client, web: FakeWeb, other: FakeWeb) -> None:
    web.on("/a", redirect(f"http://other.example:{other.port}/b"))
    other.on("/b", answer())
    sent = {"Authorization": "Bearer k", "X-Api-Key": "k", "If-None-Match": '"v"', "Accept": "text/xml"}
    _arrived(client.get(f"http://good.example:{web.port}/a", headers=sent))
    assert {"authorization", "x-api-key", "if-none-match", "accept"} <= set(web.seen[0].headers)
    assert "k" not in other.seen[0].headers.values()
    assert other.seen[0].headers["if-none-match"] == '"v"'
    assert other.seen[0].headers["host"] == f"other.example:{other.port}"


def test_the_callers_own_authorization_wins(client: Client, web: FakeWeb) -> None:
    web.on("/", answer())
    client.get(web.url(login="me:secret"), headers={"Authorization": "Bearer k"})
    assert web.seen[0].headers["authorization"] == "Bearer k"


def test_odd_logins_arrive_whole(client: Client, web: FakeWeb) -> None:
    web.on("/", answer())
    client.get(web.url(login="ma%3Aria:p%C3%A4ss:w%20ord"))
    sent = base64.b64decode(web.seen[0].headers["authorization"].removeprefix("Basic "))
    assert sent == "ma:ria:päss:w ord".encode()


def test_a_cookie_lasts_for_one_request_and_its_redirects(client: Client, web: FakeWeb) -> None:
    welcome = redirect("/feed", headers={"Set-Cookie": "seen=1"})
    web.on("/feed", in_turn(welcome, answer(b"one"), answer(b"two")))
    assert _arrived(client.get(web.url("/feed"))).wire == b"one"
    assert _arrived(client.get(web.url("/feed"))).wire == b"two"
    assert [seen.headers.get("cookie") for seen in web.seen] == [None, "seen=1", None]


def test_a_cookie_every_time_still_ends(client: Client, web: FakeWeb) -> None:
    web.on("/feed", redirect("/feed", headers={"Set-Cookie": "seen=1"}))
    assert _code(client.get(web.url("/feed"))) == FailureCode.TOO_MANY_REDIRECTS


def test_an_open_pair_is_matched_on_every_hop() -> None:
    """The pair opens one door on loopback; a redirect through it finds the next one shut."""
    with FakeWeb("127.0.0.1") as demo, FakeWeb("127.0.0.1") as shut:
        client = Client(Policy(open_pairs=frozenset({demo.pair, f"localhost:{demo.port}"})))
        demo.on("/feed", answer(b"demo"))
        demo.on("/out", redirect(shut.url("/")))
        demo.on("/home", redirect(f"http://localhost:{demo.port}/feed"))
        assert _arrived(client.get(demo.url("/feed"))).wire == b"demo"
        assert _arrived(client.get(demo.url("/home"))).wire == b"demo"
        assert _code(client.get(demo.url("/out"))) == FailureCode.BLOCKED_ADDRESS
        assert _code(client.get(f"http://127.1:{demo.port}/feed")) == FailureCode.BLOCKED_ADDRESS
        assert shut.connections == 0


def test_a_bare_close_after_a_redirect_line_is_no_redirect(client: Client, web: FakeWeb) -> None:
    web.on("/", raw(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 9\r\n\r\nabc"))
    assert _code(client.get(web.url())) == FailureCode.TRUNCATED
