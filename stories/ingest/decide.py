"""What each entry means for the stream: new, changed, the same, or somebody else's story told again.

Looks only at data: what was found in the document and what was known before. Writing is `store`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence

from stories.ingest.entry import (
    Before,
    Carried,
    Changed,
    Decision,
    Identified,
    Known,
    New,
    Same,
    TakenDown,
    entry_hash,
)


def decide(entries: Sequence[Identified], *, before: Before) -> list[Decision]:
    """One decision per entry, in the order given."""
    return [_decide(found, before) for found in entries]


def _decide(found: Identified, before: Before) -> Decision:
    if found.key in before.taken_down or (found.url_hash and found.url_hash in before.taken_down):
        return TakenDown(found)
    by_key = before.by_key.get(found.key)
    if by_key is not None:
        return _compare(found, by_key)
    by_url = before.by_url.get(found.url_hash) if found.url_hash else None
    if by_url is None:
        return New(found)
    compared = _compare(found, by_url)
    # The same story under another key: the key has to be written down even where the words are the same.
    return Carried(compared.story_id, found) if isinstance(compared, Same) else compared


def _compare(found: Identified, known: Known) -> Same | Changed | Carried:
    if known.entry_hash == entry_hash(found.entry):
        return Same(known.story_id)
    if known.owned:
        return Changed(known.story_id, found)
    return Carried(known.story_id, found)
