"""How much of an entry we keep. Characters, unless the name says otherwise."""

from __future__ import annotations

MAX_TITLE = 300
MAX_BODY = 256 * 1024
MAX_GUID_BYTES = 2_048  # PostgreSQL's btree takes no row over about 2,700 bytes
MAX_URL = 2_048
MAX_AUTHOR = 200
MAX_TAG = 100
MAX_TAGS = 20
MAX_ENCLOSURES = 10
MAX_ALT = 1_500  # what Mastodon allows
MAX_SIZE_BYTES = 2**63 - 1  # bigint
MAX_DURATION_SECONDS = 7 * 24 * 3600
