"""For working on the portal: `manage.py runserver`, no broker needed, nothing secret."""

from __future__ import annotations

from portal.settings.base import *

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only-not-a-secret"
IDENTITY_HMAC_KEY = IDENTITY_HMAC_KEY or "development-only-not-a-secret"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "portal.dev_urls"
# Unless EMAIL_URL says otherwise, nothing leaves this machine: /mailbox/ shows what was sent.
MAILBOX_DIR = VAR_DIR / "mail"
if not env.str("EMAIL_URL", default="").strip():
    EMAIL_BACKEND = "portal.mailbox.backend.EmailBackend"
# Passkeys want https, but for a machine talking to itself. Browsers want a name besides: http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
