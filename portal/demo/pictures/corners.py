"""What stands in a street: a van, garages, washing, a market, and one street that is gone."""

from __future__ import annotations

from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import Person, crowd, stand
from portal.demo.pictures.palette import (
    BARK,
    BRICK,
    CLAY,
    CREAM,
    GREY,
    INK,
    LEAF,
    MOSS,
    OCHRE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    ROSE,
    SEA,
    SLATE,
    STONE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import bicycle, bricks, house, tree, window


@drawing
def van(c: Canvas) -> None:
    c.sky("#bdd4dc", "#f1e9d6", bottom=460)
    c.rect(0, 160, 420, 300, "#bfa280")
    for row in range(3):
        for column in range(5):
            window(c, 36 + column * 78, 186 + row * 90, 40, 48, bars=1)
    tree(c, 1090, 470, 300)
    c.rect(0, 460, WIDTH, 340, "#a39d92")
    c.rect(0, 460, WIDTH, 22, STONE)
    c.oval(330, 700, 330, 26, "#00000030")
    c.rect(70, 260, 480, 420, PAPER, r=24)
    c.blob([(540, 380), (620, 400), (668, 520), (676, 670), (540, 680)], PAPER)
    c.poly([(560, 400), (612, 416), (640, 510), (560, 510)], "#6f8f99")
    c.rect(120, 330, 380, 180, BARK)
    for row in range(2):
        c.rect(120, 412 + row * 96, 380, 10, WOOD)
        for n in range(7):
            x, y = 148 + n * 54, 396 + row * 96
            c.oval(x, y, 28, 19, "#c98a45")
            for cut in (-9, 2, 13):
                c.line([(x + cut - 5, y - 8), (x + cut + 3, y + 4)], "#e8bd7c", 4)
    c.poly([(100, 330), (520, 330), (570, 262), (50, 262)], ORANGE)
    for n in range(5):
        c.poly([(100 + n * 84, 330), (142 + n * 84, 330), (128 + n * 94, 262), (74 + n * 94, 262)], CREAM)
    c.rect(70, 600, 606, 16, TEAL)
    for x in (180, 560):
        c.circle(x, 690, 52, INK)
        c.circle(x, 690, 22, GREY)
    for n, who in enumerate(crowd(c, 5)):
        x = 720 + n * 94
        stand(c, x, 720 + (n % 2) * 20, 300 - (n % 3) * 26, who)
        c.rect(x + 30, 624 + (n % 2) * 20, 44, 54, (PURPLE, OCHRE, SEA, RED, TEAL)[n], r=8)
    c.blob([(868, 760), (876, 722), (930, 716), (944, 694), (964, 706), (952, 736), (950, 764)], BARK)


@drawing
def garages(c: Canvas) -> None:
    c.sky("#c5d9dc", "#f0e8d4", bottom=300)
    tree(c, 150, 330, 300)
    tree(c, 1040, 330, 340)
    c.rect(40, 250, 1120, 340, "#b99a78")
    c.rect(20, 230, 1160, 34, SLATE)
    for n, colour in enumerate((ORANGE, TEAL, PURPLE, OCHRE)):
        x = 80 + n * 268
        c.rect(x - 10, 310, 246, 280, PAPER)
        c.rect(x, 322, 226, 268, colour)
        for line in range(1, 6):
            c.rect(x, 322 + line * 44, 226, 4, mix(colour, "#000000", 0.16))
        c.rect(x + 96, 540, 34, 9, INK, r=4)
    _murals(c)
    c.rect(0, 590, WIDTH, 210, "#a8a297")
    c.poly([(0, 590), (1200, 590), (1200, 612), (0, 612)], "#00000018")
    bicycle(c, 830, 690, 62, SEA)


def _murals(c: Canvas) -> None:
    """What each of the four families painted on its door."""
    c.circle(193, 400, 50, OCHRE)
    c.half(193, 548, 92, LEAF)
    for n in range(3):
        c.line(
            [(372 + n * 4, 400 + n * 46), (420, 384 + n * 46), (470, 400 + n * 46), (540, 386 + n * 46)],
            PAPER,
            12,
        )
    for x, y, r in ((690, 380, 16), (760, 420, 24), (700, 480, 20), (790, 360, 12)):
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            c.circle(x + dx * r * 0.8, y + dy * r * 0.8, r * 0.7, ROSE)
        c.circle(x, y, r * 0.5, OCHRE)
    c.blob([(930, 500), (950, 420), (1000, 400), (1060, 420), (1090, 480), (1060, 520), (980, 526)], INK)
    c.poly([(1040, 414), (1058, 366), (1078, 424)], INK)
    c.circle(1064, 436, 8, OCHRE)


@drawing
def washing(c: Canvas) -> None:
    c.sky("#9cc6d9", "#e9ecd9")
    for x, w in ((0, 190), (1010, 190)):
        c.rect(x, 0, w, 800, "#b99a78")
        for row in range(7):
            window(c, x + 34, 40 + row * 120, 48, 62, bars=1)
            window(c, x + 112, 40 + row * 120, 48, 62, bars=1)
    for y, sag in ((150, 60), (350, 66), (560, 50)):
        c.line([(190, y), (600, y + sag), (1010, y)], PAPER, 4)
    shirts = [
        (260, 172, RED),
        (370, 196, PAPER),
        (480, 208, TEAL),
        (590, 212, TEAL),
        (700, 206, TEAL),
        (810, 194, PAPER),
    ]
    for x, y, colour in shirts:
        c.poly(
            [
                (x, y),
                (x + 74, y),
                (x + 104, y + 38),
                (x + 82, y + 56),
                (x + 72, y + 44),
                (x + 72, y + 112),
                (x + 2, y + 112),
                (x + 2, y + 44),
                (x - 8, y + 56),
                (x - 30, y + 38),
            ],
            colour,
        )
        c.half(x + 37, y, 13, mix(colour, "#000000", 0.25), start=0, end=180)
    for x, y, w, h, colour in (
        (240, 376, 170, 130, PAPER),
        (430, 404, 150, 140, "#d7b9cf"),
        (830, 386, 150, 126, OCHRE),
    ):
        c.poly([(x, y), (x + w, y + 4), (x + w + 4, y + h), (x - 4, y + h - 4)], colour)
        for fold in (0.3, 0.62):
            c.line([(x + w * fold, y + 6), (x + w * fold + 5, y + h - 6)], mix(colour, "#000000", 0.08), 5)
    for n in range(11):
        c.rect(600 + n * 20, 410 - n * 1.6, 20, 64 + (n % 2) * 4, (ORANGE, CREAM)[n % 2])
    for x, colour in ((330, PURPLE), (400, PURPLE), (520, ORANGE), (590, ORANGE), (730, SEA), (800, SEA)):
        c.rect(x, 590, 26, 62, colour, r=6)
        c.rect(x - 16, 634, 42, 24, colour, r=10)
    c.rect(190, 740, 820, 60, MOSS)


@drawing
def old_street(c: Canvas) -> None:
    """In the brown of old photographs."""
    c.sky("#d9c7a3", "#eadfc4")
    for n in range(3):
        w, h, foot = 260 - n * 46, 330 - n * 60, 640 - n * 62
        for x in (-20 + n * 190, WIDTH + 20 - n * 190 - w):
            c.poly([(x - 8, foot - h), (x + w / 2, foot - h - 90 + n * 16), (x + w + 8, foot - h)], "#6b5238")
            c.rect(x, foot - h, w, h, mix("#b0946a", "#d9c7a3", n * 0.26))
            for wx in (0.14, 0.6):
                c.rect(x + w * wx, foot - h * 0.82, w * 0.24, h * 0.24, "#5a4630")
                c.rect(x + w * wx + w * 0.11, foot - h * 0.82, 4, h * 0.24, "#d9c7a3")
            c.rect(x + w * 0.38, foot - h * 0.44, w * 0.24, h * 0.44, "#4c3a28")
    c.rect(0, 560, WIDTH, 240, "#bda67a")
    c.poly([(500, 510), (700, 510), (1100, 800), (100, 800)], "#c9b389")
    for n in range(9):
        c.line([(590 - n * 36, 540 + n * 30), (610 + n * 36, 540 + n * 30)], "#b59d72", 5)
    c.line([(240, 300), (600, 336), (960, 300)], "#6b5238", 3)
    for x, w, h in ((420, 60, 70), (500, 40, 56), (570, 74, 66), (668, 40, 60), (730, 56, 72)):
        c.rect(x, 324, w, h, "#efe6cf", r=3)
    c.rect(690, 500, 26, 150, "#4c3a28", r=6)
    c.line([(704, 520), (760, 470)], "#4c3a28", 10)
    c.line([(692, 560), (650, 564), (650, 590)], "#4c3a28", 12, smooth=False)
    sepia = [
        Person("#c9a67c", "#4c3a28", top, "#5a4630", wears)
        for top, wears in (("#8a6f4a", "cap"), ("#efe6cf", "long"), ("#6b5238", "cap"), ("#a98a5f", "bun"))
    ]
    for (x, foot, h), who in zip(
        ((420, 690, 190), (520, 720, 180), (600, 680, 160), (860, 700, 270)), sepia, strict=True
    ):
        stand(c, x, foot, h, who)


@drawing
def market(c: Canvas) -> None:
    c.sky("#a9cfe0", "#f4ecd6", bottom=440)
    c.rect(540, 90, 130, 330, CLAY)
    bricks(c, 540, 90, 130, 330, CLAY)
    c.poly([(524, 96), (605, 10), (686, 96)], SLATE)
    c.circle(605, 170, 42, PAPER)
    c.line([(605, 170), (605, 142)], INK, 6)
    c.line([(605, 170), (625, 182)], INK, 6)
    for n, wall in enumerate((CREAM, BRICK, "#d9c39a")):
        house(c, 20 + n * 172, 430, 160, 200, wall)
        house(c, 690 + n * 172, 430, 160, 190, (BRICK, CREAM, CLAY)[n])
    c.rect(0, 430, WIDTH, 370, "#b8ae9c")
    for n, colour in enumerate((ORANGE, TEAL, PURPLE)):
        _stall(c, 60 + n * 370, 380 + (n % 2) * 30, colour)
    for n, who in enumerate(crowd(c, 5)):
        stand(c, 190 + n * 220, 770, 270, who, left=(-0.24, 0.2 if n % 2 else 0.44))


def _stall(c: Canvas, x: float, y: float, colour: str) -> None:
    for pole in (x + 10, x + 310):
        c.rect(pole, y, 10, 300, BARK)
    for n in range(8):
        fill = colour if n % 2 == 0 else PAPER
        c.poly(
            [(x + n * 41, y), (x + n * 41 + 41, y), (x + n * 44 + 26, y + 70), (x + n * 44 - 18, y + 70)],
            fill,
        )
        c.half(x + n * 44 + 4, y + 70, 22, fill, start=0, end=180)
    c.rect(x, y + 190, 330, 110, WOOD)
    for n in range(3):
        c.rect(x + 8 + n * 108, y + 150, 98, 56, mix(WOOD, CREAM, 0.3), r=4)
        fruit = (RED, ORANGE, LEAF, OCHRE, PURPLE)[(n + int(x)) % 5]
        for k in range(5):
            c.circle(x + 22 + n * 108 + k * 18, y + 152 - (k % 2) * 10, 13, fruit)
