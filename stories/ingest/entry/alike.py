"""Whether two texts are the same but for a correction: how much of their wording they share."""

from __future__ import annotations

import hashlib
import re
from zlib import crc32

LOOKED_AT = 20_000  # characters from the start: enough to tell, and a bound on the work
RUN = 3  # words in a row; single words would make any two posts about a fair look alike
Runs = set[tuple[str, ...]]

NEAR = 0.6  # of all runs of words must be in both
WITHIN = 0.8  # of a shorter text's runs must be in the longer one, where that is an excerpt of it
TELLING = 12  # runs; fewer are too few for anything but the very same words

BANDS = 4
_ROWS = 3
_BINS = BANDS * _ROWS


def alike(one: str, other: str) -> bool:
    """Near-same wording, whatever the case and punctuation; two empty texts are alike."""
    mine, theirs = runs(one), runs(other)
    if not mine or not theirs:
        return not mine and not theirs
    return len(mine & theirs) >= NEAR * len(mine | theirs)


def retold(mine: Runs, theirs: Runs, *, same_title: bool) -> bool:
    """Whether one text is the other told again. Under the same title, an excerpt is enough."""
    least = min(len(mine), len(theirs))
    if least < TELLING:
        return same_title and least > 0 and mine == theirs
    shared = len(mine & theirs)
    return shared >= NEAR * len(mine | theirs) or (same_title and shared >= WITHIN * least)


def bands(of: Runs) -> list[int | None]:
    """Numbers of which near-same texts share at least one, most likely; none for what is too short to tell.

    A minhash in one permutation: each run of words falls into one of twelve bins, the least of each bin speaks for
    it, and three bins together make a band. Of texts that share nine tenths of their runs, 99 in 100 share a band;
    of those that share a third, one in seven.
    """
    if len(of) < _BINS * 2:
        return [None] * BANDS
    values = sorted((crc32(" ".join(run).encode()) for run in of), reverse=True)
    least = {value % _BINS: value // _BINS for value in values}  # the last one of a bin is its least
    speak = [least.get(number) for number in range(_BINS)]
    return [_together(speak[start : start + _ROWS]) for start in range(0, _BINS, _ROWS)]


def _together(values: list[int | None]) -> int | None:
    if None in values:
        return None
    joined = hashlib.blake2b(repr(values).encode(), digest_size=8).digest()
    return int.from_bytes(joined, signed=True)  # as wide as a bigint


def runs(text: str) -> Runs:
    """Every three words in a row."""
    words = re.findall(r"\w+", text[:LOOKED_AT].casefold())
    if len(words) < RUN:
        return {tuple(words)} if words else set()
    return set(zip(*(words[at:] for at in range(RUN)), strict=False))
