"""What we hold already about the entries of a document: nearly all of them, found in two statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from stories import bulk
from stories.bulk import among
from stories.ingest import tombstones
from stories.ingest.entry import Before, Identified, Known, Namesake, Nearness, Rung
from stories.ingest.store.owners import home, owner_at
from stories.models import Source, Story, Tombstone

# Written out: to build these of expressions takes longer than all else that is done for a document here.
_STORIES = """
    SELECT {name}, story.id, story.owner_source_id, story.title_hash, story.url_hash, story.published_at,
           story.dated_ahead, story.sort_at, carried.entry_hash, carried.missing_since
    FROM {tables}
    LEFT JOIN stories_storysource AS carried ON carried.story_id = story.id AND carried.source_id = %s
    WHERE {which} {{among}}
"""
_BY_KEY = _STORIES.format(
    name="name.digest",
    tables="stories_entrykey AS name JOIN stories_story AS story ON story.id = name.story_id",
    which="name.source_id = %s AND name.digest",
)
_BY_ADDRESS = _STORIES.format(name="story.url_hash", tables="stories_story AS story", which="story.url_hash")
_BY_ID = _STORIES.format(name="story.id", tables="stories_story AS story", which="story.id")
_WHAT_IS_THERE = """
    SELECT EXISTS (SELECT 1 FROM stories_story WHERE url_hash {addresses}),
           EXISTS (SELECT 1 FROM stories_story WHERE owner_source_id = %s AND title_hash {titles}),
           EXISTS (SELECT 1 FROM stories_tombstone)
"""


def before(source: Source, entries: Sequence[Identified], *, besides: Iterable[bytes] = ()) -> Before:
    """The stories these entries may be: by the source's own keys, and by canonical address across all sources.

    Most are found by their keys, at the address they have: of the others alone it is asked whether there is more.
    `besides` are the keys of entries of which no more is known.
    """
    names = (key for found in entries for key in (found.key, found.former_key, found.guid_key) if key)
    keys = [*besides, *names]
    by_key = _known(source, _BY_KEY, [source.pk], keys) if _has_names(source) else {}
    by_url = {known.url_hash: known for known in by_key.values() if known.url_hash}
    nameless = [found for found in entries if not {found.key, found.former_key} & by_key.keys()]
    addresses = [found.url_hash for found in entries if found.url_hash and found.url_hash not in by_url]
    there = _there(source, addresses, [found.title_hash for found in nameless if found.title_hash])
    if there.addresses:
        by_url |= _known(source, _BY_ADDRESS, [], addresses)
    reused = {found.key: known.story_id for found in nameless if (known := _otherwise(found, by_url))}
    unknown = [found for found in nameless if found.url_hash not in by_url or found.key in reused]
    taken_down, by_its_title = _taken_down(source, entries) if there.tombstones else (set(), set())
    return Before(
        home=home(source),
        by_key=by_key,
        by_url=by_url,
        by_title=_namesakes(source, unknown) if there.titles else {},
        at_its_address=_texts(reused.values()) if reused else {},
        taken_down=taken_down,
        by_its_title=by_its_title,
    )


def _has_names(source: Source) -> bool:
    """Whether it calls any story by a name; before its first document hardly ever, and one look is enough then."""
    if source.body_hash is not None:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM stories_entrykey WHERE source_id = %s)", [source.pk])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class _There:
    """What else there is to be looked up: mostly nothing, and a hundred entries may be in a document."""

    addresses: bool
    titles: bool
    tombstones: bool


def _there(source: Source, addresses: Sequence[bytes], titles: Sequence[bytes]) -> _There:
    at, called = among(addresses), among(titles)
    with connection.cursor() as cursor:
        cursor.execute(
            _WHAT_IS_THERE.format(addresses=at.sql, titles=called.sql),
            [*at.values, source.pk, *called.values],
        )
        return _There(*map(bool, cursor.fetchone()))


def _known(source: Source, sql: str, values: Sequence[Any], names: Iterable[Any]) -> dict[Any, Known]:
    """The stories that bear one of these names, by it."""
    called = among(names)
    # The others are asked of first documents too, when there may be no story yet that a plan would stay right for.
    often = sql is _BY_KEY
    rows = bulk.fetch(sql.format(among=called.sql), [source.pk, *values, *called.values], prepared=often)
    owners = _owners([pk for _name, pk, owner, *_rest in rows if owner != source.pk])
    return {
        name if isinstance(name, int) else bytes(name): Known(
            pk,
            owned=owner == source.pk,
            owner_at=owners.get(pk, Nearness.AT_HOME),
            entry_hash=_bytes(entry_hash),
            title_hash=_bytes(title_hash),
            url_hash=_bytes(url_hash),
            published_at=_moment(ahead or published_at),
            sort_at=_moment(sort_at),
            missing=missing_since is not None,
        )
        for name, pk, owner, title_hash, url_hash, published_at, ahead, sort_at, entry_hash, missing_since in rows
    }


def _owners(pks: Sequence[int]) -> dict[int, Nearness]:
    """How near those who hold these stories live to them; most are the source's own, and this is not asked."""
    if not pks:
        return {}
    stories = Story.objects.filter(pk__among=pks).select_related("owner_source")
    stories = stories.only(
        "origin", "canonical_url", "owner_source__url", "owner_source__home_page", "owner_source__state"
    )
    return {story.pk: owner_at(story) for story in stories}


def _otherwise(found: Identified, by_url: Mapping[bytes, Known]) -> Known | None:
    """The story of this source at this address, where neither guid nor title nor date is that of the entry."""
    known = by_url.get(found.url_hash) if found.url_hash and found.rung == Rung.GUID else None
    if known is None or not known.owned:
        return None
    was, now = (known.title_hash, known.published_at), (found.title_hash, found.entry.published_at)
    return known if all((*was, *now)) and was[0] != now[0] and was[1] != now[1] else None


def _texts(stories: Iterable[int]) -> dict[int, str]:
    return dict(Story.objects.filter(pk__among=list(stories)).values_list("pk", "text"))


def _namesakes(source: Source, unknown: Sequence[Identified]) -> dict[bytes, list[Namesake]]:
    """The source's own stories with the titles and dates of entries that neither key nor address found."""
    titles = [found.title_hash for found in unknown if found.title_hash]
    if not titles:
        return {}
    dates = [found.entry.published_at for found in unknown if found.entry.published_at]
    rows = Story.objects.filter(owner_source=source, title_hash__among=titles)
    dated = Q(published_at__among=dates) | Q(dated_ahead__among=dates) | Q(published_at=None)
    rows = rows.filter(dated).order_by("pk")
    texts = list(rows.values_list("pk", "title_hash", "content_hash", "text"))
    known = _known(source, _BY_ID, [], [pk for pk, *_rest in texts]) if texts else {}
    found: dict[bytes, list[Namesake]] = {}
    for pk, title, content, text in texts:
        found.setdefault(bytes(title or b""), []).append(Namesake(known[pk], _bytes(content), text))
    return found


def _taken_down(source: Source, entries: Sequence[Identified]) -> tuple[set[bytes], set[bytes]]:
    """The keys of the entries that a tombstone names, and of those of which it names but the title."""
    marked = tombstones.of_entries(source, entries)
    stones = Tombstone.objects.filter(digest__among={one.mark for one in marked})
    held = {bytes(digest) for digest in stones.values_list("digest", flat=True)}
    out = {one.key for one in marked if one.mark in held and not one.by_title}
    return out, {one.key for one in marked if one.mark in held} - out


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def _moment(value: datetime | None) -> datetime | None:
    """SQLite leaves the zone out, which is always UTC."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value
