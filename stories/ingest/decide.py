"""What each entry means for the stream: new, changed, the same, or somebody else's story told again.

Looks only at data: what was found in the document and what was known before. Writing is `store`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from stories.ingest.entry import (
    Before,
    Carried,
    Changed,
    Decision,
    Home,
    Identified,
    Known,
    Namesake,
    New,
    Presence,
    Rung,
    Same,
    TakenDown,
    alike,
    entry_hash,
)

OLDER_PRESENT = 3


def decide(entries: Sequence[Identified], *, before: Before, besides: Iterable[Same] = ()) -> list[Decision]:
    """One decision per entry, in the order given; `besides` was decided about others of the same document.

    A story whose key is in this document is that entry's, and no other entry's: only one whose key has gone
    may have been given a new one.
    """
    spoken_for = {one.story_id for one in besides} | {
        known.story_id
        for found in entries
        if (known := _by_key(found, before)) and not _another_story(found, known)
    }
    addressed = {
        known.story_id for found in entries if found.url_hash and (known := before.by_url.get(found.url_hash))
    }
    matched = spoken_for | addressed
    decisions = []
    for found in entries:
        decision = _decide(found, before, spoken_for=spoken_for, matched=matched)
        if isinstance(decision, Changed | Carried):
            matched.add(decision.story_id)
        decisions.append(decision)
    return decisions


def presence(decisions: Sequence[Decision], *, before: Before) -> Presence:
    """Which known stories are in the document, and how far down it reaches.

    A few old entries that its publisher keeps in it say nothing about what lies between: at least three have to be
    older than one that is missed.
    """
    namesakes = (namesake.known for found in before.by_title.values() for namesake in found)
    known = {one.story_id: one for one in (*before.by_key.values(), *before.by_url.values(), *namesakes)}
    present = [known[d.story_id] for d in decisions if not isinstance(d, New | TakenDown)]
    places = sorted(one.sort_at for one in present if one.owned and one.sort_at)
    return Presence(
        present=frozenset(one.story_id for one in present),
        back=frozenset(one.story_id for one in present if one.missing),
        reaches_to=places[OLDER_PRESENT - 1] if len(places) >= OLDER_PRESENT else None,
    )


def oddities(decisions: Sequence[Decision]) -> list[str]:
    """What staff should know of how a source names its entries, for the note of the fetch."""
    reused = sum(isinstance(one, New) and one.reuses_key for one in decisions)
    return [f"{reused} new under the identifier of another story"] if reused else []


def _decide(
    found: Identified, before: Before, *, spoken_for: Collection[int], matched: Collection[int]
) -> Decision:
    if found.key in before.taken_down:
        return TakenDown(found)
    by_key = _by_key(found, before)
    reused = by_key is not None and _another_story(found, by_key)
    if by_key is not None and not reused:
        if found.key not in before.by_key:
            return _under_a_new_key(found, by_key, before.home)
        return _compare(found, by_key, before.home)
    by_url = before.by_url.get(found.url_hash) if found.url_hash else None
    # Its story has moved on to another address and is in this document under its own key.
    moved_on = by_url is not None and by_url.owned and by_url.story_id in spoken_for
    if moved_on or (by_url is not None and _on_the_same_page(found, by_url, before)):
        found, by_url = replace(found, url_hash=None), None
    if found.key in before.by_its_title and not (by_url and by_url.owned):
        return TakenDown(found)  # a living one of this title and date is known by its key or its address
    if moved_on:
        return New(found, reuses_key=reused)
    match = by_url or _once_named(found, before, matched) or _same_but_for_its_guid(found, before, matched)
    return _under_a_new_key(found, match, before.home) if match else New(found, reuses_key=reused)


def _by_key(found: Identified, before: Before) -> Known | None:
    """The story its source calls by this key, or by the one this entry had until now."""
    return before.by_key.get(found.key) or before.by_key.get(found.former_key or b"")


def _another_story(found: Identified, known: Known) -> bool:
    """A guid used again for another story: nothing of title, address and date is as it was."""
    was, now = (known.title_hash, known.url_hash), (found.title_hash, found.url_hash)
    return (
        (found.rung == Rung.GUID or found.former_key is not None)
        and all((*was, *now, known.published_at, found.entry.published_at))
        and was[0] != now[0]
        and was[1] != now[1]
        and known.published_at != found.entry.published_at
    )


def _on_the_same_page(found: Identified, known: Known, before: Before) -> bool:
    """An address that tells another story by now, as that of a newsletter does: only that is as it was."""
    text = before.at_its_address.get(known.story_id)
    return text is not None and not alike(text, found.entry.text)


def _once_named(found: Identified, before: Before, matched: Collection[int]) -> Known | None:
    """A story called by this guid while guids were believed, if it is of this date or has these very words.

    They are distrusted because of another entry's guid, or because all of them are given again and again.
    """
    known = before.by_key.get(found.guid_key or b"")
    if known is None or known.story_id in matched:
        return None
    same_date = found.entry.published_at is not None and known.published_at == found.entry.published_at
    return known if same_date or known.entry_hash == entry_hash(found.entry) else None


def _same_but_for_its_guid(found: Identified, before: Before, matched: Collection[int]) -> Known | None:
    """A story of this source with this title and date and near-same words, whose key has gone."""
    for namesake in before.by_title.get(found.title_hash or b"", ()):
        if namesake.known.story_id not in matched and _told_again(found, namesake):
            return namesake.known
    return None


def _told_again(found: Identified, namesake: Namesake) -> bool:
    if namesake.known.published_at != found.entry.published_at:
        return False
    same = namesake.content_hash == found.entry.content_hash
    # Without a date, a title is too little to go by: the words must be the very same.
    return same or (found.entry.published_at is not None and alike(namesake.text, found.entry.text))


def _under_a_new_key(found: Identified, known: Known, home: Home) -> Changed | Carried:
    """The key has to be written down even where the words are the same."""
    compared, renamed = _compare(found, known, home), known.entry_hash is not None
    if isinstance(compared, Changed):
        return replace(compared, renamed=renamed)
    return Carried(known.story_id, found, renamed)


def _compare(found: Identified, known: Known, home: Home) -> Same | Changed | Carried:
    if _is_nearer(found, known, home):
        return Changed(known.story_id, found, takes_over=True)
    if known.entry_hash == entry_hash(found.entry):
        return Same(known.story_id)
    if known.owned:
        return Changed(known.story_id, found)
    return Carried(known.story_id, found)


def _is_nearer(found: Identified, known: Known, home: Home) -> bool:
    """Somebody else holds the story at this address, and this source lives there."""
    return (
        not known.owned
        and found.url_hash is not None
        and found.url_hash == known.url_hash
        and home.nearness(found.entry.link) > known.owner_at
    )
