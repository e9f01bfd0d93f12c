"""For `make run`: the demo network on this machine, polled over loopback. Never for the public."""

from __future__ import annotations

import os

from portal.demo import addresses, doorbell

# A command in a second terminal rings the bell that the workers of `make run` hear, where that brought its own.
if not os.environ.get("REDIS_URL", "").strip() and doorbell.is_heard(addresses.var_dir()):
    os.environ["REDIS_URL"] = doorbell.url(addresses.var_dir())

from portal.settings.dev import *  # reads REDIS_URL

DEBUG = env.bool("DEBUG", default=False)
INSTALLED_APPS = [*INSTALLED_APPS, "portal.demo"]
ROOT_URLCONF = "portal.demo.urls"
# No collectstatic: whitenoise looks into the apps themselves once, at the start.
WHITENOISE_USE_FINDERS = True

# The demo's little web and what FARM_PAIRS names, pair by pair: no other loopback port is open to the fetcher.
_blogs = addresses.load(VAR_DIR)
OUTBOUND_OPEN_PAIRS = (_blogs.pairs if _blogs else frozenset()) | frozenset(
    env.list("FARM_PAIRS", default=[])
)
# Its podcasts are heard over plain http, which the public policy does not allow from anywhere else.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["media-src"] += [
    f"http://{pair}" for pair in sorted(OUTBOUND_OPEN_PAIRS)
]

DISPATCH_INTERVAL = 10
for _name in ("dispatch-due", "copy-pictures"):
    CELERY_BEAT_SCHEDULE[_name]["schedule"] = DISPATCH_INTERVAL
FETCH_PACE_OPEN_PAIRS = False
FETCH_MIN_INTERVAL = 20
FETCH_MAX_INTERVAL = 30
FETCH_BACKOFF_FLOOR = 60

# The terminal shows what the demo does, not what its parts are made of.
LOGGING = LOGGING | {
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("celery", "wagtail", "granian", "_granian")},
        "kombu.connection": {"level": "ERROR"},  # warns that the filesystem has no host name
    }
}
