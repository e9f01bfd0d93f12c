"""Whom a reader asked to see, read from the query string and written back into it.

Decides which values are known and forgives the rest: an old or mangled link shows more, never an error. Leaves
what the filters mean for the database, and for whom, to `directory.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from people.models import Organisation
from programmes.area_keys import MOST_VALUES, area_key, areas_named
from programmes.models import Area, Programme

PERSON, AREA = "person", "area"
KINDS = (PERSON, *Organisation.Kind.values, AREA)
MOST_WORDS, LONGEST = 8, 100  # of a search; a longer one was not typed by anybody


@dataclass(frozen=True)
class Filters:
    """Within one field any value will do, of words every one is needed; between fields all must hold."""

    words: str = ""
    offers: str = ""
    programmes: tuple[Programme, ...] = ()
    areas: tuple[Area, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    on_map: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        slugs, kinds = set(query.getlist("programme")), set(query.getlist("kind"))
        regions = set(query.getlist("region")[:MOST_VALUES])
        return cls(
            words=_typed(query.get("q", "")),
            offers=_typed(query.get("offers", "")),
            # All programmes and regions are read and compared here: there are few of them.
            programmes=tuple(p for p in Programme.objects.all() if p.slug in slugs) if slugs else (),
            areas=areas_named(query.getlist("area")),
            regions=tuple(region for region in known_regions() if region in regions) if regions else (),
            kinds=tuple(kind for kind in KINDS if kind in kinds),
            on_map=query.get("view") == "map",
        )

    @property
    def on(self) -> int:
        """How many are on: what the closed drawer says of itself."""
        chosen = len(self.programmes) + len(self.areas) + len(self.regions) + len(self.kinds)
        return chosen + bool(self.words) + bool(self.offers)

    @property
    def wants_areas(self) -> bool:
        """Areas are told of on the map, and in the list where somebody asks for them."""
        return AREA in self.kinds or (self.on_map and not self.kinds)

    def without(self, field: str, value: object = None) -> Self:
        """The same but for one value: where the chip's cross leads."""
        kept = getattr(self, field)
        rest: Any = "" if isinstance(kept, str) else tuple(each for each in kept if each != value)
        return replace(self, **{field: rest})

    def query(self, **more: object) -> str:
        """Back into a query string, with its question mark; empty when nothing is asked."""
        pairs: list[tuple[str, object]] = [("q", self.words)] if self.words else []
        pairs += [("offers", self.offers)] if self.offers else []
        pairs += [("programme", programme.slug) for programme in self.programmes]
        pairs += [("area", area_key(area)) for area in self.areas]
        pairs += [("region", region) for region in self.regions]
        pairs += [("kind", kind) for kind in self.kinds]
        pairs += [("view", "map")] if self.on_map else []
        pairs += [(name, value) for name, value in more.items() if value is not None]
        return f"?{urlencode(pairs)}" if pairs else ""


def known_regions() -> list[str]:
    """The regions that areas are in: the network's own list, the same for every reader."""
    regions = Area.objects.exclude(region="").order_by("region").values_list("region", flat=True)
    return list(regions.distinct())


def _typed(words: str) -> str:
    """What somebody typed into a search box: no NUL, which PostgreSQL refuses, one space between words, an end."""
    return " ".join(words.replace("\0", " ")[:LONGEST].split()[:MOST_WORDS])
