"""A sheet to draw flat shapes on: 1200 by 800, drawn at twice the size and made smaller, so that edges are smooth.

Everything is measured from the top left. Colours are hex strings; `#rrggbbaa` lets shine through what is below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1200, 800
_SCALE = 2
Point = tuple[float, float]


class Canvas:
    """`random` is the picture's own, begun from its name: the same picture every time."""

    def __init__(self, name: str, paper: str = "#f4ecd8") -> None:
        self.random = Random(name)  # noqa: S311  # chance of the drawing kind
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), paper)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    # Shapes

    def rect(self, x: float, y: float, w: float, h: float, fill: str, *, r: float = 0) -> None:
        box = [n * _SCALE for n in (x, y, x + w, y + h)]
        self._draw.rounded_rectangle([box[0], box[1], box[2] - 1, box[3] - 1], r * _SCALE, fill)

    def circle(self, x: float, y: float, r: float, fill: str) -> None:
        self.oval(x, y, r, r, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        self._draw.ellipse([n * _SCALE for n in (x - rx, y - ry, x + rx, y + ry)], fill)

    def half(self, x: float, y: float, r: float, fill: str, *, start: float = 180, end: float = 360) -> None:
        """A slice of a circle; by default its upper half."""
        self._draw.pieslice([n * _SCALE for n in (x - r, y - r, x + r, y + r)], start, end, fill)

    def poly(self, points: Sequence[Point], fill: str) -> None:
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill)

    def blob(self, points: Sequence[Point], fill: str) -> None:
        """A closed shape that swings smoothly through its points."""
        self.poly(_smooth(points, closed=True), fill)

    def land(self, points: Sequence[Point], fill: str) -> None:
        """Everything below a smooth line, down to the foot of the sheet."""
        line = _smooth(points, closed=False)
        self.poly([*line, (line[-1][0], HEIGHT), (line[0][0], HEIGHT)], fill)

    def line(self, points: Sequence[Point], fill: str, width: float, *, smooth: bool = True) -> None:
        """With round ends and joints."""
        way = _smooth(points, closed=False) if smooth and len(points) > 2 else list(points)
        scaled = [(x * _SCALE, y * _SCALE) for x, y in way]
        self._draw.line(scaled, fill, round(width * _SCALE), joint="curve")
        if width > 2 and len(fill) == 7:
            for x, y in (way[0], way[-1]):
                self.circle(x, y, width / 2, fill)

    def ring(self, x: float, y: float, r: float, fill: str, width: float) -> None:
        box = [n * _SCALE for n in (x - r, y - r, x + r, y + r)]
        self._draw.ellipse(box, outline=fill, width=round(width * _SCALE))

    def text(self, x: float, y: float, words: str, fill: str, size: float) -> None:
        """Centred on the point, in the letters that come with Pillow."""
        font = ImageFont.load_default(size * _SCALE)
        self._draw.text((x * _SCALE, y * _SCALE), words, fill, font, anchor="mm")

    # Light

    def sky(self, *colours: str, top: float = 0, bottom: float = HEIGHT) -> None:
        """From the first colour at the top to the last one at the bottom."""
        stops = [_rgb(colour) for colour in colours]
        strip = Image.new("RGB", (1, len(stops)))
        strip.putdata(stops)
        height = round((bottom - top) * _SCALE)
        # Bicubic between the middles of the first and the last stop; a hair of each is kept at the ends.
        wash = strip.resize((1, height), Image.Resampling.BICUBIC).resize((WIDTH * _SCALE, height))
        self._image.paste(wash, (0, round(top * _SCALE)))

    def glow(self, x: float, y: float, r: float, colour: str, strength: float = 0.6) -> None:
        """A pool of light that fades towards its edge."""
        size = round(2 * r * _SCALE)
        mask = Image.radial_gradient("L").resize((size, size))
        fade = mask.point(lambda far: round(max(0.0, 1 - far / 180) ** 2 * 255 * strength))
        light = Image.new("RGB", (size, size), colour)
        self._image.paste(light, (round((x - r) * _SCALE), round((y - r) * _SCALE)), fade)

    def soften(self, radius: float) -> None:
        """Everything drawn so far goes out of focus."""
        self._image.paste(self._image.filter(ImageFilter.GaussianBlur(radius * _SCALE)))

    def finished(self) -> Image.Image:
        """At its own size, on paper with a slight tooth."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        tooth = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), self.random.randbytes(WIDTH * HEIGHT // 4))
        tooth = tooth.filter(ImageFilter.GaussianBlur(0.8)).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        dark = tooth.point(lambda grain: max(0, min(16, round((grain - 128) * 0.22) + 5)))
        return Image.composite(Image.new("RGB", small.size, "#3a2f28"), small, dark)


def mix(one: str, other: str, share: float) -> str:
    """Some of `other` in `one`: 0 is none, 1 is all."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _smooth(points: Sequence[Point], *, closed: bool, steps: int = 14) -> list[Point]:
    """Catmull-Rom through all points."""
    known = list(points)
    known = [known[-1], *known, known[0], known[1]] if closed else [known[0], *known, known[-1]]
    out: list[Point] = []
    for number in range(1, len(known) - 2):
        around = known[number - 1 : number + 3]
        out += [_between(around, step / steps) for step in range(steps)]
    return out if closed else [*out, known[-1]]


def _between(around: Sequence[Point], t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = around

    def on(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        )

    return on(x0, x1, x2, x3), on(y0, y1, y2, y3)


def around(x: float, y: float, r: float, degrees: float) -> Point:
    """The point at this angle on a circle, 0 to the right and clockwise."""
    return x + r * math.cos(math.radians(degrees)), y + r * math.sin(math.radians(degrees))
