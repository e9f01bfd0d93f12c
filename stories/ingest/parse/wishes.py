"""How long a publisher wishes us to wait between two visits, where the feed itself says so.

Read from the text before the first entry, not by the readers: a document says it or does not, whoever reads it.
What the wish is worth is for the schedule to decide; nothing here is too much or too little.
"""

from __future__ import annotations

import re

HEAD = 64 * 1024  # characters; what stands behind so much is no preface any more

_ENTRIES = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
_TTL = re.compile(r"<ttl>\s*(\d{1,9})\s*</ttl>", re.IGNORECASE)  # minutes (RSS 2.0)
# The prefix is the publisher's to choose: WordPress says sy, FeedBurner and Slashdot syn.
_PERIOD = re.compile(r"<\w+:updatePeriod>\s*(\w{1,10})\s*</", re.IGNORECASE)
_TIMES = re.compile(r"<\w+:updateFrequency>\s*(\d{1,9})\s*</", re.IGNORECASE)
_SECONDS = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}


def wished_wait(text: str) -> int | None:
    """Seconds between visits; the longer one where both ttl and sy:updatePeriod (RSS 1.0) are there."""
    start = _ENTRIES.search(text, 0, HEAD)
    head = text[: start.start() if start else HEAD]
    ttl = _TTL.search(head)
    wishes = [int(ttl[1]) * 60] if ttl else []
    period = _PERIOD.search(head)
    if period and (seconds := _SECONDS.get(period[1].lower())):
        times = _TIMES.search(head)
        wishes.append(seconds // max(int(times[1]) if times else 1, 1))
    return max(wishes, default=None)
