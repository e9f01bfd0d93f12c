"""Whether two texts are the same but for a correction: how much of their wording they share."""

from __future__ import annotations

import re

LOOKED_AT = 20_000  # characters from the start: enough to tell, and a bound on the work
RUN = 3  # words in a row; single words would make any two posts about a fair look alike
NEAR = 0.6  # of all runs of words must be in both


def alike(one: str, other: str) -> bool:
    """Near-same wording, whatever the case and punctuation; two empty texts are alike."""
    mine, theirs = _runs(one), _runs(other)
    if not mine or not theirs:
        return not mine and not theirs
    return len(mine & theirs) >= NEAR * len(mine | theirs)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text[:LOOKED_AT].casefold())
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()
