"""Whose turn it is within one claim: a host is never hurried, and never keeps the others waiting.

A claim holds its hosts alone (`due`), so what is kept here for one worker is kept for all of them. Decides order
and moments only; asks nobody and knows no clock but the one it is given.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from stories.ingest.visit import Visit

AT_ONCE = 2  # requests to one host under way
SAME_MOMENT = 0.01  # seconds; several are taken one after the other before any is sent


@dataclass(slots=True)
class _Line:
    """The sources of one host, in a line."""

    waiting: deque[Visit] = field(default_factory=deque)
    under_way: int = 0
    next_at: float = 0.0


class Turns:
    """Hands out sources one by one: no host has more than two under way, nor two begun within `gap` seconds."""

    def __init__(
        self,
        visits: Iterable[Visit],
        *,
        gap: float,
        unpaced: Iterable[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gap = gap
        self._clock = clock
        self._unpaced = frozenset(unpaced)
        self._lines: dict[int, _Line] = {}
        self._free: deque[Visit] = deque()
        for visit in visits:
            if visit.host_key in self._unpaced:
                self._free.append(visit)
            else:
                self._lines.setdefault(visit.host_id, _Line()).waiting.append(visit)
        self._hosts = deque(self._lines)
        self._just_begun: list[tuple[float, _Line]] = []

    def __bool__(self) -> bool:
        """Whether anybody still waits for a turn."""
        return bool(self._free or self._hosts)

    def take(self) -> Visit | None:
        """Who may be asked at this moment; None where everybody who waits has to wait a little longer."""
        if self._free:
            return self._free.popleft()
        now = self._clock()
        self._count_from(now)
        for _ in range(len(self._hosts)):
            host = self._hosts.popleft()
            line = self._lines[host]
            ready = line.under_way < AT_ONCE and line.next_at <= now
            visit = line.waiting.popleft() if ready else None
            if line.waiting:
                self._hosts.append(host)
            if visit is not None:
                line.under_way += 1
                line.next_at = now + self._gap
                self._just_begun.append((now, line))
                return visit
        return None

    def _count_from(self, now: float) -> None:
        """The pause begins when a request is sent, and that is not before whoever took it comes for another.

        Between the two a worker may have stored a hundred stories.
        """
        for _begun, line in self._just_begun:
            line.next_at = now + self._gap
        self._just_begun = [(begun, line) for begun, line in self._just_begun if now - begun < SAME_MOMENT]

    def answered(self, visit: Visit) -> None:
        """One request less is under way to its host."""
        if line := self._lines.get(visit.host_id):
            line.under_way = max(line.under_way - 1, 0)

    def stop(self) -> None:
        """Nobody is asked any more."""
        self._free.clear()
        self._hosts.clear()

    def drop(self, host_id: int) -> None:
        """Nobody at this host is asked any more: it wants to be left alone."""
        self._free = deque(visit for visit in self._free if visit.host_id != host_id)
        if line := self._lines.get(host_id):
            line.waiting.clear()
            self._hosts = deque(host for host in self._hosts if host != host_id)
