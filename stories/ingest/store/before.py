"""What we hold already about the entries of a document, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from stories.ingest import tombstones
from stories.ingest.entry import Before, Identified, Known, Namesake, Nearness
from stories.ingest.store.owners import home, owner_at
from stories.models import EntryKey, Source, Story, StorySource, Tombstone

_LOOKED_AT = ("pk", "owner_source_id", "title_hash", "url_hash", "published_at", "sort_at")


def before(source: Source, entries: Sequence[Identified]) -> Before:
    """The stories these entries may be: by the source's own keys, and by canonical address across all sources."""
    hashes = [found.url_hash for found in entries if found.url_hash]
    past = _past(source, hashes)
    names = [key for found in entries for key in (found.key, found.former_key) if key]
    named = EntryKey.objects.filter(source=source, digest__among=names)
    keys = dict(named.values_list("digest", "story_id")) if past.names else {}
    told = Story.objects.filter(url_hash__among=hashes)
    addresses = dict(told.values_list("url_hash", "pk")) if past.addresses else {}
    known = _known(source, {*keys.values(), *addresses.values()})
    by_key = {bytes(digest): known[pk] for digest, pk in keys.items()}
    by_url = {bytes(digest): known[pk] for digest, pk in addresses.items() if digest is not None}
    unknown = [
        found
        for found in entries
        if not {found.key, found.former_key} & by_key.keys()
        and not (found.url_hash and found.url_hash in by_url)
    ]
    return Before(
        home=home(source),
        by_key=by_key,
        by_url=by_url,
        by_title=_namesakes(source, unknown) if past.stories else {},
        taken_down=_taken_down(source, entries) if past.tombstones else set(),
    )


@dataclass(frozen=True, slots=True)
class _Past:
    """What there is to be looked up at all: little at a first document, which a hundred entries may be in."""

    names: bool
    stories: bool
    tombstones: bool
    addresses: bool


# Written out: to build it of expressions takes longer than all else that is done for a first document here.
_WHAT_IS_THERE = """
    SELECT EXISTS (SELECT 1 FROM stories_entrykey WHERE source_id = %s),
           EXISTS (SELECT 1 FROM stories_story WHERE owner_source_id = %s),
           EXISTS (SELECT 1 FROM stories_tombstone),
           EXISTS (SELECT 1 FROM stories_story WHERE url_hash IN ({}))
"""


def _past(source: Source, hashes: Sequence[bytes]) -> _Past:
    sql = _WHAT_IS_THERE.format(", ".join(["%s"] * len(hashes)) or "NULL")
    with connection.cursor() as cursor:
        cursor.execute(sql, [source.pk, source.pk, *hashes])
        return _Past(*map(bool, cursor.fetchone()))


def _known(source: Source, pks: Iterable[int]) -> dict[int, Known]:
    pks = list(pks)
    if not pks:
        return {}
    carried = StorySource.objects.filter(source=source, story__pk__among=pks)
    rows = {
        pk: (entry, gone) for pk, entry, gone in carried.values_list("story", "entry_hash", "missing_since")
    }
    stories = list(Story.objects.filter(pk__among=pks).values_list(*_LOOKED_AT, named=True))
    owners = _owners([story.pk for story in stories if story.owner_source_id != source.pk])
    return {
        story.pk: Known(
            story.pk,
            owned=story.owner_source_id == source.pk,
            owner_at=owners.get(story.pk, Nearness.AT_HOME),
            entry_hash=_bytes(rows[story.pk][0]) if story.pk in rows else None,
            title_hash=_bytes(story.title_hash),
            url_hash=_bytes(story.url_hash),
            published_at=story.published_at,
            sort_at=story.sort_at,
            missing=story.pk in rows and rows[story.pk][1] is not None,
        )
        for story in stories
    }


def _owners(pks: Sequence[int]) -> dict[int, Nearness]:
    """How near those who hold these stories live to them; most are the source's own, and this is not asked."""
    if not pks:
        return {}
    stories = Story.objects.filter(pk__among=pks).select_related("owner_source")
    stories = stories.only("origin", "canonical_url", "owner_source__url", "owner_source__home_page")
    return {story.pk: owner_at(story) for story in stories}


def _namesakes(source: Source, unknown: Sequence[Identified]) -> dict[bytes, list[Namesake]]:
    """The source's own stories with the titles and dates of entries that neither key nor address found."""
    titles = [found.title_hash for found in unknown if found.title_hash]
    if not titles:
        return {}
    dates = [found.entry.published_at for found in unknown if found.entry.published_at]
    rows = Story.objects.filter(owner_source=source, title_hash__among=titles)
    rows = rows.filter(Q(published_at__among=dates) | Q(published_at=None)).order_by("pk")
    found: dict[bytes, list[Namesake]] = {}
    known = {}
    texts = list(rows.values_list("pk", "title_hash", "content_hash", "text"))
    if texts:
        known = _known(source, [pk for pk, *_rest in texts])
    for pk, title, content, text in texts:
        found.setdefault(bytes(title or b""), []).append(Namesake(known[pk], _bytes(content), text))
    return found


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def _taken_down(source: Source, entries: Sequence[Identified]) -> set[bytes]:
    """The keys of those among these entries that a tombstone keeps out."""
    marks = tombstones.of_entries(source, entries)
    held = Tombstone.objects.filter(digest__among=marks).values_list("digest", flat=True)
    return {marks[bytes(digest)] for digest in held}
