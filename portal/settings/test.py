"""For the test suite: SQLite or, with DATABASE_URL, a real PostgreSQL; loopback pairs are opened per test."""

from __future__ import annotations

import os

if os.environ.get("REDIS_URL") and "PYTEST_XDIST_WORKER" in os.environ:
    # Test processes that run side by side must not see each other's queues: a numbered database for each.
    _number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].partition('?')[0]}?db={_number}"

from portal.settings.base import *  # reads REDIS_URL

DEBUG = False
SECRET_KEY = "tests-only-not-a-secret"
IDENTITY_HMAC_KEY = "tests-only-not-a-secret"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
OUTBOUND_OWN_HOSTS = frozenset({"portal.example"})
PUBLIC_ADDRESS = WAGTAILADMIN_BASE_URL = "http://portal.example"

# Hashing a password well takes 100 ms; the tests make hundreds of users.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests of the CMS walk in by `force_login`; the second step has tests of its own, which turn it on.
STAFF_SECOND_STEP = False
# Wagtail's jobs run at once in tests; the Celery bridge has tests of its own with a real broker.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# What a worker process of a test may fetch: loopback pairs that the test's own servers listen on.
OUTBOUND_OPEN_PAIRS = frozenset(env.list("TEST_OPEN_PAIRS", default=[]))
# Their clock stands still, so a second between two requests would never pass; pacing has tests of its own.
FETCH_PACE_OPEN_PAIRS = env.bool("TEST_PACE_OPEN_PAIRS", default=False)
