"""What stands behind: a room, a wall of books, hills, a tower with lit windows."""

from __future__ import annotations

from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.palette import (
    BARK,
    CREAM,
    LAMP,
    LEAF,
    MOSS,
    OCHRE,
    ORANGE,
    PURPLE,
    RED,
    SEA,
    SKY,
    TEAL,
)


def room(c: Canvas, wall: str, floor: str, *, at: float = 600) -> None:
    c.sky(mix(wall, "#ffffff", 0.12), wall, bottom=at)
    c.rect(0, at, WIDTH, 800 - at, floor)
    c.rect(0, at - 16, WIDTH, 16, mix(wall, "#000000", 0.14))


def block(c: Canvas, x: float, top: float, w: float, foot: float, wall: str, *, lit: float = 0.4) -> None:
    """A tower with its windows, some of them lit."""
    c.rect(x, top, w, foot - top, wall)
    columns, rows = max(2, int(w / 36)), int((foot - top - 24) / 40)
    gap = w / columns
    for row in range(rows):
        for column in range(columns):
            light = (
                c.random.choice([LAMP, LAMP, "#f2b45e", "#9fc4dc"])
                if c.random.random() < lit
                else mix(wall, "#000000", 0.25)
            )
            c.rect(x + column * gap + gap * 0.22, top + 20 + row * 40, gap * 0.56, 24, light, r=2)


def hills(c: Canvas, y: float) -> None:
    c.land([(0, y + 30), (250, y - 30), (560, y + 20), (880, y - 40), (1200, y + 10)], mix(MOSS, SKY, 0.45))
    c.land([(0, y + 60), (330, y + 20), (700, y + 70), (1200, y + 30)], mix(MOSS, SKY, 0.15))


def books(c: Canvas, x: float, y: float, w: float, shelves: int, *, height: float = 92) -> None:
    c.rect(x, y, w, shelves * height + 14, BARK)
    colours = (ORANGE, TEAL, PURPLE, OCHRE, SEA, CREAM, RED, LEAF, "#7a5568")
    for shelf in range(shelves):
        top, left = y + 12 + shelf * height, x + 12
        c.rect(x + 10, top, w - 20, height - 12, "#4c3628")
        while left < x + w - 34:
            thick, tall = c.random.uniform(11, 24), c.random.uniform(0.62, 0.94) * (height - 14)
            if c.random.random() < 0.93:
                c.rect(left, top + height - 12 - tall, thick - 2, tall, c.random.choice(colours), r=2)
            left += thick
