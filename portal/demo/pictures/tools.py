"""Things in use: bicycles, a barrow, a flask, a timetable."""

from __future__ import annotations

from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.palette import (
    CREAM,
    GREY,
    INK,
    LEAF,
    OCHRE,
    ORANGE,
    PAPER,
    PINE,
    PURPLE,
    RED,
    SEA,
    SLATE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import bricks, wheel


@drawing
def bikes(c: Canvas) -> None:
    c.sky("#c5d9dc", "#ece4cf", bottom=480)
    bricks(c, 0, 60, WIDTH, 440)
    c.rect(0, 480, WIDTH, 320, "#a8a297")
    for n in range(8):
        c.rect(n * 160, 480, 4, 320, "#00000014")
    for x, colour in ((130, TEAL), (510, ORANGE), (890, PURPLE)):
        _upside_down(c, x, 640, 76, colour)
    wheel(c, 250, 700, 74)
    c.rect(520, 690, 250, 66, RED, r=10)
    c.rect(532, 700, 226, 44, "#7a2a1e", r=6)
    for n in range(7):
        c.line([(550 + n * 31, 736), (558 + n * 31, 706)], (GREY, OCHRE, PAPER)[n % 3], 9)
    c.rect(930, 590, 20, 150, INK, r=8)
    c.rect(900, 580, 80, 16, INK, r=6)
    c.oval(940, 744, 50, 10, INK)
    c.line([(950, 720), (1020, 700), (1060, 750)], INK, 6)


def _upside_down(c: Canvas, x: float, ground: float, r: float, colour: str) -> None:
    """Standing on its saddle and handlebars."""
    y = ground - r * 2.2
    far = x + r * 2.2
    if colour != ORANGE:
        wheel(c, x - r * 0.3, y, r)
    wheel(c, far, y, r)
    crank, seat, bars = (
        (x + r * 0.8, y + r * 0.1),
        (x + r * 0.5, ground - r * 0.5),
        (far - r * 0.35, ground - r * 0.6),
    )
    for a, b in (
        ((x - r * 0.3, y), crank),
        ((x - r * 0.3, y), seat),
        (seat, crank),
        (crank, bars),
        (seat, bars),
        (bars, (far, y)),
    ):
        c.line([a, b], colour, 11)
    c.line([(seat[0] - 26, ground - 6), (seat[0] + 22, ground - 6)], INK, 15)
    c.line([seat, (seat[0], ground - 8)], INK, 8)
    c.line([bars, (bars[0] + 8, ground - 8), (bars[0] + 44, ground - 8)], INK, 9, smooth=False)
    c.circle(*crank, 16, INK)


@drawing
def swede(c: Canvas) -> None:
    c.sky("#d9d3c3", "#c9bda6", bottom=620)
    for row in range(9):
        for n in range(9):
            c.rect(
                n * 150 - (row % 2) * 70,
                row * 70,
                144,
                64,
                c.random.choice(["#c3b69c", "#bcae93", "#cbbfa6"]),
                r=5,
            )
    c.half(855, 200, 190, "#a3957a")
    c.rect(690, 190, 330, 440, "#5a3a2c")
    c.half(855, 200, 165, "#5a3a2c")
    for n in range(6):
        c.rect(700 + n * 54, 110, 3, 520, "#00000030")
    c.rect(666, 196, 24, 436, "#a3957a")
    c.rect(1020, 196, 24, 436, "#a3957a")
    c.circle(980, 420, 12, INK)
    c.rect(0, 624, WIDTH, 176, "#9a9080")
    heap = [
        (x, 470 - row * 58)
        for row, count in enumerate((6, 5, 4, 2))
        for x in [220 + row * 38 + n * 76 for n in range(count)]
    ]
    for x, y in reversed(heap):
        c.circle(x, y, 48, "#d9b98a")
        c.half(x, y, 48, "#8a4a7c", start=170, end=370)
        c.oval(x, y - 4, 47, 16, "#b0829a")
        c.line([(x, y - 44), (x + 4, y - 70)], LEAF, 9)
    c.poly([(130, 490), (690, 490), (610, 640), (230, 640)], TEAL)
    c.poly([(120, 480), (700, 480), (694, 504), (126, 504)], mix(TEAL, INK, 0.3))
    c.line([(600, 630), (860, 560)], WOOD, 22)
    c.line([(590, 640), (610, 740)], INK, 16)
    c.circle(240, 690, 66, INK)
    c.circle(240, 690, 30, OCHRE)
    c.poly([(150, 430), (190, 400), (240, 430)], PURPLE)


@drawing
def flask(c: Canvas) -> None:
    c.sky("#f0b884", "#f7d9ac", "#e8e4cc", bottom=440)
    c.land([(0, 330), (300, 270), (640, 320), (1200, 250)], "#8fa98a")
    c.land([(0, 380), (500, 340), (1200, 390)], "#6f9067")
    c.poly([(520, 366), (580, 366), (1000, 560), (300, 560)], SLATE)
    for n in range(4):
        c.rect(572 + n * 26, 390 + n * 40, 10 + n * 4, 24 + n * 6, PAPER)
    c.rect(0, 0, 70, 800, INK)
    c.rect(0, 0, WIDTH, 50, INK)
    c.line([(70, 60), (520, 540)], "#26323a90", 12)
    c.land([(0, 560), (400, 530), (900, 540), (1200, 600)], "#3a444c")
    c.land([(0, 600), (400, 570), (900, 580), (1200, 640)], "#2c353c")
    c.rect(280, 330, 130, 300, RED, r=14)
    for n in range(4):
        c.rect(280, 370 + n * 66, 130, 20, PINE)
        c.rect(280, 384 + n * 66, 130, 4, OCHRE)
    for n in range(3):
        c.rect(304 + n * 38, 346, 14, 268, "#2f614690")
        c.rect(309 + n * 38, 346, 4, 268, "#e0a93b90")
    c.rect(274, 300, 142, 60, GREY, r=12)
    c.rect(288, 276, 114, 36, "#b3bcbf", r=10)
    c.rect(500, 500, 270, 120, SEA, r=16)
    c.rect(500, 500, 270, 30, mix(SEA, PAPER, 0.3), r=12)
    c.poly([(560, 500), (700, 500), (690, 452), (572, 452)], "#e8c890")
    c.rect(566, 470, 128, 14, LEAF)
    for radius, width in ((230, 34), (60, 30)):
        c.ring(1010, 760, radius, INK if width == 34 else SLATE, width)


@drawing
def timetable(c: Canvas) -> None:
    c.sky("#a9cfe0", "#e8ecdc", bottom=620)
    c.land([(0, 520), (500, 470), (1200, 540)], "#8fa98a")
    c.land([(0, 600), (600, 570), (1200, 620)], "#6f9067")
    c.rect(560, 60, 30, 740, INK)
    c.circle(575, 96, 74, ORANGE)
    c.text(575, 94, "14", PAPER, 70)
    c.rect(330, 210, 500, 500, INK, r=12)
    c.rect(348, 228, 464, 464, PAPER)
    c.rect(348, 228, 464, 80, TEAL)
    c.text(580, 268, "From the 1st", PAPER, 42)
    for row in range(8):
        y = 336 + row * 42
        if row == 3:
            c.rect(360, y - 14, 440, 36, "#f7e3a8", r=5)
        for n in range(5):
            c.text(404 + n * 88, y + 4, f"{7 + row}.{(12 + 30 * (n % 2)):02d}", INK if row == 3 else GREY, 25)
    c.line([(1200, 640), (1010, 560), (850, 486)], PURPLE, 92)
    c.blob([(800, 440), (870, 430), (910, 480), (890, 540), (820, 530), (790, 490)], "#8a5a3c")
    c.line([(810, 478), (716, 470)], "#8a5a3c", 25)
    c.rect(880, 440, 30, 110, CREAM, r=10)
