"""For `make run`: the demo network on this machine, polled over loopback. Never for the public."""

from __future__ import annotations

from portal.settings.dev import *

DEBUG = env.bool("DEBUG", default=False)
INSTALLED_APPS = [*INSTALLED_APPS, "portal.demo"]
# The demo's little web, named pair by pair: only these loopback ports are open to the fetcher.
OUTBOUND_OPEN_PAIRS = frozenset(env.list("DEMO_SITES", default=[]))
DISPATCH_INTERVAL = 10
CELERY_BEAT_SCHEDULE["dispatch-due"]["schedule"] = DISPATCH_INTERVAL
FETCH_MIN_INTERVAL = 20
FETCH_BACKOFF_FLOOR = 60
