"""The one way out of the house: every HTTP request this product makes goes through here.

    from portal.outbound import Answer, client, unpack

    outcome = client().get("https://blog.example/feed")
    if isinstance(outcome, Answer): document = unpack(outcome)

A server can name any address it likes - in a feed, a redirect, a hub link, an image - and this package sees to
it that only public web servers are ever asked, for a bounded time and a bounded number of bytes.

Reading order: `outcomes` (what goes in and comes out), `headers` and `codes`, `policy` (how far we may go), `urls`
and `hosts` (the one parser), `addresses` and `checking` (the rule), `resolving` (names to addresses), `inbox` (caps
on what comes in), `journey` (redirects, credentials, the clock), `kept` (connections that are open for another
request), `transfer` and `verdicts` (curl), `loop` and `engine` (many at once), `client`, `unpacking`.

When not to use it: for Redis, PostgreSQL and mail, which are ours and named in the settings; and for files -
nothing here reads one. It judges no status, keeps no cache and no timetable and is polite to nobody: that is
the caller's part. It imports no app.
"""

from __future__ import annotations

from portal.outbound.checking import check
from portal.outbound.client import Client, client
from portal.outbound.codes import FailureCode
from portal.outbound.engine import Outcome, Resolver
from portal.outbound.headers import Headers
from portal.outbound.outcomes import Answer, Failure, Hop, Request
from portal.outbound.policy import Limits, Policy
from portal.outbound.unpacking import unpack
from portal.outbound.urls import Target, candidates, normalise, without_credentials

__all__ = [
    "Answer",
    "Client",
    "Failure",
    "FailureCode",
    "Headers",
    "Hop",
    "Limits",
    "Outcome",
    "Policy",
    "Request",
    "Resolver",
    "Target",
    "candidates",
    "check",
    "client",
    "normalise",
    "unpack",
    "without_credentials",
]
