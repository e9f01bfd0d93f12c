"""A feed that has become another feed: a domain that lapsed and was bought, a name that a platform gave on.

Noticed when a document has nothing that its source told before, and the feed calls itself something else or says
that it is in another language.
Until a person has looked, its new stories wait and nothing it told before is changed (`stories.sources.doubted`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from stories.ingest.entry import Before, Carried, Changed, Decision, Document, New
from stories.ingest.entry.text import scrub
from stories.ingest.identify import title_hash
from stories.models import EntryKey, Source


def noticed(
    source: Source, document: Document, decisions: Sequence[Decision], *, before: Before, now: datetime
) -> dict[str, Any]:
    """The columns that remember what the feed calls itself, or that it is to be doubted from now on."""
    if source.doubted_at:
        return {}
    if _shares_nothing(decisions, before=before) and _is_another(source, document) and _had_stories(source):
        return {"doubted_at": now}
    said = {
        "feed_title": scrub(document.title, limit=300),
        "feed_language": scrub(document.language, limit=35),
    }
    return {name: value for name, value in said.items() if value and value != getattr(source, name)}


def held_back(source: Source, decisions: Sequence[Decision]) -> list[Decision]:
    """What a feed in doubt may do: bring stories, which wait, and nothing else."""
    if not source.doubted_at:
        return list(decisions)
    return [decision for decision in decisions if not isinstance(decision, Changed | Carried)]


def remark(source: Source, document: Document) -> list[str]:
    """Why its stories wait, for the note of the fetch."""
    if not source.doubted_at:
        return []
    name = f" and calls itself “{document.title[:100]}” now" if document.title else ""
    return [f"it shares nothing with what we knew{name}: its new stories wait for a person"]


def _shares_nothing(decisions: Sequence[Decision], *, before: Before) -> bool:
    """Not one entry that this source told us before; none at all says nothing.

    What only others told does not count: whoever buys a domain fills its feed with what is found elsewhere.
    """
    ours = {known.story_id for known in before.by_key.values()}
    others = {known.story_id for known in before.by_url.values() if known.entry_hash is None} - ours
    return bool(decisions) and all(
        isinstance(one, New) or (isinstance(one, Changed | Carried) and one.story_id in others)
        for one in decisions
    )


def _is_another(source: Source, document: Document) -> bool:
    was, now = source.feed_title, document.title
    if was and now and title_hash(was) != title_hash(now):
        return True
    return bool(
        source.feed_language
        and document.language
        and _language(source.feed_language) != _language(document.language)
    )


def _language(tag: str) -> str:
    """`en-GB` and `en` are one."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _had_stories(source: Source) -> bool:
    return EntryKey.objects.filter(source=source).exists()
