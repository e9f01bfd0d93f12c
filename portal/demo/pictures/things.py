"""What turns up in more than one drawing: trees, houses, windows, bunting, cups, rain."""

from __future__ import annotations

from collections.abc import Sequence

from portal.demo.pictures.canvas import WIDTH, Canvas, Point, around, mix
from portal.demo.pictures.palette import (
    BARK,
    BRICK,
    CREAM,
    INK,
    LAMP,
    LEAF,
    LINEN,
    OCHRE,
    ORANGE,
    PAPER,
    PINE,
    PURPLE,
    SLATE,
    TEAL,
    WOOD,
)


def tree(c: Canvas, x: float, foot: float, h: float, colour: str = LEAF) -> None:
    c.poly(
        [
            (x - h * 0.035, foot),
            (x - h * 0.02, foot - h * 0.5),
            (x + h * 0.02, foot - h * 0.5),
            (x + h * 0.035, foot),
        ],
        BARK,
    )
    r = h * 0.27
    for dx, dy, share in ((0.55, 0.35, 0.18), (-0.6, 0.3, 0.1), (0, -0.35, 0)):
        c.circle(x + dx * r, foot - h * 0.62 + dy * r, r * 0.82, mix(colour, PINE, share * 2.5))
    c.circle(x - r * 0.25, foot - h * 0.74, r * 0.45, mix(colour, "#ffffff", 0.1))


def bush(c: Canvas, x: float, foot: float, r: float, colour: str = LEAF) -> None:
    for dx, size in ((-0.9, 0.7), (0.9, 0.65), (0, 1)):
        c.half(x + dx * r, foot, r * size, mix(colour, PINE, 0.3 if dx else 0))


def window(c: Canvas, x: float, y: float, w: float, h: float, *, lit: bool = False, bars: int = 2) -> None:
    c.rect(x - 5, y - 5, w + 10, h + 10, PAPER)
    c.rect(x, y, w, h, LAMP if lit else "#5f7a84")
    if not lit:
        c.poly([(x, y), (x + w * 0.6, y), (x, y + h * 0.7)], "#ffffff22")
    for n in range(1, bars):
        c.rect(x + w * n / bars - 2, y, 4, h, PAPER)
    c.rect(x, y + h * 0.48, w, 4, PAPER)
    c.rect(x - 10, y + h + 5, w + 20, 7, LINEN)


def house(
    c: Canvas,
    x: float,
    foot: float,
    w: float,
    h: float,
    wall: str = BRICK,
    *,
    roof: str = SLATE,
    lit: bool = False,
    door: str = TEAL,
) -> None:
    """Two up, two down, with a chimney."""
    c.rect(x + w * 0.74, foot - h * 1.42, w * 0.1, h * 0.3, mix(wall, "#000000", 0.2))
    c.poly(
        [
            (x - w * 0.04, foot - h),
            (x + w * 0.1, foot - h * 1.3),
            (x + w * 0.9, foot - h * 1.3),
            (x + w * 1.04, foot - h),
        ],
        roof,
    )
    c.rect(x, foot - h, w, h, wall)
    for wx, wy in ((0.12, 0.86), (0.6, 0.86), (0.12, 0.42)):
        window(c, x + w * wx, foot - h * wy, w * 0.26, h * 0.27, lit=lit)
    c.rect(x + w * 0.62, foot - h * 0.46, w * 0.22, h * 0.46, door)
    c.circle(x + w * 0.8, foot - h * 0.22, w * 0.015 + 1, OCHRE)


def bricks(c: Canvas, x: float, y: float, w: float, h: float, colour: str = BRICK) -> None:
    """A wall with a few bricks picked out."""
    c.rect(x, y, w, h, colour)
    for row in range(int(h / 22)):
        for column in range(int(w / 52) + 1):
            if c.random.random() < 0.3:
                left = max(x, x + column * 52 - (row % 2) * 26)
                width = min(48, x + w - left)
                shade = c.random.choice(["#00000014", "#ffffff14", "#ffffff0c"])
                if width > 4:
                    c.rect(left, y + row * 22, width, 18, shade)


def bunting(c: Canvas, start: Point, end: Point, *, sag: float = 40, flags: int = 12) -> None:
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag)
    c.line([start, middle, end], INK, 2)
    for n in range(flags):
        t = (n + 0.5) / flags
        x = start[0] + (end[0] - start[0]) * t
        y = start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t) * 0.98
        size = abs(end[0] - start[0]) / flags * 0.36
        c.poly([(x - size, y), (x + size, y), (x, y + size * 1.9)], (ORANGE, OCHRE, TEAL, PURPLE)[n % 4])


def mug(c: Canvas, x: float, foot: float, h: float, colour: str = TEAL) -> None:
    c.ring(x + h * 0.46, foot - h * 0.5, h * 0.28, colour, h * 0.11)
    c.rect(x - h * 0.42, foot - h, h * 0.84, h, colour, r=h * 0.1)
    c.oval(x, foot - h * 0.97, h * 0.4, h * 0.09, mix(colour, "#000000", 0.35))


