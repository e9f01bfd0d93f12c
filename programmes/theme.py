"""The stylesheet made from the CMS: a programme's tones, and its strand in the cord.

Markup says only whose something is (`data-thread`, `data-thread-too`) and which programmes are in view (`data-on`);
this sheet turns both into the custom properties that `static/css` draws with. A programme's place in the cord
is its place in the network's order, kept empty when it is out of view. From the sixth programme on the places
are too many to keep: the cord then packs those in view, up to five.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from programmes.colour import Tones, tones
from programmes.models import Programme

STRANDS = 5  # as many as can be told apart at the width of a cord
_PITCH = "(var(--strand) + var(--gap))"


@dataclass(frozen=True)
class Strand:
    """One programme as the sheet knows it."""

    slug: str
    tones: Tones


@dataclass(frozen=True)
class Theme:
    """The sheet, and the version that is part of its address."""

    css: str
    version: str
    strands: int


def current() -> Theme:
    """The theme as the programmes stand now. One query; the sheet is written again only when its input changed."""
    rows = Programme.objects.values_list("slug", "colour", "tones")
    # A row that was written in bulk has no tones yet; it must not take every page down.
    return write(
        tuple(Strand(slug, Tones(**stored) if stored else tones(colour)) for slug, colour, stored in rows)
    )


@lru_cache(maxsize=8)
def write(strands: tuple[Strand, ...]) -> Theme:
    packed = len(strands) > STRANDS
    dark = _declared(strands, dark=True)
    css = "\n".join(
        (
            "@layer tokens, base, layout, components, utilities;",
            "@layer tokens {",
            f":root {{ --strands: {min(len(strands), STRANDS) or 1}; {_declared(strands)} {_stripes(strands)} }}",
            f'@media (prefers-color-scheme: dark) {{ :root:not([data-scheme="light"]) {{ {dark} }} }}',
            f':root[data-scheme="dark"] {{ {dark} }}',
            *(_rule(place, strand) for place, strand in enumerate(strands, start=1)),
            *(_packed(strands) if packed else _placed(strands)),
            "}",
            "@layer components {",
            *(_packed_cord(len(strands)) if packed else _placed_cord(len(strands))),
            "}\n",
        )
    )
    return Theme(css, sha256(css.encode()).hexdigest()[:12], min(len(strands), STRANDS))


def _declared(strands: Sequence[Strand], *, dark: bool = False) -> str:
    """Every tone under its programme's number. Cloth is deep in both schemes."""
    return " ".join(
        f"--thread-{place}: {each.thread_dark}; --yarn-{place}: {each.yarn_dark};"
        if dark
        else f"--thread-{place}: {each.thread}; --yarn-{place}: {each.yarn}; --cloth-{place}: {each.cloth};"
        for place, each in enumerate((strand.tones for strand in strands), start=1)
    )


def _stripes(strands: Sequence[Strand]) -> str:
    """The site's own knot: cord bound with all of its strands."""
    if not strands:
        return ""
    turn, gap = 1.1, 0.26  # of a strand's width
    stops = []
    for index in range(min(len(strands), STRANDS)):
        end = index * (turn + gap) + turn
        stops.append(f"var(--yarn-{index + 1}) 0 calc(var(--strand) * {end:.2f})")
        stops.append(f"var(--paper) 0 calc(var(--strand) * {end + gap:.2f})")
    return f"--stripes: repeating-linear-gradient(112deg, {', '.join(stops)});"


def _rule(place: int, strand: Strand) -> str:
    slug = json.dumps(strand.slug)
    tones = " ".join(f"--{tone}: var(--{tone}-{place});" for tone in ("thread", "yarn", "cloth"))
    return f"[data-thread~={slug}] {{ {tones} }} [data-thread-too~={slug}] {{ --yarn-too: var(--yarn-{place}); }}"


def _placed(strands: Sequence[Strand]) -> Iterator[str]:
    """Each programme in its own place; one that is out of view leaves it empty."""
    places = range(1, len(strands) + 1)
    middle = (len(strands) + 1) // 2
    empty = " ".join(f"--c{place}: transparent;" for place in places)
    yield f":root {{ {_colours(places)} --middle: calc({_PITCH} * {max(middle - 1, 0)}); }}"
    yield f"[data-on] {{ {empty} }}"
    for place, strand in enumerate(strands, start=1):
        yield f"[data-on~={json.dumps(strand.slug)}] {{ --c{place}: var(--yarn-{place}); }}"
    # A page about one programme has its strand in the middle, whichever place is its own.
    yield f".cord--one {{ {empty} --c{middle}: var(--yarn); }}"


def _placed_cord(count: int) -> Iterator[str]:
    stops = (
        f"var(--c{index + 1}) calc({_PITCH} * {index}) calc({_PITCH} * {index} + var(--strand)), "
        f"transparent 0 calc({_PITCH} * {index + 1})"
        for index in range(count)
    )
    if count:
        yield f".cord::before, .ply::before {{ background: linear-gradient(90deg, {', '.join(stops)}); }}"


def _packed(strands: Sequence[Strand]) -> Iterator[str]:
    """Which programmes are in view, as ones and noughts to count with."""
    places = range(1, len(strands) + 1)
    off = " ".join(f"--on-{place}: 0;" for place in places)
    first = " ".join(f"--on-{place}: {int(place <= STRANDS)};" for place in places)
    yield f":root {{ {_colours(places[:STRANDS])} {first} --middle: 0px; }}"
    yield f"[data-on] {{ {off} }}"
    for place, strand in enumerate(strands, start=1):
        yield f"[data-on~={json.dumps(strand.slug)}] {{ --on-{place}: 1; }}"


def _packed_cord(count: int) -> Iterator[str]:
    """Strands side by side from the edge: each starts after as many as are in view before it."""
    stops = []
    for place in range(1, count + 1):
        before = " + ".join(f"var(--on-{each})" for each in range(1, place)) or "0"
        start = f"{_PITCH} * ({before})"
        stops.append(
            f"var(--yarn-{place}) calc({start}) calc({start} + var(--strand) * var(--on-{place})), "
            f"transparent 0 calc({start} + {_PITCH} * var(--on-{place}))"
        )
    yield f"{_strip()} {{ background: linear-gradient(90deg, {', '.join(stops)}); }}"
    one = "linear-gradient(90deg, var(--yarn) var(--strand), transparent 0)"
    yield f"{_strip('.cord--one ')} {{ background: {one}; }}"
    # The ends as drawn belong to places, and there are none: the cord is cut straight instead.
    yield '.loose__ends { display: none; } .loose__in::before { content: ""; }'


def _strip(where: str = "") -> str:
    """Everything the packed cord is drawn on."""
    return ", ".join(f"{where}.{part}::before" for part in ("cord", "ply", "loose__in"))


def _colours(places: Sequence[int]) -> str:
    return " ".join(f"--c{place}: var(--yarn-{place});" for place in places)
