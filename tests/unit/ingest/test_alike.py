"""How much wording two texts share, and the numbers by which near-same ones are found."""

from __future__ import annotations

import random

import pytest

from stories.ingest.entry import bands, retold, runs

WORDS = [f"word{number}" for number in range(400)]


def text(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))  # no secret


def corrected(original: str, *, words: int) -> str:
    """The same text with some of its words put right."""
    there = original.split()
    for at in random.Random(7).sample(range(len(there)), words):
        there[at] = "corrected"
    return " ".join(there)


def share_a_band(one: str, other: str) -> bool:
    pairs = zip(bands(runs(one)), bands(runs(other)), strict=True)
    return any(mine is not None and mine == theirs for mine, theirs in pairs)


def test_near_same_texts_share_a_band_and_others_do_not() -> None:
    texts = [text(seed) for seed in range(60)]
    assert sum(share_a_band(each, corrected(each, words=2)) for each in texts) >= 55
    assert not any(share_a_band(one, other) for one in texts[:30] for other in texts[30:])


def test_a_band_fits_a_bigint_and_is_the_same_at_every_run() -> None:
    found = [band for seed in range(50) for band in bands(runs(text(seed))) if band is not None]
    assert all(-(2**63) <= band < 2**63 for band in found)
    assert bands(runs(text(1)))[0] == bands(runs(text(1).upper()))[0] == -1493757207657369373


def test_a_short_text_has_no_bands() -> None:
    assert not share_a_band("The kettle is on", "The kettle is on")


@pytest.mark.parametrize(
    ("one", "other", "same_title", "told_again"),
    [
        (text(1), corrected(text(1), words=5), False, True),
        (text(1), text(2), True, False),
        (text(1), text(1, 30), True, True),
        (text(1), text(1, 30), False, False),
        ("The kettle is on", "the kettle is ON!", True, True),
        ("The kettle is on", "the kettle is ON!", False, False),
        ("", "", True, False),
    ],
    ids=[
        "corrected",
        "another",
        "excerpt",
        "excerpt of another title",
        "short",
        "short, no title",
        "no words",
    ],
)
def test_what_is_the_same_told_again(one: str, other: str, same_title: bool, told_again: bool) -> None:
    assert retold(runs(one), runs(other), same_title=same_title) is told_again
