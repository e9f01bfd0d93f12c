"""Up to 32 journeys at once on one curl multi handle: look up, connect, read, follow, hand back.

An engine serves one run at a time. The client lends them out, so a caller may ask for one thing while it is
still reading the answers to another.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pycurl

from portal.outbound.checking import admit_all, known_addresses
from portal.outbound.codes import FailureCode, Refused
from portal.outbound.journey import Journey
from portal.outbound.loop import Loop
from portal.outbound.outcomes import Answer, Failure, Request
from portal.outbound.policy import Policy
from portal.outbound.transfer import Response, Transfer, release
from portal.outbound.urls import Target

Outcome = Answer | Failure
# host -> its addresses, as text. Blocks; raises OSError when there are none. Runs in a thread.
Resolver = Callable[[str], Sequence[str]]

IN_FLIGHT = 32
# As many as a caller has hosts to ask in turns, and more: where one is asked twice, the second request wants no
# handshake. Whoever is asked hourly has hung up long before.
KEPT_CONNECTIONS = 256
# Lookups that outlive their limit keep their thread until the name server gives up, hence twice the flights.
_LOOKUP_THREADS = 2 * IN_FLIGHT
_OVER = object()
_BRIEF = 0.001  # seconds that a caller may take without anything being late for it
_PATIENCE = 0.1  # seconds between looks at our own clocks; curl keeps its own


@dataclass(eq=False, slots=True)
class _Lookup:
    journey: Journey
    target: Target
    handle: pycurl.Curl
    due: float


@dataclass(eq=False, slots=True)
class _Flight:
    journey: Journey
    target: Target
    transfer: Transfer


class Engine:
    """One multi handle, its easy handles and its lookup threads."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._pid = os.getpid()
        self._loop = Loop(kept_connections=KEPT_CONNECTIONS)
        self._spare: list[pycurl.Curl] = []
        self._threads = ThreadPoolExecutor(_LOOKUP_THREADS, thread_name_prefix="outbound-lookup")
        self._lookups: dict[Future[Sequence[str]], _Lookup] = {}
        self._flights: dict[pycurl.Curl, _Flight] = {}
        self._crowd: Counter[str] = Counter()  # how many flights go to each place; gone with the run
        self._landed: deque[Outcome] = deque()
        self._next_look = 0.0

    def run(self, requests: Iterable[Request | None], policy: Policy) -> Iterator[Outcome]:
        """Yield each outcome as it comes. Takes a request only when there is room for it; None is "not yet"."""
        waiting = iter(requests)
        try:
            while True:
                more = self._take_off(waiting, policy)
                if self._landed:
                    handed_over = time.monotonic()
                    yield self._landed.popleft()
                    # Callers may work on an outcome for long. What came meanwhile is taken in before the next one:
                    # an answer that lies in the socket is not late.
                    if time.monotonic() - handed_over > _BRIEF:
                        self._turn(0)
                elif self._lookups or self._flights or more:
                    self._turn(_PATIENCE)
                else:
                    return
        finally:
            self._abandon()

    def _take_off(self, waiting: Iterator[Request | None], policy: Policy) -> bool:
        """Begin what there is room for; returns whether there may be more."""
        while len(self._lookups) + len(self._flights) + len(self._landed) < IN_FLIGHT:
            request = next(waiting, _OVER)
            if request is None or request is _OVER:
                return request is None
            assert isinstance(request, Request)  # noqa: S101  # for the types: a sentinel is an object
            journey = Journey(request, policy)
            handle = self._spare.pop() if self._spare else pycurl.Curl()
            self._attempt(self._begin, journey, handle)
        return True

    def _attempt(
        self, step: Callable[..., None], journey: Journey, handle: pycurl.Curl, *args: object
    ) -> None:
        """Take one step of a journey; being refused is its end."""
        try:
            step(journey, handle, *args)
        except Refused as refused:
            self._land(journey.fail(refused), handle)

    def _begin(self, journey: Journey, handle: pycurl.Curl) -> None:
        self._approach(journey, handle, journey.begin())

    def _approach(self, journey: Journey, handle: pycurl.Curl, target: Target) -> None:
        known = known_addresses(target, journey.policy)
        if known is not None:
            self._connect(journey, handle, target, known)
            return
        due = time.monotonic() + min(journey.policy.limits.lookup, journey.remaining())
        future = self._threads.submit(self._resolver, target.host)
        self._lookups[future] = _Lookup(journey, target, handle, due)
        future.add_done_callback(lambda _: self._loop.ring())

    def _connect(
        self, journey: Journey, handle: pycurl.Curl, target: Target, resolved: Sequence[str]
    ) -> None:
        transfer = Transfer(
            handle,
            journey.request,
            target,
            admit_all(target, resolved, journey.policy),
            headers=journey.headers_for(target),
            limits=journey.policy.limits,
            remaining=journey.remaining(),
        )
        self._flights[handle] = _Flight(journey, target, transfer)
        self._crowd[target.origin] += 1
        self._loop.add(handle)

    def _read(
        self, journey: Journey, handle: pycurl.Curl, target: Target, result: Response | Refused
    ) -> None:
        if isinstance(result, Refused):
            raise result
        reached = journey.arrive(target, result)
        if isinstance(reached, Answer):
            self._land(reached, handle)
        else:
            self._approach(journey, handle, reached)

    def _land(self, outcome: Outcome, handle: pycurl.Curl) -> None:
        release(handle)
        self._spare.append(handle)
        self._landed.append(outcome)

    def _turn(self, at_most: float) -> None:
        for handle, error in self._loop.turn(at_most):
            flight = self._flights[handle]
            self._disembark(handle, flight.transfer.result(error, alone=self._is_alone(flight)))
        if self._lookups:
            self._finish_lookups()
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _PATIENCE
            self._drop_overdue(now)

    def _is_alone(self, flight: _Flight) -> bool:
        """Whether no other request is under way to this place, so that its connection is nobody else's by now."""
        return self._crowd[flight.target.origin] == 1

    def _disembark(self, handle: pycurl.Curl, result: Response | Refused) -> None:
        flight = self._flights.pop(handle)
        self._crowd[flight.target.origin] -= 1
        self._loop.remove(handle)
        self._attempt(self._read, flight.journey, handle, flight.target, result)

    def _finish_lookups(self) -> None:
        now = time.monotonic()
        for future, lookup in list(self._lookups.items()):
            if future.done() or now > lookup.due:
                del self._lookups[future]
                self._attempt(self._resolved, lookup.journey, lookup.handle, lookup.target, future)

    def _resolved(
        self, journey: Journey, handle: pycurl.Curl, target: Target, future: Future[Sequence[str]]
    ) -> None:
        if not future.done():
            future.cancel()  # a thread that has begun goes on; nobody waits for it
            raise Refused(FailureCode.DNS, "The name server took too long to answer.")
        try:
            addresses = future.result()
        except (OSError, UnicodeError):  # UnicodeError: a name the C library will not even send
            raise Refused(FailureCode.DNS, "The name could not be looked up.") from None
        self._connect(journey, handle, target, addresses)

    def _drop_overdue(self, now: float) -> None:
        late = [handle for handle, flight in self._flights.items() if flight.transfer.is_overdue(now)]
        for handle in late:
            self._disembark(handle, Refused(FailureCode.TIMEOUT, "The server took too long to answer."))

    def _abandon(self) -> None:
        """Let go of what is still under way: the caller stopped listening, or an exception passed through."""
        if os.getpid() != self._pid:
            return  # a forked child dropped its copy of a run: the connections are the parent's
        for future, lookup in self._lookups.items():
            future.cancel()
            self._spare.append(lookup.handle)
        for handle in self._flights:
            self._loop.remove(handle)
            release(handle)
            self._spare.append(handle)
        self._lookups.clear()
        self._flights.clear()
        self._crowd.clear()
        self._landed.clear()
