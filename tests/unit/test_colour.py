"""What every colour that may be a programme's promises, whatever staff choose."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programmes import colour, colour_words

FOUNDING = {
    "Community Organisers": "#D9650F",
    "NESTA Neighbourhoods": "#12978C",
    "Big Local": "#B0479F",
}
any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
# Usable ones are rare among all six digits, so that a search starts from the nearest to each.
usable_colour = any_colour.map(lambda each: each if colour.usable(each) else colour.nearest_usable(each)).map(
    str
)


@given(any_colour)
def test_words_can_be_read_on_every_paper_of_both_schemes(chosen: str) -> None:
    """Even in a colour that the form would refuse: it may have come in by another way."""
    tones = colour.tones(chosen)
    assert all(colour.contrast(tones.thread, paper) >= 4.5 for paper in colour.LIGHT_PAPERS)
    assert all(colour.contrast(tones.thread_dark, paper) >= 4.5 for paper in colour.DARK_PAPERS)


@given(usable_colour)
def test_strokes_can_be_seen_on_every_paper_of_both_schemes(chosen: str) -> None:
    tones = colour.tones(chosen)
    assert all(colour.contrast(tones.yarn, paper) >= 3 for paper in colour.LIGHT_PAPERS)
    assert all(colour.contrast(tones.yarn_dark, paper) >= 3 for paper in colour.DARK_PAPERS)


@given(any_colour)
def test_white_words_can_be_read_on_the_cloth(chosen: str) -> None:
    assert colour.contrast(colour.tones(chosen).cloth, colour.WHITE) >= 4.5


@given(usable_colour)
def test_the_strand_is_the_colour_that_was_chosen(chosen: str) -> None:
    assert colour.tones(chosen).yarn == chosen.lower()


@given(any_colour)
def test_a_refused_colour_comes_with_one_that_is_accepted(chosen: str) -> None:
    assume(not colour.usable(chosen, beside=FOUNDING.values()))
    offer = colour.nearest_usable(chosen, beside=FOUNDING.values())
    assert offer is not None
    assert colour.usable(offer, beside=FOUNDING.values())
    assert offer in colour_words.refusal(chosen, beside=FOUNDING)
    assert colour_words.refusal(offer, beside=FOUNDING) == ""


@given(any_colour)
def test_six_digits_go_to_oklch_and_back(chosen: str) -> None:
    assert colour.Oklch.from_hex(chosen).hex() == chosen


@pytest.mark.parametrize(
    ("chosen", "drawn"),
    [
        ("#D9650F", ("#a8480a", "#f5a65b", "#f08a3c")),
        ("#12978C", ("#0b6e66", "#4fd1c0", "#2db8a8")),
        ("#B0479F", ("#86277f", "#e3a0e0", "#c46cc4")),
    ],
)
def test_the_founding_programmes_look_as_they_were_drawn(chosen: str, drawn: tuple[str, str, str]) -> None:
    tones = colour.tones(chosen)
    found = (tones.thread, tones.thread_dark, tones.yarn_dark)
    assert all(colour.difference(one, other) < 0.035 for one, other in zip(found, drawn, strict=True))


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ("#ffdd00", "too pale"),  # the colour of focus
        ("#fffdf8", "too pale"),  # paper
        ("#1b1f23", "too dark"),  # ink
        ("#7c8794", "too grey"),  # the network's own
        ("#1747b8", "blue of links"),
        ("#d0600c", "near that of Community Organisers"),
    ],
)
def test_an_unusable_colour_is_refused_in_words(chosen: str, reason: str) -> None:
    assert reason in colour_words.refusal(chosen, beside=FOUNDING)


def test_the_founding_colours_stand_side_by_side() -> None:
    for name, chosen in FOUNDING.items():
        others = {other: theirs for other, theirs in FOUNDING.items() if other != name}
        assert colour_words.refusal(chosen, beside=others) == ""


def test_twelve_programmes_find_a_colour_each() -> None:
    taken = list(FOUNDING.values())
    while len(taken) < 12:
        offer = colour.nearest_usable("#5a8f2f", beside=taken)
        assert offer
        taken.append(offer)


def test_an_offer_is_named_as_people_name_colours() -> None:
    assert [colour_words.name(each) for each in ("#c02030", "#5a8f2f", "#3366cc", "#B0479F")] == [
        "a red",
        "a green",
        "a blue",
        "a purple",
    ]
