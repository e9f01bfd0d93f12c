"""What one document means for the stream and for its source: identify, look up, decide. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stories.ingest import hands, moving, schedule
from stories.ingest.clean import guid_of, plain_line
from stories.ingest.decide import decide, oddities, presence
from stories.ingest.entry import Decision, Document, Identified, Presence
from stories.ingest.fetch import Fetched
from stories.ingest.identify import Named, Rung, guid_key
from stories.ingest.reading import Read
from stories.ingest.store import before
from stories.models import Code, Source
from stories.origin import is_ours

_BY = {
    Rung.LINK: "their addresses",
    Rung.LINK_DATE: "addresses and dates",
    Rung.TITLE: "addresses, dates and titles",
    Rung.CONTENT: "all they say",
}
HOUR = timedelta(hours=1)
WRONG_CLOCK = HOUR  # less may be a machine that nobody minds, and harms nothing


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be written, and why."""

    decisions: Sequence[Decision]
    presence: Presence
    columns: schedule.Columns
    code: Code
    note: str
    deleted: Collection[bytes] = frozenset()  # keys of entries that their publisher says are no more


def judge(source: Source, read: Read, fetched: Fetched, *, now: datetime) -> Judgement:
    """Everything that follows from a document. What it says of its source counts at once for its own entries."""
    introduction = _introduction(source, read.document)
    source.home_page = introduction.get("home_page", source.home_page)  # whose a story is goes by it
    named = Named.of(entry for entry in read.entries if not is_ours(guid=entry.guid, link=entry.link))
    formerly = Rung(source.key_policy)
    policy = named.policy(formerly)
    source.key_policy = policy.value
    entries = named.identified(source_id=source.pk, start=policy, formerly=formerly)
    known = before(source, entries)
    decisions = decide(entries, before=known)
    there = presence(decisions, before=known)
    dates = [found.entry.published_at for found in entries if found.entry.published_at]
    wishes = [wish for wish in (fetched.max_age, read.document.wait) if wish is not None]
    asked = max(wishes, default=None)
    columns = introduction | schedule.after_document(source, dates=dates, asked=asked, now=now)
    columns |= {"key_policy": policy.value} if policy != formerly else {}
    columns |= hands.noticed(source, read.document, decisions, before=known, now=now)
    source.doubted_at = columns.get("doubted_at", source.doubted_at)
    decisions = hands.held_back(source, decisions)
    odd = [*hands.remark(source, read.document), *oddities(decisions)]
    if policy != formerly:
        odd = [
            f"too many of its entries have no identifier of their own: told apart by {_BY[policy]} now",
            *odd,
        ]
    if moving.held_by_another(source, fetched.moved_to):
        odd = [f"moved to {fetched.moved_to}, which is followed already", *odd]
    code, note = _verdict(read, fetched, odd)
    return Judgement(decisions, there, columns, code, note, _deleted(source, read.document, entries))


def _deleted(source: Source, document: Document, entries: Sequence[Identified]) -> Collection[bytes]:
    """Not what stands in the same document all the same, nor what a feed in doubt says of another's stories."""
    if source.doubted_at or source.key_policy != Rung.GUID:
        return frozenset()
    said = {guid_key(guid_of(guid), source_id=source.pk) for guid in document.deleted}
    return said - {found.key for found in entries}


def _introduction(source: Source, document: Document) -> schedule.Columns:
    """What the feed says of itself fills what nobody has written yet; it never overwrites what staff wrote."""
    columns: schedule.Columns = {}
    if not source.title:
        columns["title"] = plain_line(document.title, limit=300)
    if not source.home_page and document.home_page:
        columns["home_page"] = document.home_page[:2048]
    return columns


def _verdict(read: Read, fetched: Fetched, odd: Sequence[str]) -> tuple[Code, str]:
    if not read.entries:
        return Code.EMPTY, ""
    document = read.document
    notes = ["the secure address led to one that is not"] if fetched.downgraded else []
    if abs(fetched.clock_off) > WRONG_CLOCK:
        shift = "ahead of" if fetched.clock_off > timedelta() else "behind"
        notes.append(f"the site's clock is {abs(fetched.clock_off) // HOUR} hours {shift} ours")
    notes += [
        *odd,
        *document.warnings,
        *(f"entry {aside.position}: {aside.reason}" for aside in document.set_aside),
    ]
    return (Code.OK_WITH_WARNINGS, "; ".join(notes)) if notes else (Code.OK, "")
