"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from __future__ import annotations

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed files. A file nobody collected costs its picture, not the page.

    Collecting is strict: a stylesheet that names a missing file stops the build. Showing is not: Django would
    answer a missing name with a server error on every page that mentions it.
    """

    def stored_name(self, name: str) -> str:
        try:
            return str(super().stored_name(name))
        except ValueError:
            log.error("static file missing from the manifest", extra={"file": name})
            return name
