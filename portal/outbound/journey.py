"""One request on its way: which address is next, what may be sent there, and when the way ends.

Knows redirects, credentials and the clock, and neither curl nor name servers: it is shown what came in
and says where to go next, so every rule here can be tested without a network.
"""

from __future__ import annotations

import hashlib
import time

from portal.outbound import urls
from portal.outbound.checking import admit
from portal.outbound.codes import FailureCode, Refused
from portal.outbound.inbox import Inbox
from portal.outbound.outcomes import Answer, Failure, Hop, Request
from portal.outbound.policy import Policy
from portal.outbound.urls import Target

# 300 and 308 included: a 300 with one Location means it (RFC 9110 §15.4.1). 304 is no redirect.
_REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})
_DIGEST_OF_NOTHING = hashlib.sha256().digest()  # which is what comes with a 304
# What another origin may know: anything else a caller sends might be a key to the first one.
_FIT_FOR_STRANGERS = frozenset(
    {"accept", "accept-language", "content-type", "if-modified-since", "if-none-match", "range"}
)


class Journey:
    """From a request to its outcome. `begin` and `arrive` raise Refused; `fail` words that as a Failure."""

    __slots__ = ("_credentials", "_failed_at", "_hops", "_origin", "_seen", "_started", "policy", "request")

    def __init__(self, request: Request, policy: Policy) -> None:
        self.request = request
        self.policy = policy
        self._started = time.monotonic()
        self._origin = ""
        self._credentials: str | None = None
        self._hops: list[Hop] = []
        self._seen: set[str] = set()
        self._failed_at = ""

    def begin(self) -> Target:
        """The first target, checked. Its user and password are kept for its origin; a redirect's are not read."""
        target = urls.parse(self.request.url)
        self._origin, self._credentials = target.origin, target.basic_auth()
        return self._turn_to(target)

    def arrive(self, target: Target, received: Inbox) -> Answer | Target:
        """The answer, when this is it, or the next target, checked."""
        if received.status not in _REDIRECTS or self.request.method == "POST":
            return self._answer(target, received)
        if len(self._hops) == self.policy.limits.redirects:
            raise Refused(FailureCode.TOO_MANY_REDIRECTS, "The address was redirected too often.")
        self._failed_at = target.url
        following = urls.join(target, _location(received))
        if "set-cookie" in received.headers:
            # Some sites send you round once to see whether you bring their cookie back; the number of
            # redirects still ends it.
            self._seen.clear()
        self._hops.append(Hop(received.status, target.url, following.url))
        return self._turn_to(following)

    def remaining(self) -> float:
        """Seconds left of the whole journey. Raises Refused when there are none."""
        left = self._started + self.policy.limits.total - time.monotonic()
        if left <= 0:
            raise Refused(FailureCode.TIMEOUT, "The server took too long to answer.")
        return left

    def headers_for(self, target: Target) -> list[bytes]:
        """The header lines this target may see."""
        at_home = target.origin == self._origin
        sent = self.request.headers
        lines = [*self.policy.greeting]
        lines += [
            f"{name}: {value}".encode("latin-1")
            for name, value in sent.items()
            if at_home or name.lower() in _FIT_FOR_STRANGERS
        ]
        if at_home and self._credentials and all(name.lower() != "authorization" for name in sent):
            lines.append(f"Authorization: {self._credentials}".encode("latin-1"))
        return lines

    def fail(self, refused: Refused) -> Failure:
        url = urls.without_credentials(self._failed_at or self.request.url)
        return Failure(self.request, refused.code, refused.detail, url, tuple(self._hops), self._elapsed_ms())

    def _turn_to(self, target: Target) -> Target:
        self._failed_at = target.url
        if target.url in self._seen:
            raise Refused(FailureCode.REDIRECT_LOOP, "The address is redirected in a circle.")
        self._seen.add(target.url)
        admit(target, self.policy)
        return target

    def _answer(self, target: Target, received: Inbox) -> Answer:
        wire = received.wire
        return Answer(
            request=self.request,
            status=received.status,
            url=target.url,
            headers=received.headers,
            wire=wire,
            wire_digest=hashlib.sha256(wire).digest() if wire else _DIGEST_OF_NOTHING,
            hops=tuple(self._hops),
            elapsed_ms=self._elapsed_ms(),
        )

    def _elapsed_ms(self) -> int:
        return int((time.monotonic() - self._started) * 1000)


def _location(received: Inbox) -> str:
    """The one place a redirect points to. Raises Refused when it names none, or more than one."""
    locations = received.headers.get_all("location")
    if len(locations) != 1 or not locations[0]:
        raise Refused(FailureCode.HTTP_4XX, "Bad redirect: it does not say where to, or says it twice.")
    raw = locations[0].encode("latin-1")
    try:
        return raw.decode("utf-8")  # not allowed, and what most servers with unusual names send
    except UnicodeDecodeError:
        return locations[0]
