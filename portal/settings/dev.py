"""For working on the portal: `manage.py runserver`, no broker needed, nothing secret."""

from __future__ import annotations

from portal.settings.base import *

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only-not-a-secret"
IDENTITY_HMAC_KEY = IDENTITY_HMAC_KEY or "development-only-not-a-secret"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
