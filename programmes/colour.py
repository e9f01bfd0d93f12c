"""A programme's colour: what may be one, and the tones it is shown in.

Staff choose one colour. It is drawn as they chose it, as *yarn*, on light paper; the rest is worked out here:
*thread* for words, *cloth* for a field under white words, and yarn and thread again for the dark scheme. The sums
are done in OKLCH (lightness, chroma, hue), where equal steps look equal. Nothing here knows Django;
`static/css/tokens.css` holds the same papers, and a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Self

LIGHT_PAPERS = ("#fffdf8", "#ffffff", "#f4f0e6")  # paper, raised, wash
DARK_PAPERS = ("#14171a", "#1c2024", "#23282d")
WHITE = "#ffffff"
NETWORK = "#7c8794"  # "everything else": stories and people of no programme
LINK, LINK_DARK = "#1747b8", "#8fb4ff"

WORDS = 4.6  # WCAG 1.4.3 asks for 4.5; the rest is room for rounding to six digits
STROKES = 3.1  # WCAG 1.4.11 asks for 3

LIGHTEST, DARKEST, GREYEST = 0.7, 0.42, 0.07  # outside these a strand is paper, ink, or the network's grey
APART = 0.08  # in OKLab: below it, two strands side by side are hard to tell apart


@dataclass(frozen=True)
class Oklch:
    """A colour by lightness (0 to 1), chroma (0 is grey) and hue (degrees)."""

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def from_hex(cls, colour: str) -> Self:
        red, green, blue = _linear(colour)
        long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        return cls(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)

    @property
    def lab(self) -> tuple[float, float, float]:
        angle = math.radians(self.hue)
        return self.lightness, self.chroma * math.cos(angle), self.chroma * math.sin(angle)

    def hex(self) -> str:
        """Six digits. What a screen cannot show loses chroma until it can; lightness and hue stay."""
        chroma, rgb = self.chroma, self._rgb(self.chroma)
        while chroma > 0 and not all(-0.0005 <= part <= 1.0005 for part in rgb):
            chroma = max(0.0, chroma - 0.004)
            rgb = self._rgb(chroma)
        return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0.0), 1.0))):02x}" for part in rgb)

    def _rgb(self, chroma: float) -> tuple[float, float, float]:
        lightness, a, b = Oklch(self.lightness, chroma, self.hue).lab
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )


@dataclass(frozen=True)
class Tones:
    """One programme's colours as six digits; cloth is the same in both schemes."""

    thread: str
    yarn: str
    cloth: str
    thread_dark: str
    yarn_dark: str


@lru_cache(maxsize=4096)
def tones(colour: str) -> Tones:
    """The tones of a colour; they pass on every paper if the colour is usable."""
    chosen = Oklch.from_hex(colour)
    thread = _darken(Oklch(chosen.lightness - 0.118, chosen.chroma * 0.9, chosen.hue))
    return Tones(
        thread=thread,
        yarn=colour.lower(),
        cloth=thread,
        # Paler than on paper, or it would glare.
        thread_dark=_lighten(Oklch(0.788, min(chosen.chroma * 1.1, 0.125), chosen.hue), WORDS),
        yarn_dark=_lighten(
            Oklch(chosen.lightness + 0.095, min(chosen.chroma * 1.1, 0.156), chosen.hue), STROKES
        ),
    )


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: str, other: str) -> float:
    """How far two colours look apart: 0 is the same, 1 is black and white."""
    return math.dist(Oklch.from_hex(one).lab, Oklch.from_hex(other).lab)


def looks_like(one: str, other: str) -> bool:
    """Whether two programmes' strands could be taken for each other, in either scheme."""
    return difference(one, other) < APART or difference(tones(one).yarn_dark, tones(other).yarn_dark) < APART


def too_pale(colour: str) -> bool:
    return Oklch.from_hex(colour).lightness > LIGHTEST or _least(colour, LIGHT_PAPERS) < STROKES


def too_dark(colour: str) -> bool:
    return Oklch.from_hex(colour).lightness < DARKEST


def too_grey(colour: str) -> bool:
    return Oklch.from_hex(colour).chroma < GREYEST or looks_like(colour, NETWORK)


def like_a_link(colour: str) -> bool:
    return difference(colour, LINK) < APART or difference(tones(colour).yarn_dark, LINK_DARK) < APART


def usable(colour: str, *, beside: Iterable[str] = ()) -> bool:
    """Whether it can be a programme's colour in a network that has these already."""
    alone = not (too_pale(colour) or too_dark(colour) or too_grey(colour) or like_a_link(colour))
    return alone and not any(looks_like(colour, other) for other in beside)


def nearest_usable(colour: str, *, beside: Iterable[str] = ()) -> str | None:
    """The usable colour that looks most like this one; None when the network's own leave no room."""
    others, wanted = tuple(beside), Oklch.from_hex(colour).lab
    by_nearness = sorted(_palette(), key=lambda offer: math.dist(wanted, offer[1]))
    return next((offer for offer, _lab in by_nearness if usable(offer, beside=others)), None)


@lru_cache(maxsize=1)
def _palette() -> tuple[tuple[str, tuple[float, float, float]], ...]:
    """Colours to offer, close enough together that one of them is always near, each with its place in OKLab."""
    steps: Iterator[tuple[int, int, int]] = product(range(42, 68, 2), range(8, 20, 2), range(0, 360, 5))
    offers = {Oklch(lightness / 100, chroma / 100, hue).hex() for lightness, chroma, hue in steps}
    return tuple((offer, Oklch.from_hex(offer).lab) for offer in sorted(offers))


def _darken(tone: Oklch) -> str:
    """Dark enough for words on every light paper."""
    return _moved(tone, -0.005, lambda colour: _least(colour, LIGHT_PAPERS) >= WORDS)


def _lighten(tone: Oklch, ratio: float) -> str:
    """Light enough for this ratio on every dark paper."""
    return _moved(tone, 0.005, lambda colour: _least(colour, DARK_PAPERS) >= ratio)


def _moved(tone: Oklch, step: float, enough: Callable[[str], bool]) -> str:
    """The tone, or the first one up or down from it that is enough."""
    while not enough(tone.hex()) and 0 < tone.lightness < 1:
        tone = Oklch(tone.lightness + step, tone.chroma, tone.hue)
    return tone.hex()


def _least(colour: str, papers: Iterable[str]) -> float:
    return min(contrast(colour, paper) for paper in papers)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _ungamma(red), _ungamma(green), _ungamma(blue)


def _ungamma(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
