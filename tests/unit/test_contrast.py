"""Every pair of colours that can meet on a page can be read, in both schemes: from the stylesheets themselves."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from programmes import colour
from programmes.reference import DATA, rows
from programmes.theme import Strand, write

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")
FOUNDING = write(
    tuple(Strand(row["slug"], colour.tones(row["colour"])) for row in rows(DATA / "programmes.csv"))
).css
SCHEMES = ("light", "dark")
CHOSEN = ':root[data-scheme="dark"] {'
SYSTEM = ':root:not([data-scheme="light"]) {'

PAPERS = ("paper", "raised", "wash")
THREADS = ("thread-network", "thread-1", "thread-2", "thread-3")
YARNS = ("yarn-network", "yarn-1", "yarn-2", "yarn-3")
CLOTHS = ("cloth-network", "cloth-1", "cloth-2", "cloth-3")
WORDS = [
    *product(("ink", "soft", "link", "good", "warn", "bad", *THREADS), PAPERS),
    *product(("on-cloth",), CLOTHS),
    ("paper", "ink"),  # the main button
    ("focus-ink", "focus"),
]
STROKES = [
    *product(("edge", *YARNS), PAPERS),
    ("focus", "focus-ink"),  # the two rings of focus: one of them is seen on any ground
]


def declared(css: str) -> dict[str, str]:
    """Custom properties that are a colour, later ones on top."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", css))


def block(css: str, selector: str) -> str:
    return css.partition(selector)[2].partition("}")[0]


def palette(scheme: str) -> dict[str, str]:
    first = TOKENS.partition("@media (prefers-color-scheme")[0]
    light = declared(first) | declared(FOUNDING.partition("@media")[0])
    dark = declared(block(TOKENS, CHOSEN)) | declared(block(FOUNDING, CHOSEN))
    return light | dark if scheme == "dark" else light


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_stand_out_from_their_ground(scheme: str, words: str, ground: str) -> None:
    tokens = palette(scheme)
    assert colour.contrast(tokens[words], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("stroke", "ground"), STROKES)
def test_strokes_stand_out_from_their_ground(scheme: str, stroke: str, ground: str) -> None:
    tokens = palette(scheme)
    assert colour.contrast(tokens[stroke], tokens[ground]) >= 3


def test_dark_is_the_same_whether_the_system_or_the_reader_chose_it() -> None:
    for css in (TOKENS, FOUNDING):
        chosen = declared(block(css, CHOSEN))
        assert chosen
        assert declared(block(css, SYSTEM)) == chosen


def test_every_colour_token_is_in_a_pair() -> None:
    paired = {token for pair in WORDS + STROKES for token in pair}
    assert set(palette("light")) - paired == {
        "line"
    }  # a quiet rule: decoration, never alone in telling anything


def test_colours_are_worked_out_against_the_papers_of_the_tokens() -> None:
    light, dark = palette("light"), palette("dark")
    assert tuple(light[paper] for paper in PAPERS) == colour.LIGHT_PAPERS
    assert tuple(dark[paper] for paper in PAPERS) == colour.DARK_PAPERS
    assert (light["link"], dark["link"], light["yarn-network"]) == (
        colour.LINK,
        colour.LINK_DARK,
        colour.NETWORK,
    )
    assert light["on-cloth"] == colour.WHITE
