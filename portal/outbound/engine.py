"""Up to 32 journeys at once on one curl multi handle: look up, connect, read, follow, hand back.

An engine serves one run at a time. The client lends them out, so a caller may ask for one thing while it is
still reading the answers to another.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pycurl

from portal.outbound.checking import admit_all, known_addresses
from portal.outbound.codes import FailureCode, Refused
from portal.outbound.journey import Journey
from portal.outbound.kept import Kept
from portal.outbound.loop import Loop
from portal.outbound.outcomes import Answer, Failure, Request
from portal.outbound.policy import Policy
from portal.outbound.transfer import Carrier, Transfer
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
    carrier: Carrier
    due: float


class Engine:
    """One multi handle, its easy handles and its lookup threads."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._pid = os.getpid()
        self._loop = Loop(kept_connections=KEPT_CONNECTIONS)
        self._kept = Kept()
        # The first of all tidies up behind the others. They take turns, so its own comes often enough.
        self._spare = deque([Carrier(self._kept, tidies=True)])
        self._threads = ThreadPoolExecutor(_LOOKUP_THREADS, thread_name_prefix="outbound-lookup")
        self._lookups: dict[Future[Sequence[str]], _Lookup] = {}
        self._flights: dict[pycurl.Curl, Transfer] = {}
        self._landed: deque[Outcome] = deque()
        self._next_look = 0.0

    def run(
        self, requests: Iterable[Request | None], policy: Policy, meanwhile: Callable[[], None] | None = None
    ) -> Iterator[Outcome]:
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
                    if meanwhile:
                        meanwhile()
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
            carrier = self._spare.popleft() if self._spare else Carrier(self._kept)
            self._attempt(self._begin, journey, carrier)
        return True

    def _attempt(self, step: Callable[..., None], journey: Journey, carrier: Carrier, *args: object) -> None:
        """Take one step of a journey; being refused is its end."""
        try:
            step(journey, carrier, *args)
        except Refused as refused:
            self._land(journey.fail(refused), carrier)

    def _begin(self, journey: Journey, carrier: Carrier) -> None:
        self._approach(journey, carrier, journey.begin())

    def _approach(self, journey: Journey, carrier: Carrier, target: Target) -> None:
        known = known_addresses(target, journey.policy)
        if known is not None:
            self._connect(journey, carrier, target, known)
            return
        due = time.monotonic() + min(journey.policy.limits.lookup, journey.remaining())
        future = self._threads.submit(self._resolver, target.host)
        self._lookups[future] = _Lookup(journey, target, carrier, due)
        future.add_done_callback(lambda _: self._loop.ring())

    def _connect(self, journey: Journey, carrier: Carrier, target: Target, resolved: Sequence[str]) -> None:
        self._fly(Transfer(carrier, journey, target, admit_all(target, resolved, journey.policy)))

    def _fly(self, transfer: Transfer) -> None:
        handle = transfer.carrier.handle
        self._flights[handle] = transfer
        self._loop.add(handle)

    def _read(self, journey: Journey, carrier: Carrier, transfer: Transfer, refused: Refused | None) -> None:
        if transfer.is_unsent:
            self._fly(Transfer(carrier, journey, transfer.target, transfer.addresses, anew=True))
            return
        if refused is not None:
            raise refused
        reached = journey.arrive(transfer.target, transfer.inbox)
        if isinstance(reached, Answer):
            self._land(reached, carrier)
        else:
            self._approach(journey, carrier, reached)

    def _land(self, outcome: Outcome, carrier: Carrier) -> None:
        self._spare_again(carrier)
        self._landed.append(outcome)

    def _spare_again(self, carrier: Carrier) -> None:
        carrier.release()
        self._spare.append(carrier)

    def _turn(self, at_most: float) -> None:
        for handle, error in self._loop.turn(at_most):
            transfer = self._flights.pop(handle)
            refused = transfer.result(error)
            self._loop.remove(handle)
            self._attempt(self._read, transfer.journey, transfer.carrier, transfer, refused)
        if self._lookups:
            self._finish_lookups()
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _PATIENCE
            self._drop_overdue(now)

    def _finish_lookups(self) -> None:
        now = time.monotonic()
        for future, lookup in list(self._lookups.items()):
            if future.done() or now > lookup.due:
                del self._lookups[future]
                self._attempt(self._resolved, lookup.journey, lookup.carrier, lookup.target, future)

    def _resolved(
        self, journey: Journey, carrier: Carrier, target: Target, future: Future[Sequence[str]]
    ) -> None:
        if not future.done():
            future.cancel()  # a thread that has begun goes on; nobody waits for it
            raise Refused(FailureCode.DNS, "The name server took too long to answer.")
        try:
            addresses = future.result()
        except (OSError, UnicodeError):  # UnicodeError: a name the C library will not even send
            raise Refused(FailureCode.DNS, "The name could not be looked up.") from None
        self._connect(journey, carrier, target, addresses)

    def _drop_overdue(self, now: float) -> None:
        late = [transfer for transfer in self._flights.values() if transfer.is_overdue(now)]
        for transfer in late:
            handle = transfer.carrier.handle
            del self._flights[handle]
            self._loop.remove(handle)
            refused = Refused(FailureCode.TIMEOUT, "The server took too long to answer.")
            self._land(transfer.journey.fail(refused), transfer.carrier)

    def _abandon(self) -> None:
        """Let go of what is still under way: the caller stopped listening, or an exception passed through."""
        if os.getpid() != self._pid:
            return  # a forked child dropped its copy of a run: the connections are the parent's
        for future, lookup in self._lookups.items():
            future.cancel()
            self._spare_again(lookup.carrier)
        for handle, transfer in self._flights.items():
            self._loop.remove(handle)
            self._spare_again(transfer.carrier)
        self._lookups.clear()
        self._flights.clear()
        self._landed.clear()
