"""What a reader asked to see, read from the query string and written back into it.

Decides which values are known and forgives the rest: an old or mangled link shows more, never an error.
Leaves what the filters mean for the database to `stream.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from programmes.area_keys import MOST_VALUES, area_key, areas_named
from programmes.models import Area, Programme
from stories import topics
from stories.models import Source, Story, Topic

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.ASCII)
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
NETWORK = "network"  # among the programmes of a query: stories that belong to none of them


@dataclass(frozen=True)
class Filters:
    """Within one field any value will do; between fields all must hold."""

    programmes: tuple[Programme, ...] = ()
    areas: tuple[Area, ...] = ()
    topics: tuple[Topic, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str = ""
    source: Source | None = None
    across: bool = False  # besides the chosen programmes, stories of no programme

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        slugs = set(query.getlist("programme"))
        kinds = set(query.getlist("kind"))
        language = query.get("lang", "").lower()
        return cls(
            # All programmes are read and compared here: there are few, and odd slugs never reach the database.
            programmes=tuple(p for p in Programme.objects.all() if p.slug in slugs) if slugs else (),
            areas=areas_named(query.getlist("area")),
            topics=_topics(query.getlist("topic")),
            kinds=tuple(kind for kind in Story.Kind.values if kind in kinds),
            language=language if _LANGUAGE.fullmatch(language) else "",
            source=_source(query.get("source", "")),
            across=NETWORK in slugs,
        )

    def __bool__(self) -> bool:
        return self.on > 0

    @property
    def on(self) -> int:
        """How many values are asked for: what the closed drawer says of itself."""
        chosen = len(self.programmes) + len(self.areas) + len(self.topics) + len(self.kinds)
        return chosen + bool(self.language) + bool(self.source) + self.across

    def without(self, value: Programme | Area | Topic | Source | str) -> Self:
        """The same filters but for one value: where the chip's cross leads."""
        return replace(
            self,
            programmes=tuple(p for p in self.programmes if p != value),
            areas=tuple(a for a in self.areas if a != value),
            topics=tuple(t for t in self.topics if t != value),
            kinds=tuple(k for k in self.kinds if k != value),
            language="" if self.language == value else self.language,
            source=None if self.source == value else self.source,
            across=self.across and value != NETWORK,
        )

    def query(self, **more: object) -> str:
        """Back into a query string, with its question mark; empty when nothing is asked."""
        pairs: list[tuple[str, object]] = [("programme", p.slug) for p in self.programmes]
        pairs += [("programme", NETWORK)] if self.across else []
        pairs += [("area", area_key(area)) for area in self.areas]
        pairs += [("topic", topic.slug) for topic in self.topics]
        pairs += [("kind", kind) for kind in self.kinds]
        pairs += [("lang", self.language)] if self.language else []
        pairs += [("source", self.source.pk)] if self.source else []
        pairs += [(name, value) for name, value in more.items() if value is not None]
        return f"?{urlencode(pairs)}" if pairs else ""


def _topics(names: list[str]) -> tuple[Topic, ...]:
    """In the spelling of our addresses or in people's own: “Empty Shops” is found too."""
    slugs = {topics.slug_of(name) for name in names[:MOST_VALUES]}
    return tuple(Topic.objects.filter(slug__in=slugs - {""})) if slugs else ()


def _source(key: str) -> Source | None:
    """A source somebody has approved at some time: the name of a proposed one is not public yet."""
    if not _ID.fullmatch(key):
        return None
    return Source.objects.exclude(state=Source.State.PROPOSED).filter(pk=key).first()
