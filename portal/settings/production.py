"""For real use. Refuses to start without its secrets, naming every one that is missing."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

_required = (
    "SECRET_KEY",
    "IDENTITY_HMAC_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_ADDRESS",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
)
_missing = [name for name in _required if not os.environ.get(name, "").strip()]
if _missing:
    raise ImproperlyConfigured(
        f"These environment variables must be set before the portal starts: {', '.join(_missing)}. "
        "See .env.example for what each one means."
    )
_short = [name for name in ("SECRET_KEY", "IDENTITY_HMAC_KEY") if len(os.environ[name].strip()) < 50]
if _short:
    raise ImproperlyConfigured(f"{', '.join(_short)}: at least 50 characters, please (see .env.example).")

# Only now: a half-filled environment would make the base settings stumble over one variable at a time.
from portal.settings.base import *  # noqa: E402  # after the check, on purpose

DEBUG = False
# Not from the environment, and there is no way to open it: nothing on our own network is ever fetched.
OUTBOUND_OPEN_PAIRS = frozenset()

# Without Redis pages are slower, not gone. Elsewhere a missing cache is an error, which is how one notices.
CACHES["default"]["BACKEND"] = "portal.caching.ForgivingRedisCache"

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "portal.storage.HashedStaticFiles"}}

SECURE_SSL_REDIRECT = env.bool("HTTPS_REDIRECT", default=True)
# Health checks come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Only a proxy that sets these headers itself may be believed: the scheme, and who is asking (log-in limits).
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
