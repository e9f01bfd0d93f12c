"""Names that must not be kept, and must be known again: of who asked not to be here, of what was taken down."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def keyed_hash(name: str) -> bytes:
    """HMAC-SHA256: the same for as long as the key stays, and nobody without the key can try names."""
    return hmac.digest(settings.IDENTITY_HMAC_KEY.encode(), name.encode(), hashlib.sha256)