def teapot(c: Canvas, x: float, foot: float, h: float, colour: str = ORANGE) -> None:
    c.line(
        [(x + h * 0.5, foot - h * 0.35), (x + h * 0.85, foot - h * 0.5), (x + h * 0.95, foot - h * 0.8)],
        colour,
        h * 0.14,
    )
    c.ring(x - h * 0.62, foot - h * 0.45, h * 0.26, colour, h * 0.1)
    c.oval(x, foot - h * 0.42, h * 0.62, h * 0.42, colour)
    c.oval(x, foot - h * 0.72, h * 0.36, h * 0.1, mix(colour, "#ffffff", 0.2))
    c.circle(x, foot - h * 0.86, h * 0.08, mix(colour, "#000000", 0.2))


def steam(c: Canvas, x: float, y: float, h: float) -> None:
    for n, dx in enumerate((-0.18, 0.05, 0.26)):
        points = [(x + dx * h + (9 if k % 2 else -9), y - h * k / 4) for k in range(5)]
        c.line(points, "#ffffff70" if n % 2 else "#ffffff50", 7)


def pendant(c: Canvas, x: float, y: float, colour: str = TEAL, *, size: float = 50) -> None:
    """A lamp that hangs from the ceiling, and its light."""
    c.glow(x, y + size * 0.6, size * 4.4, "#ffe2a0", 0.5)
    c.rect(x - 2, 0, 4, y - size * 0.5, INK)
    c.half(x, y + size * 0.3, size, colour)
    c.oval(x, y + size * 0.3, size * 0.9, size * 0.12, "#fff3cf")


def table(c: Canvas, x: float, y: float, w: float, *, foot: float, colour: str = WOOD) -> None:
    for leg in (x + w * 0.06, x + w * 0.94 - 16):
        c.rect(leg, y, 16, foot - y, mix(colour, "#000000", 0.3))
    c.rect(x, y - 10, w, 26, colour, r=5)
    c.rect(x, y + 10, w, 6, mix(colour, "#000000", 0.2))


def rain(
    c: Canvas, *, number: int = 130, colour: str = "#ffffff55", slant: float = -10, length: float = 34
) -> None:
    for _ in range(number):
        x, y = c.random.uniform(-20, WIDTH + 20), c.random.uniform(-30, 800)
        c.line([(x, y), (x + slant, y + length)], colour, 2.5)


def stars(c: Canvas, number: int, *, bottom: float) -> None:
    for _ in range(number):
        c.circle(
            c.random.uniform(0, WIDTH),
            c.random.uniform(0, bottom),
            c.random.choice([1, 1.5, 2.2]),
            "#ffffffa0",
        )


def moon(c: Canvas, x: float, y: float, r: float, *, crescent: str = "") -> None:
    c.glow(x, y, r * 3.6, "#f4e9c8", 0.4)
    c.circle(x, y, r, "#f6ecd0")
    if crescent:
        c.circle(x + r * 0.45, y - r * 0.15, r * 0.9, crescent)


def cloud(c: Canvas, x: float, y: float, r: float, colour: str = "#ffffffb0") -> None:
    c.rect(x - r * 2, y - r * 0.1, r * 4, r * 0.7, colour[:7], r=r * 0.35)
    for dx, size in ((-0.9, 0.62), (0.15, 0.85), (1.05, 0.5)):
        c.half(x + dx * r, y + r * 0.15, r * size, colour[:7])


def wheel(c: Canvas, x: float, y: float, r: float) -> None:
    c.ring(x, y, r, INK, r * 0.11)
    for spoke in range(0, 360, 36):
        c.line([(x, y), around(x, y, r * 0.9, spoke)], "#8a8f8eb0", 1.6)
    c.circle(x, y, r * 0.1, INK)


def bicycle(c: Canvas, x: float, foot: float, r: float, colour: str) -> None:
    """Its back wheel stands at (x, foot)."""
    y, far = foot - r, x + r * 2.75
    wheel(c, x, y, r)
    wheel(c, far, y, r)
    crank, seat, bars = (x + r * 1.15, y + r * 0.1), (x + r * 0.78, y - r * 1.2), (x + r * 2.3, y - r * 1.25)
    for a, b in (
        ((x, y), crank),
        ((x, y), seat),
        (seat, crank),
        (crank, bars),
        (seat, bars),
        (bars, (far, y)),
    ):
        c.line([a, b], colour, r * 0.11)
    c.line([(seat[0] - r * 0.3, seat[1] - r * 0.1), (seat[0] + r * 0.25, seat[1] - r * 0.1)], INK, r * 0.14)
    c.line(
        [bars, (bars[0] - r * 0.05, bars[1] - r * 0.28), (bars[0] + r * 0.4, bars[1] - r * 0.34)],
        INK,
        r * 0.1,
    )
    c.circle(*crank, r * 0.18, INK)


def rows(c: Canvas, spots: Sequence[float], y: float, r: float, colours: Sequence[str]) -> None:
    """Vegetables side by side."""
    for n, x in enumerate(spots):
        colour = colours[n % len(colours)]
        c.oval(x, y + r * 0.5, r * 1.1, r * 0.3, "#00000030")
        c.circle(x, y, r, mix(colour, PINE, 0.25))
        c.circle(x - r * 0.2, y - r * 0.2, r * 0.72, colour)
        c.circle(x - r * 0.25, y - r * 0.3, r * 0.34, mix(colour, CREAM, 0.3))
