"""An answer that is no document: a page where the feed was, half of one, or one that crashes the reader."""

from __future__ import annotations

from django.db import DataError, IntegrityError

from stories.ingest.entry import Unreadable
from stories.ingest.fetch import Failed, Fetched
from stories.ingest.visit import Visit
from stories.models import Code, Fetch

# What odd data makes the database or our own code raise. A lock or a connection that is not to be had is our own
# trouble: then all is given back, and tried again soon.
OF_THE_DOCUMENT = (
    DataError, IntegrityError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
)  # fmt: skip
# A source whose documents crash the reader this many times in a row waits for a person.
CRASHES_ALLOWED = 3


def no_feed(found: Unreadable, fetched: Fetched, *, visit: Visit) -> Failed:
    """What became of a look that brought this in place of a document."""
    return Failed(
        code=Code(found.code),
        note=found.reason,
        status=fetched.status,
        size=fetched.size,
        ms=fetched.ms,
        moved_to=fetched.moved_to,
        hopeless=found.code == Code.PARSE_CRASH and _crashes_always(visit),
    )


def _crashes_always(visit: Visit) -> bool:
    """Whether this crash is the last of as many in a row as are allowed."""
    earlier = Fetch.objects.filter(source=visit.pk).order_by("-pk").values_list("code", flat=True)
    codes = list(earlier[: CRASHES_ALLOWED - 1])
    return len(codes) == CRASHES_ALLOWED - 1 and set(codes) == {Code.PARSE_CRASH}
