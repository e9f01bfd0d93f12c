"""For benchmarks and the corpus run: like production in what it does, open to one loopback farm."""

from __future__ import annotations

from portal.settings.dev import *

DEBUG = False
OUTBOUND_OPEN_PAIRS = frozenset(env.list("FARM_PAIRS", default=[]))
# A race is run without pauses between requests; whether hosts are spared is measured with them.
FETCH_PACE_OPEN_PAIRS = env.bool("FARM_PACED", default=False)
ROOT_URLCONF = "portal.urls"
