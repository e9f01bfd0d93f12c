"""Allotments and verges: what grows."""

from __future__ import annotations

from portal.demo.pictures.backdrops import hills
from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, around, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, stand
from portal.demo.pictures.palette import (
    BARK,
    BRICK,
    CREAM,
    GREY,
    INK,
    LEAF,
    LIME,
    LINEN,
    MOSS,
    OCHRE,
    ORANGE,
    PAPER,
    PINE,
    PURPLE,
    RED,
    SLATE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import house, rows, tree

_EARTH = "#7d6347"


def _beds(c: Canvas, top: float) -> None:
    """Rows of earth that come towards us, with something different in each."""
    c.rect(0, top, WIDTH, HEIGHT - top, _EARTH)
    y, step = top + 18, 34.0
    greens = [[LEAF, LIME], [PINE, LEAF], [LIME, MOSS], [PURPLE, LEAF, LEAF], [PINE, LIME]]
    for row in range(8):
        c.rect(0, y, WIDTH, step * 0.4, "#00000022")
        gap = step * 1.45
        start = c.random.uniform(0, gap)
        spots = [start + gap * n for n in range(int(WIDTH / gap) + 1) if c.random.random() < 0.82]
        rows(c, spots, y - step * 0.12, step * 0.42, greens[row % 5])
        y, step = y + step * 1.25, step * 1.19


@drawing
def allotment(c: Canvas) -> None:
    c.sky("#bcd6e0", "#e8eee4", bottom=420)
    hills(c, 250)
    for x, h in ((60, 190), (200, 230), (1120, 220), (390, 170)):
        tree(c, x, 352, h)
    c.rect(770, 210, 200, 150, WOOD)
    for n in range(7):
        c.rect(770 + n * 29, 210, 3, 150, "#00000020")
    c.poly([(748, 216), (870, 142), (992, 216)], SLATE)
    c.rect(842, 250, 62, 110, BARK)
    _beds(c, 355)
    tap_x = 190
    c.rect(tap_x, 430, 14, 260, GREY)
    c.line([(tap_x + 7, 436), (tap_x + 60, 436), (tap_x + 60, 470)], GREY, 14, smooth=False)
    c.poly([(212, 570), (300, 570), (288, 690), (224, 690)], "#6f8f99")
    c.oval(256, 570, 44, 12, "#a9c8d0")
    one, two = crowd(c, 2)
    stand(c, 430, 700, 330, one, left=(-0.2, 0.3), right=(0.26, 0.2))
    stand(c, 690, 640, 280, two, left=(-0.3, 0.16), right=(0.16, 0.4))


@drawing
def greenhouse(c: Canvas) -> None:
    c.sky("#c3dbe2", "#f1ecd9", bottom=560)
    hills(c, 380)
    for x, h in ((90, 430), (210, 520), (1010, 500), (1120, 410)):
        c.line([(x, 620), (x + 8, 620 - h * 0.5), (x, 620 - h)], PINE, 12)
        for petal in range(0, 360, 24):
            c.oval(*around(x, 620 - h, 44, petal), 20, 20, OCHRE)
        c.circle(x, 620 - h, 34, BARK)
        c.oval(x + 42, 620 - h * 0.5, 40, 16, LEAF)
    c.rect(0, 610, WIDTH, 190, MOSS)
    c.poly([(330, 300), (600, 150), (870, 300), (870, 660), (330, 660)], "#e6f1eecc")
    for x in (330, 465, 600, 735, 870):
        c.line([(x, 300 - (270 - abs(600 - x)) * 150 / 270), (x, 660)], PAPER, 9)
    c.line([(330, 300), (600, 150), (870, 300)], PAPER, 13, smooth=False)
    c.line([(330, 300), (870, 300)], PAPER, 9)
    c.rect(352, 500, 220, 14, WOOD)
    c.rect(628, 500, 220, 14, WOOD)
    for left in (360, 636):
        c.rect(left, 478, 204, 24, BARK, r=4)
        for n in range(8):
            x = left + 16 + n * 25
            c.line([(x, 480), (x, 452)], LEAF, 5)
            c.oval(x - 9, 450, 11, 6, LIME)
            c.oval(x + 9, 446, 11, 6, LIME)
    c.rect(540, 560, 92, 92, TEAL, r=10)
    c.line([(630, 620), (700, 560)], TEAL, 14)
    c.oval(706, 556, 20, 12, TEAL)
    c.ring(586, 555, 40, TEAL, 10)


@drawing
def tap(c: Canvas) -> None:
    c.sky("#cfe0e0", "#f3edda", bottom=400)
    hills(c, 260)
    _beds(c, 380)
    c.rect(520, 250, 26, 430, GREY, r=8)
    c.line([(533, 300), (640, 300), (640, 350)], GREY, 24, smooth=False)
    c.rect(505, 226, 56, 22, RED, r=10)
    c.line([(640, 372), (640, 470)], "#9cc7d4", 10)
    c.rect(790, 190, 22, 490, WOOD)
    c.line([(800, 220), (880, 220)], INK, 10)
    c.blob([(880, 236), (846, 268), (836, 330), (820, 352), (940, 352), (924, 330), (914, 268)], OCHRE)
    c.circle(880, 362, 13, BARK)
    c.oval(866, 290, 9, 34, "#fff1c4")
    c.line([(880, 372), (880, 450)], LINEN, 6)
    for x, colour in ((610, TEAL), (360, ORANGE), (230, PURPLE)):
        c.rect(x - 60, 520, 120, 160, colour, r=14)
        c.oval(x, 522, 58, 14, mix(colour, "#000000", 0.35))
        c.line([(x - 58, 640), (x - 130, 560)], colour, 20)
        c.oval(x - 138, 552, 26, 16, mix(colour, "#ffffff", 0.2))
        c.ring(x + 4, 512, 54, mix(colour, "#000000", 0.15), 13)


@drawing
def meadow(c: Canvas) -> None:
    c.sky("#a9cfe0", "#eef0dc", bottom=460)
    for x, wall in ((120.0, BRICK), (300, CREAM), (470, "#c7795a"), (760, CREAM), (930, BRICK)):
        house(c, x, 400, 120, 88, wall)
    c.land([(0, 400), (400, 388), (800, 404), (1200, 390)], MOSS)
    tree(c, 680, 410, 200)
    for layer in range(5):
        base = 440 + layer * 84
        colour = mix(LEAF, LIME, (layer % 2) * 0.6)
        for _ in range(120):
            x, h = c.random.uniform(-10, WIDTH), c.random.uniform(50, 120) * (0.7 + layer * 0.22)
            lean = c.random.uniform(-24, 24)
            c.line(
                [(x, base + 90), (x + lean * 0.4, base + 90 - h * 0.6), (x + lean, base + 90 - h)],
                mix(colour, PINE, c.random.random() * 0.5),
                4 + layer,
            )
        for _ in range(13):
            _flower(c, c.random.uniform(0, WIDTH), base + c.random.uniform(-30, 50), 9 + layer * 4)


def _flower(c: Canvas, x: float, y: float, r: float) -> None:
    kind = c.random.randrange(3)
    c.line([(x, y), (x + 3, y + r * 5)], PINE, max(2, r * 0.2))
    if kind == 0:
        c.blob(
            [
                (x - r, y),
                (x - r * 0.5, y - r),
                (x + r * 0.6, y - r * 0.9),
                (x + r, y + r * 0.1),
                (x, y + r * 0.9),
            ],
            RED,
        )
        c.circle(x, y, r * 0.3, INK)
    elif kind == 1:
        for petal in range(0, 360, 36):
            c.circle(*around(x, y, r * 0.8, petal), r * 0.34, PAPER)
        c.circle(x, y, r * 0.45, OCHRE)
    else:
        for petal in range(0, 360, 45):
            c.circle(*around(x, y, r * 0.6, petal), r * 0.32, "#4663b0")
        c.circle(x, y, r * 0.35, PURPLE)
