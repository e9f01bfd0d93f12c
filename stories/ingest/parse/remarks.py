"""What staff and the publisher should know about entries that were read all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stories.ingest.entry import Entry
from stories.ingest.entry.limits import MAX_BODY, MAX_TAGS, MAX_TITLE
from stories.ingest.entry.text import scrub


def remarks(entries: Sequence[Entry]) -> tuple[str, ...]:
    """A sentence for each thing that later stages will cut or tell apart some other way."""
    return tuple(_remarks(entries))


def _remarks(entries: Sequence[Entry]) -> Iterator[str]:
    long = (entry.title for entry in entries if len(entry.title) > MAX_TITLE)
    if any(len(scrub(title, limit=MAX_TITLE + 1)) > MAX_TITLE for title in long):
        yield f"a title is longer than {MAX_TITLE} characters and will be cut"
    if any(len(entry.content) > MAX_BODY for entry in entries):
        yield f"an entry is longer than {MAX_BODY} characters and will be cut"
    if any(len(entry.tags) > MAX_TAGS for entry in entries):
        yield f"an entry has more than {MAX_TAGS} tags; the first ones count"
    named = {(entry.guid, entry.link) for entry in entries if entry.guid}
    if len({guid for guid, _ in named}) < len(named):
        yield "different entries share one id"
