"""Where food is made and handed out."""

from __future__ import annotations

from portal.demo.pictures.backdrops import room
from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, upper
from portal.demo.pictures.palette import (
    CREAM,
    GREY,
    INK,
    LEAF,
    OCHRE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SEA,
    SLATE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import steam, table


@drawing
def pantry(c: Canvas) -> None:
    room(c, "#dfe4d6", "#a98a68", at=660)
    for row in range(4):
        y = 170 + row * 128
        c.rect(40, y, 1120, 14, WOOD)
        x = 66.0
        while x < 1110:
            x += _item(c, x, y)
    upper(c, 640, 640, 400, crowd(c, 1)[0], left=(-0.22, 0.34), right=(0.24, 0.3))
    table(c, 0, 640, WIDTH, foot=860, colour="#8b5f3c")
    c.rect(0, 654, WIDTH, 160, "#8b5f3c")
    for n in range(9):
        c.rect(n * 140 + 10, 672, 118, 140, "#7c5335", r=4)
    c.rect(930, 556, 150, 74, SLATE, r=8)
    c.poly([(944, 556), (1066, 556), (1050, 510), (960, 510)], "#5f7a84")
    c.half(310, 600, 96, TEAL, start=0, end=180)
    for n in range(7):
        c.circle(238 + n * 24, 590 - (n % 3) * 16, 21, (RED, LEAF, OCHRE)[n % 3])


def _item(c: Canvas, x: float, foot: float) -> float:
    """Something on a shelf; returns how far on the next one stands."""
    kind = c.random.randrange(4)
    colour = c.random.choice([RED, ORANGE, OCHRE, TEAL, PURPLE, LEAF, SEA])
    if kind == 0:
        c.rect(x, foot - 66, 46, 66, "#c2c8c6", r=4)
        c.rect(x, foot - 54, 46, 40, colour)
        return 54
    if kind == 1:
        c.rect(x, foot - 74, 48, 74, mix(colour, CREAM, 0.4), r=10)
        c.rect(x + 4, foot - 84, 40, 14, INK, r=4)
        c.rect(x + 8, foot - 50, 32, 28, PAPER)
        return 58
    if kind == 2:
        c.rect(x, foot - 44, 92, 44, "#c98a45", r=20)
        for cut in (22, 44, 66):
            c.line([(x + cut - 8, foot - 34), (x + cut + 6, foot - 14)], "#e8bd7c", 6)
        return 104
    c.rect(x, foot - 88, 62, 88, colour, r=3)
    c.circle(x + 31, foot - 50, 18, PAPER)
    return 72


@drawing
def kitchen(c: Canvas) -> None:
    """From above."""
    c.sky("#c9b18c", "#c2a87f")
    for n in range(9):
        for k in range(6):
            c.rect(n * 136, k * 136, 132, 132, ("#cdb894", "#c5ae88")[(n + k) % 2])
    c.rect(120, 210, 960, 380, "#00000028", r=16)
    c.rect(110, 196, 960, 380, "#b98a58", r=16)
    for n in range(4):
        x = 160 + n * 230
        c.rect(x, 250, 190, 130, "#8d9aa0", r=12)
        c.rect(x + 10, 260, 170, 110, "#d9a35c", r=8)
        for _ in range(60):
            c.circle(
                x + c.random.uniform(22, 168),
                260 + c.random.uniform(14, 96),
                c.random.uniform(4, 10),
                c.random.choice(["#e8bd7c", "#c98a45", "#b3763a"]),
            )
    for n in range(8):
        x, y = 190 + n * 112, 480
        c.circle(x, y, 44, "#ffffff")
        c.circle(x, y, 32, "#f0ece0")
        c.circle(x, y, 22, (ORANGE, LEAF, OCHRE)[n % 3])
    for n, who in enumerate(crowd(c, 6)):
        x, top = 200 + (n % 3) * 390, n < 3
        head, hand, hip = (90, 300, 120) if top else (700, 470, 680)
        for dx in (-46, 52):
            c.line(
                [(x + dx, hip), (x + dx * 1.2, (hip + hand) / 2), (x + dx * 0.6, hand)],
                mix(who.top, "#000000", 0.12),
                34,
            )
            c.circle(x + dx * 0.6, hand, 20, who.skin)
        c.oval(x, head + (20 if top else -20), 96, 54, who.top)
        c.circle(x, head, 46, who.hair)
        c.oval(x - 10, head - 8, 22, 18, mix(who.hair, "#ffffff", 0.14))


@drawing
def chai(c: Canvas) -> None:
    room(c, "#e9cfa6", "#c9a06a", at=560)
    for n in range(12):
        for k in range(3):
            c.rect(n * 102, 300 + k * 86, 98, 82, ("#f0dfc0", "#e6cfa8")[(n + k) % 2], r=3)
    c.rect(0, 560, WIDTH, 26, "#6b4a35")
    c.rect(240, 548, 520, 20, INK, r=8)
    for n in range(9):
        c.blob(
            [
                (300 + n * 48, 548),
                (292 + n * 48, 530),
                (304 + n * 48, 508),
                (316 + n * 48, 530),
                (308 + n * 48, 548),
            ],
            "#5a8fc4",
        )
    c.poly([(250, 300), (750, 300), (720, 508), (280, 508)], "#b3bcbf")
    c.poly([(250, 300), (360, 300), (380, 508), (280, 508)], "#c9d0d2")
    c.oval(500, 300, 250, 46, "#98a2a6")
    c.oval(500, 306, 226, 38, "#c98f5c")
    c.oval(460, 300, 90, 13, "#d9a878")
    for x in (236, 764):
        c.ring(x, 350, 30, "#7f898d", 12)
    for dx in (-110, 0, 110):
        steam(c, 500 + dx, 262, 220)
    for n in range(4):
        x = 830 + n * 92
        c.poly([(x, 462), (x + 70, 462), (x + 60, 560), (x + 10, 560)], "#e8f0eecc")
        c.poly([(x + 3, 484), (x + 67, 484), (x + 60, 558), (x + 10, 558)], "#c48a56")
    c.oval(950, 690, 220, 46, PAPER)
    for n in range(6):
        c.rect(810 + n * 46, 648 - (n % 2) * 12, 60, 30, "#d9a35c", r=9)
    for x, y in ((150, 640), (206, 690), (110, 716), (270, 650), (300, 716), (210, 740)):
        c.oval(x, y, 22, 12, "#8fa668")
        c.line([(x - 18, y), (x + 18, y)], "#6f8650", 2)
    for n in range(3):
        c.line([(430 + n * 60, 690 + n * 10), (540 + n * 60, 670 + n * 10)], "#8a4f2c", 15)


@drawing
def curry(c: Canvas) -> None:
    room(c, "#dce5d6", "#b98a58", at=520)
    for x, colour, inside in ((330.0, "#c2562f", "#e08a3c"), (800, "#2f7a68", "#7fa04a")):
        c.oval(x, 640, 270, 34, "#00000028")
        c.rect(x - 240, 340, 480, 290, colour, r=46)
        c.rect(x - 240, 340, 110, 290, mix(colour, "#ffffff", 0.14), r=46)
        c.oval(x, 346, 240, 54, mix(colour, "#000000", 0.25))
        c.oval(x, 352, 214, 44, inside)
        for _ in range(40):
            c.circle(
                x + c.random.uniform(-180, 180),
                352 + c.random.uniform(-24, 24),
                c.random.uniform(6, 15),
                mix(inside, c.random.choice([OCHRE, RED, "#ffffff", LEAF]), 0.4),
            )
        for side in (-1, 1):
            c.rect(x + side * 262 - 34, 410, 68, 36, mix(colour, "#000000", 0.2), r=16)
        for dx in (-90, 60):
            steam(c, x + dx, 300, 210)
    c.line([(800, 350), (930, 170), (960, 110)], GREY, 17)
    c.oval(200, 720, 150, 40, "#e3c08a")
    c.oval(230, 706, 150, 40, "#edd0a0")
    for _ in range(20):
        c.circle(
            230 + c.random.uniform(-110, 110),
            706 + c.random.uniform(-22, 22),
            c.random.uniform(4, 9),
            "#c98f52",
        )
    for _ in range(13):
        x = 980 + c.random.uniform(-30, 30)
        tip = (x + c.random.uniform(-90, 90), 660 + c.random.uniform(-44, 40))
        c.line([(1010, 770), tip], "#4f7f3f", 5)
        for dx, dy in ((-13, 0), (13, 0), (0, -13)):
            c.circle(tip[0] + dx, tip[1] + dy, 13, LEAF)
    c.poly([(560, 700), (600, 690), (640, 730), (590, 742)], OCHRE)
    for x in (520, 470):
        c.blob([(x, 760), (x + 30, 740), (x + 80, 744), (x + 60, 760)], "#5b8f3a")
