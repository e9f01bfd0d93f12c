"""The rows of stories and what hangs on them, written in bulk inside somebody else's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from programmes.models import Programme
from stories import bulk, topics
from stories.bulk import Each, Insert
from stories.ingest.entry import Changed, Identified, entry_hash
from stories.ingest.store.arrival import Arrival
from stories.ingest.store.owners import home, owner_at
from stories.models import (
    Decision,
    Enclosure,
    EntryKey,
    Revision,
    Source,
    SourceArea,
    SourceProgramme,
    Spot,
    Story,
    StoryArea,
    StoryProgramme,
    StorySource,
)

Pair = tuple[int, Identified]  # a story and the entry that tells it


REVISION_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How many stories say something else now, and how many of them did so already within the day."""

    stories: int = 0
    restless: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """How many stories are new and ours, and the rows that hang on them, which the caller has yet to write."""

    stories: int = 0
    rows: Sequence[Insert] = ()


@dataclass(frozen=True)
class Writer:
    """Writes for one source at one moment. The caller holds the transaction and the lease."""

    source: Source
    claim: UUID
    now: datetime
    arrival: Arrival

    def add(self, entries: Sequence[Identified]) -> Added:
        """Insert stories for entries nobody told before.

        Between the decision and now another source may have stored the same address. Inserted in the order of
        their hashes, so that two sources telling the same stories wait for each other instead of deadlocking;
        where the other one was first, we attach to its story - not while we are in doubt (`ingest.hands`).
        """
        addressed = sorted(
            (found for found in entries if found.url_hash), key=lambda found: found.url_hash or b""
        )
        rows = [self._story(found) for found in addressed]
        made = bulk.insert_new(Story, rows, by="url_hash", common=self._alike())
        places = {made[row["url_hash"]]: self._spot(row) for row in rows if row["url_hash"] in made}
        own = [(made[found.url_hash], found) for found in addressed if found.url_hash in made]

        without = [found for found in entries if not found.url_hash]
        rows = [self._story(found) for found in without]
        stories = Story.objects.bulk_create(Story(**self._alike(), **row) for row in rows)
        places |= {story.pk: self._spot(row) for story, row in zip(stories, rows, strict=True)}
        own += [(story.pk, found) for story, found in zip(stories, without, strict=True)]

        if not self.source.doubted_at:
            beaten = self._beaten([found for found in addressed if found.url_hash not in made])
            self.attach(beaten)
            self.change(self._coming_home(beaten))
        topics_of = {pk: self._topics(found) for pk, found in own}
        hanging = [*self._carried(own), *self._facets(places, new=True), self._enclosed(own)]
        return Added(len(own), [*hanging, topics.first(topics_of, places)])

    @staticmethod
    def _beaten(entries: Sequence[Identified]) -> list[Pair]:
        """Entries with the story that another source stored at this very moment."""
        if not entries:
            return []
        held = bulk.ids(Story, "url_hash", [found.url_hash for found in entries if found.url_hash])
        at = {bytes(url_hash): pk for url_hash, pk in held.items()}
        return [(at[found.url_hash or b""], found) for found in entries]

    def change(self, decisions: Sequence[Changed]) -> Rewritten:
        """Rewrite our own stories in place; their place in the stream stays.

        What they said before is kept, once a day: a view counter or a rotating advertisement makes a story say
        something else at every visit, and its history would be full of nothing. What a person decided about is
        kept in any case.
        """
        if not decisions:
            return Rewritten()
        self._take_over([decision.story_id for decision in decisions if decision.takes_over])
        found_by_pk = {decision.story_id: decision.found for decision in decisions}
        rows = list(Story.objects.select_for_update().filter(pk__in=found_by_pk, owner_source=self.source))
        lately = Revision.objects.filter(story__in=rows, at__gt=self.now - REVISION_EVERY)
        decided = Decision.objects.filter(story=OuterRef("story"), when__gte=OuterRef("at"))
        restless = set(lately.filter(~Exists(decided)).values_list("story_id", flat=True))
        Revision.objects.bulk_create(
            Revision(story=row, at=self.now, title=row.title, html=row.html)
            for row in rows
            if row.pk not in restless
        )
        for row in rows:
            for field, value in (self._words(found_by_pk[row.pk]) | self._owed()).items():
                setattr(row, field, value)
        if rows:
            changed = [*self._words(found_by_pk[rows[0].pk]), *self._owed()]
            Story.objects.bulk_update(rows, changed, batch_size=100)
        self._readdress([row for row in rows if self._moved(row, found_by_pk[row.pk])], found_by_pk)
        Enclosure.objects.filter(story__in=rows).delete()
        own = [(row.pk, found_by_pk[row.pk]) for row in rows]
        bulk.insert_all(self._enclosed(own))
        if own:
            topics.assign({pk: self._topics(found) for pk, found in own})
        return Rewritten(len(rows), restless=len(restless))

    def _take_over(self, pks: Sequence[int]) -> None:
        """They are ours from now on, and shown as our publisher wishes."""
        if pks:
            pulled = Story.objects.filter(pk__in=pks, origin=Story.Origin.PULLED)
            pulled.update(owner_source=self.source, licence=self.source.licence)

    def _coming_home(self, beaten: Sequence[Pair]) -> list[Changed]:
        """Those among what another source stored at this very moment that live with us."""
        if not beaten:
            return []
        held = Story.objects.select_related("owner_source").in_bulk([pk for pk, _found in beaten])
        here = home(self.source)
        return [
            Changed(pk, found, takes_over=True)
            for pk, found in beaten
            if here.nearness(found.entry.link) > owner_at(held[pk])
        ]

    @staticmethod
    def _moved(row: Story, found: Identified) -> bool:
        return found.url_hash is not None and (row.url_hash is None or bytes(row.url_hash) != found.url_hash)

    def _readdress(self, moved: Sequence[Story], found_by_pk: Mapping[int, Identified]) -> None:
        """A story is found again by the address it has now, unless another story has that one already."""
        hashes = {found_by_pk[row.pk].url_hash for row in moved}
        taken = {
            bytes(h)
            for h in Story.objects.filter(url_hash__in=hashes).values_list("url_hash", flat=True)
            if h
        }
        for row in moved:
            new = found_by_pk[row.pk].url_hash
            if new not in taken:
                # Another source may be first between the look and the write: the old one is kept then.
                with suppress(IntegrityError), transaction.atomic():
                    Story.objects.filter(pk=row.pk).update(url_hash=new)

    def attach(self, pairs: Sequence[Pair]) -> None:
        """Write down that this source carries these stories, and under which keys it calls them."""
        if pairs:
            places = Story.objects.filter(pk__in=[pk for pk, _found in pairs]).spots()
            bulk.insert_all(*self._carried(pairs), *self._facets(places))

    def _carried(self, pairs: Sequence[Pair]) -> list[Insert]:
        keys = [{"digest": found.key, "rung": found.rung.value, "story_id": pk} for pk, found in pairs]
        ours = {"source_id": self.source.pk}
        carries = [
            {"story_id": pk, "link": found.entry.link, "entry_hash": entry_hash(found.entry)}
            for pk, found in dict(pairs).items()
        ]
        seen = ours | {"last_seen_at": self.now, "missing_since": None}
        return [
            # A key names the story that bears it now: some publishers give an old guid to a new story.
            Insert(EntryKey, keys, ours, unique=("source_id", "digest"), update=("story_id",)),
            Insert(
                StorySource,
                carries,
                seen,
                unique=("story_id", "source_id"),
                update=("link", "entry_hash", "last_seen_at", "missing_since"),
            ),
        ]

    def _alike(self) -> dict[str, object]:
        """What every new story of this document says."""
        return {
            "origin": Story.Origin.PULLED.value,
            "state": (Story.State.WAITING if self.source.doubted_at else Story.State.PUBLISHED).value,
            "licence": self.source.licence,
            "owner_source_id": self.source.pk,
            "first_seen_at": self.now,
            **self._owed(),
        }

    def _story(self, found: Identified) -> dict[str, Any]:
        place = self.arrival.place(found)
        return {
            "published_at": place.published_at,
            "dated_ahead": place.dated_ahead,
            "sort_at": place.sort_at,
            "visible_at": None if self.source.doubted_at else place.visible_at,
            "url_hash": found.url_hash,
            **self._words(found),
        }

    def _spot(self, row: Mapping[str, Any]) -> Spot:
        return Spot(row["sort_at"], visible=not self.source.doubted_at)

    def _words(self, found: Identified) -> dict[str, object]:
        entry = found.entry
        return {
            "kind": entry.kind,
            "byline": entry.author[:200],
            "byline_url": entry.author_url,
            "title": entry.title[:300],
            "html": entry.html,
            "text": entry.text,
            "excerpt": entry.excerpt[:400],
            "lang": entry.language[:35],
            "image_url": entry.image,
            # Where readers are sent: the publisher's own address. `url_hash` is for comparing only.
            "canonical_url": entry.link,
            "title_hash": found.title_hash,
            "content_hash": entry.content_hash,
            "cleaner_version": entry.cleaner_version,
        }

    def _owed(self) -> dict[str, object]:
        """What others have yet to do with new words."""
        return {"pictures_due_at": self.now, "search_owed": True}

    def _enclosed(self, pairs: Iterable[Pair]) -> Insert:
        rows = [
            {
                "story_id": pk,
                "url": enclosure.url,
                "media_type": enclosure.media_type[:120],
                "size": enclosure.size,
                "duration": enclosure.duration,
                "alt": enclosure.alt[:500],
            }
            for pk, found in pairs
            for enclosure in found.entry.enclosures
        ]
        return Insert(Enclosure, rows)

    def _topics(self, found: Identified) -> dict[str, str]:
        """What its owner's tags say a story is about. A programme's name says nothing new: that facet is there."""
        return topics.chosen(found.entry.tags, besides=_names_of_programmes(self.claim))

    def _facets(self, places: Mapping[int, Spot], *, new: bool = False) -> list[Insert]:
        """A story belongs to the programmes and areas of every source that carries it; a new one to none yet."""
        rows = [
            {"story_id": pk, "sort_at": place.sort_at, "visible": place.visible}
            for pk, place in places.items()
        ]
        ours = {"source_id": self.source.pk}
        return [
            Insert(
                StoryProgramme,
                rows,
                ignore_conflicts=not new,
                each=Each(SourceProgramme, "programme_id", ours),
            ),
            Insert(StoryArea, rows, ignore_conflicts=not new, each=Each(SourceArea, "area_id", ours)),
        ]


@lru_cache(maxsize=1)
def _names_of_programmes(claim: UUID) -> frozenset[str]:
    """As slugs; looked up once for all the documents of a claim."""
    return frozenset(map(topics.slug_of, Programme.objects.values_list("name", flat=True)))
