"""What one document means for the stream and for its source: identify, look up, decide. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stories.ingest import familiar, hands, moving, schedule
from stories.ingest.clean import guid_of, plain_line
from stories.ingest.decide import decide, oddities, presence
from stories.ingest.entry import Before, Decision, Document, Presence
from stories.ingest.familiar import Memory
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
    memory: Memory  # what is to be known of the document next time
    deleted: Collection[bytes] = frozenset()  # keys of entries that their publisher says are no more


@dataclass(frozen=True, slots=True)
class _Decided:
    """What becomes of the entries of a document."""

    known: Before
    same: Sequence[Decision]  # of those that were not read
    decisions: Sequence[Decision]  # of the others
    memory: Memory
    keys: Collection[bytes]
    dates: Sequence[datetime]
    odd: Sequence[str] = ()


def judge(source: Source, read: Read, fetched: Fetched, *, memory: Memory, now: datetime) -> Judgement | None:
    """Everything that follows from a document. What it says of its source counts at once for its own entries.

    None where entries were not read, being known (`memory`), and something speaks against going by that.
    """
    introduction = _introduction(source, read.document)
    source.home_page = introduction.get("home_page", source.home_page)  # whose a story is goes by it
    formerly = source.key_policy
    decided = _decide(source, read, memory)
    if decided is None:
        return None
    all_decisions = [*decided.same, *decided.decisions]
    there = presence(all_decisions, before=decided.known)
    wishes = [wish for wish in (fetched.max_age, read.document.wait) if wish is not None]
    asked = max(wishes, default=None)
    columns = introduction | schedule.after_document(source, dates=decided.dates, asked=asked, now=now)
    columns |= {"key_policy": source.key_policy} if source.key_policy != formerly else {}
    columns |= hands.noticed(source, read.document, all_decisions, before=decided.known, now=now)
    source.doubted_at = columns.get("doubted_at", source.doubted_at)
    decisions = hands.held_back(source, decided.decisions)
    odd = [*decided.odd, *hands.remark(source, read.document), *oddities(decisions)]
    if moving.held_by_another(source, fetched.moved_to):
        odd = [f"moved to {fetched.moved_to}, which is followed already", *odd]
    code, note = _verdict(read, fetched, odd)
    deleted = _deleted(source, read.document, keys=decided.keys)
    return Judgement(decisions, there, columns, code, note, decided.memory, deleted)


def _decide(source: Source, read: Read, memory: Memory) -> _Decided | None:
    """Name the entries, look up what is known of them, and decide about each."""
    named = Named.of(entry for entry in read.entries if not is_ours(guid=entry.guid, link=entry.link))
    formerly = Rung(source.key_policy)
    policy = named.policy(formerly)
    unread = memory.of(read.familiar)
    if unread and policy != formerly:
        return None  # a few of all may be most of those that were read
    source.key_policy = policy.value
    entries = named.identified(source_id=source.pk, start=policy, formerly=formerly)
    known = before(source, entries, besides=[one.key for one in unread])
    same = familiar.recognised(unread, entries, before=known, policy=policy)
    if same is None:
        return None
    decisions = decide(entries, before=known, besides=same)
    dates = [*(one.published_at for one in unread), *(found.entry.published_at for found in entries)]
    return _Decided(
        known,
        same,
        decisions,
        familiar.to_remember(read, entries, decisions, before=known, memory=memory, policy=policy),
        keys={*(one.key for one in unread), *(found.key for found in entries)},
        dates=[date for date in dates if date],
        odd=[]
        if policy == formerly
        else [f"too many of its entries have no identifier of their own: told apart by {_BY[policy]} now"],
    )


def _deleted(source: Source, document: Document, *, keys: Collection[bytes]) -> Collection[bytes]:
    """Not what stands in the same document all the same, nor what a feed in doubt says of another's stories."""
    if source.doubted_at or source.key_policy != Rung.GUID:
        return frozenset()
    said = {guid_key(guid_of(guid), source_id=source.pk) for guid in document.deleted}
    return said.difference(keys)


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
