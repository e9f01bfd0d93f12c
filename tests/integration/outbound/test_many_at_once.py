"""Many requests together: order, room, laziness, leaving early, threads and forks."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator

import pytest

from portal.outbound import Answer, Client, Failure, FailureCode, Policy, Request, engine
from portal.outbound.engine import IN_FLIGHT
from tests.fakeweb import FakeWeb, Script, Seen, Step, answer, late, redirect, silent
from tests.integration.outbound.conftest import Names, with_limits


def test_each_outcome_bears_the_tag_of_its_request(client: Client, web: FakeWeb) -> None:
    requests = []
    for number in range(100):
        url = web.on(f"/{number}", answer(str(number).encode()))
        requests.append(Request(url, tag=number))
    outcomes = list(client.get_all(requests))
    assert len(outcomes) == 100
    for outcome in outcomes:
        assert isinstance(outcome, Answer)
        assert outcome.wire == str(outcome.request.tag).encode()
    assert web.connections <= IN_FLIGHT


def test_the_quick_do_not_wait_for_the_slow(client: Client, web: FakeWeb) -> None:
    web.on("/slow", late(0.2, answer(b"slow")))
    web.on("/quick", answer(b"quick"))
    web.on("/moved", redirect("/quick"))
    paths = ("/slow", "/quick", "/nowhere:", "/moved")
    order = [
        outcome.request.tag for outcome in client.get_all(Request(web.url(path), tag=path) for path in paths)
    ]
    assert order[-1] == "/slow"
    assert sorted(map(str, order)) == sorted(paths)


def test_what_came_while_the_caller_was_busy_is_not_late(client: Client, web: FakeWeb) -> None:
    """A caller that works on each outcome keeps the others waiting, and their answers lie in the sockets."""
    web.on("/quick", answer(b"quick"))
    web.on("/later", late(0.3, answer(b"later")))
    paths = ["/quick"] * 28 + ["/later"] * 4
    for outcome in with_limits(client, total=1.5).get_all(Request(web.url(path)) for path in paths):
        assert isinstance(outcome, Answer)
        time.sleep(0.08)


def test_the_caller_has_a_word_in_while_nobody_answers(client: Client, web: FakeWeb) -> None:
    """Also while there is no room for another request, so that none is taken from the iterable."""
    web.on("/slow", late(1.0, answer(b"slow")))
    words: list[float] = []
    urls = [web.url("/slow")] * IN_FLIGHT
    run = client.get_all(map(Request, urls), meanwhile=lambda: words.append(time.monotonic()))
    assert len(list(run)) == IN_FLIGHT
    assert len(words) >= 5


def test_no_more_than_the_room_there_is(client: Client, web: FakeWeb) -> None:
    """The iterable is lazy: what cannot be flown yet is not taken from it."""
    taken, lock = 0, threading.Lock()
    together = most = 0

    def counting(seen: Seen) -> Iterator[Step]:
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        time.sleep(0.02)
        with lock:
            together -= 1
        yield from answer()(seen)

    def requests() -> Iterator[Request]:
        nonlocal taken
        for _ in range(3 * IN_FLIGHT):
            taken += 1
            yield Request(url)

    url = web.on("/", counting)
    outcomes = client.get_all(requests())
    next(outcomes)
    assert taken <= IN_FLIGHT
    assert len(list(outcomes)) == 3 * IN_FLIGHT - 1
    assert most <= IN_FLIGHT


def test_refusals_do_not_run_ahead(client: Client) -> None:
    taken = 0

    def requests() -> Iterator[Request]:
        nonlocal taken
        while True:
            taken += 1
            yield Request("http://127.0.0.1/")

    outcomes = client.get_all(requests())
    assert all(isinstance(next(outcomes), Failure) for _ in range(10))
    assert taken < 10 + IN_FLIGHT


def test_one_may_ask_while_reading(client: Client, web: FakeWeb) -> None:
    web.on("/page", answer(b"page"))
    web.on("/icon", answer(b"icon"))
    pages = client.get_all(Request(web.url("/page")) for _ in range(5))
    icons = [
        client.get(web.url("/icon")) for page in pages if isinstance(page, Answer) and page.wire == b"page"
    ]
    assert len(icons) == 5
    assert all(isinstance(icon, Answer) and icon.wire == b"icon" for icon in icons)


def test_leaving_early_leaves_nothing_behind(client: Client, web: FakeWeb) -> None:
    web.on("/", answer(b"here"))
    web.on("/slow", silent())
    for _ in range(3):
        run = client.get_all([Request(web.url("/"), tag="quick"), *[Request(web.url("/slow"))] * 40])
        assert next(run).request.tag == "quick"
        run.close()  # type: ignore[attr-defined]  # it is a generator
    outcome = client.get(web.url("/"))
    assert isinstance(outcome, Answer)


def test_an_error_of_the_caller_passes_through(client: Client, web: FakeWeb) -> None:
    def requests() -> Iterator[Request]:
        yield Request(web.url("/"))
        raise RuntimeError("the caller's")

    with pytest.raises(RuntimeError):
        list(client.get_all(requests()))
    assert isinstance(client.get(web.url("/")), Answer)


def test_lookups_do_not_stand_in_line(client: Client, web: FakeWeb) -> None:
    """Nobody passes the barrier before all the names in flight are being looked up."""
    barrier = threading.Barrier(IN_FLIGHT, timeout=4)

    def slow(host: str) -> list[str]:
        barrier.wait()
        return [web.host]

    web.on("/", answer())
    requests = [Request(f"http://n{n}.example:{web.port}/") for n in range(IN_FLIGHT)]
    outcomes = list(Client(client.policy, slow).get_all(requests))
    assert all(isinstance(outcome, Answer) for outcome in outcomes)


def test_a_lookup_is_noticed_at_once(
    policy: Policy, names: Names, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 30.0)
    web.on("/", answer())
    begun = time.monotonic()
    assert isinstance(Client(policy, names).get(f"http://good.example:{web.port}/"), Answer)
    assert time.monotonic() - begun < 15


def test_threads_share_a_client(client: Client, web: FakeWeb) -> None:
    web.on("/", late(0.01, answer(b"here")))
    bodies: list[bytes] = []

    def ask() -> None:
        for outcome in client.get_all(Request(web.url("/")) for _ in range(20)):
            assert isinstance(outcome, Answer)
            bodies.append(outcome.wire)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"here"] * 80


def test_a_forked_child_makes_connections_of_its_own(client: Client, web: FakeWeb) -> None:
    web.on("/", answer(b"here"))
    url = f"http://good.example:{web.port}/"
    assert isinstance(client.get(url), Answer)

    def in_the_child() -> None:
        outcome = client.get(url)
        os._exit(0 if isinstance(outcome, Answer) and outcome.wire == b"here" else 1)

    child = multiprocessing.get_context("fork").Process(target=in_the_child)
    child.start()
    child.join(10)
    assert child.exitcode == 0
    assert web.connections == 2
    assert isinstance(client.get(url), Answer)
    assert web.connections == 2  # the parent's is still the parent's


def test_a_child_forked_within_a_run_leaves_it_to_the_parent(client: Client, web: FakeWeb) -> None:
    web.on("/", answer(b"here"))
    web.on("/late", late(0.2, answer(b"late")))
    run = client.get_all([Request(web.url("/")), Request(web.url("/late"))])
    next(run)

    def in_the_child() -> None:
        run.close()  # type: ignore[attr-defined]  # it is a generator
        os._exit(0)

    child = multiprocessing.get_context("fork").Process(target=in_the_child)
    child.start()
    child.join(10)
    assert child.exitcode == 0
    (outcome,) = run
    assert isinstance(outcome, Answer)
    assert outcome.wire == b"late"


def test_a_failure_of_one_is_no_failure_of_another(hurried: Client, web: FakeWeb) -> None:
    scripts: dict[str, Script] = {"/silent": silent(), "/good": answer(b"good")}
    for path, script in scripts.items():
        web.on(path, script)
    requests = [Request(web.url("/silent" if n % 3 else "/good"), tag=n) for n in range(30)]
    for outcome in hurried.get_all(requests):
        good = outcome.request.url.endswith("/good")
        assert isinstance(outcome, Answer) if good else getattr(outcome, "code", "") == FailureCode.TIMEOUT
