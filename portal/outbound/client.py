"""The client as callers see it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from portal.outbound.engine import Engine, Outcome, Resolver
from portal.outbound.outcomes import Request
from portal.outbound.policy import Limits, Policy
from portal.outbound.resolving import system_resolver


class Client:
    """Fetches under one policy. Safe to share between threads, and to carry through a fork.

    Engines (connections, handles, lookup threads) are made on first use and lent to one run at a time. They
    are shelved by process: a forked child finds its own shelf empty and makes new ones. It never closes the
    parent's, because a TLS goodbye from the child would end the parent's connection.
    """

    def __init__(self, policy: Policy, resolver: Resolver = system_resolver) -> None:
        self.policy = policy
        self._resolver = resolver
        self._shelves: dict[int, list[Engine]] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Outcome:
        return self.send(Request(url, headers or {}))

    def send(self, request: Request) -> Outcome:
        """One request of any method, to its outcome."""
        (outcome,) = self.get_all([request])
        return outcome

    def get_all(
        self, requests: Iterable[Request | None], *, meanwhile: Callable[[], None] | None = None
    ) -> Iterator[Outcome]:
        """Yield an outcome per request, first come first; up to 32 are under way at once.

        Requests are taken from the iterable only when there is room; a None among them says that nobody may be
        asked yet, and it is looked at again in a moment. While the caller works on an outcome the
        others stand still and their clocks run, so work that takes seconds belongs after the loop. Leaving
        the loop early drops what is under way.

        `meanwhile` is called whenever there is nothing but waiting to be done, ten times a second at least: hosts
        may take half a minute to say nothing at all.
        """
        shelf = self._shelves.setdefault(os.getpid(), [])
        try:
            engine = shelf.pop()
        except IndexError:
            engine = Engine(self._resolver)
        try:
            yield from engine.run(requests, self.policy, meanwhile)
        finally:
            shelf.append(engine)


def client(limits: Limits | None = None) -> Client:
    """The process-wide client, made from the settings on first use; one more for each other set of limits."""
    policy = Policy.from_settings()
    return _client_for(replace(policy, limits=limits) if limits else policy)


@lru_cache(maxsize=8)  # two in practice; tests override settings
def _client_for(policy: Policy) -> Client:
    return Client(policy)
