"""Lifts, stairs, cupboards, shops: where people meet without having meant to."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.backdrops import room
from portal.demo.pictures.canvas import WIDTH, Canvas, around, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, stand, upper, young
from portal.demo.pictures.palette import (
    BARK,
    CREAM,
    GREY,
    INK,
    LAMP,
    LEAF,
    LINEN,
    OCHRE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SEA,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import mug


@drawing
def launderette(c: Canvas) -> None:
    room(c, "#d7e2df", "#a8a297", at=640)
    for n in range(20):
        c.rect(n * 62, 628, 58, 12, ("#c2cfcb", "#b3c2be")[n % 2])
    c.rect(40, 90, 1120, 50, TEAL, r=8)
    c.text(600, 116, "LAUNDERETTE", PAPER, 34)
    for row in range(2):
        for n in range(5):
            x, y = 150 + n * 225, 270 + row * 210
            c.rect(x - 98, y - 92, 196, 196, PAPER, r=12)
            c.rect(x - 80, y - 80, 60, 14, LINEN, r=4)
            c.circle(x + 70, y - 73, 8, (RED, LEAF)[(n + row) % 2])
            c.circle(x, y + 12, 76, "#b3bcbf")
            c.circle(x, y + 12, 64, "#3d5560")
            for k in range(6):
                px, py = around(x, y + 12, c.random.uniform(8, 34), k * 60 + n * 20)
                c.circle(
                    px,
                    py,
                    c.random.uniform(16, 26),
                    (ORANGE, PURPLE, TEAL, OCHRE, RED, CREAM)[(k + n + row) % 6],
                )
            c.half(x - 16, y - 2, 40, "#ffffff30", start=190, end=290)
    c.rect(260, 690, 680, 26, WOOD, r=6)
    c.rect(300, 716, 20, 70, BARK)
    c.rect(880, 716, 20, 70, BARK)
    c.rect(660, 624, 120, 66, RED, r=10)
    c.oval(720, 626, 60, 14, mix(RED, PAPER, 0.3))
    c.text(720, 664, "tin", PAPER, 30)
    c.poly([(380, 690), (520, 690), (540, 630), (360, 630)], OCHRE)
    for x, colour in ((400, PAPER), (450, PURPLE), (500, PAPER)):
        c.circle(x, 628, 30, colour)


@drawing
def lift(c: Canvas) -> None:
    room(c, "#8f9a9c", "#5d6466", at=690)
    c.rect(180, 40, 840, 660, "#6c777b")
    c.sky("#cdb98a", "#e6d3a4", top=70, bottom=690)
    c.rect(0, 70, 210, 620, "#8f9a9c")
    c.rect(990, 70, 210, 620, "#8f9a9c")
    c.rect(210, 70, 70, 620, "#b9c2c3")
    c.rect(920, 70, 70, 620, "#b9c2c3")
    c.glow(600, 90, 420, "#fff6d8", 0.8)
    c.rect(400, 70, 400, 20, "#fffbe8", r=8)
    c.rect(340, 180, 170, 340, TEAL)
    c.rect(690, 180, 170, 340, PURPLE)
    c.circle(492, 356, 8, OCHRE)
    c.circle(708, 356, 8, OCHRE)
    c.text(425, 230, "91", PAPER, 40)
    c.text(775, 230, "92", PAPER, 40)
    c.rect(1050, 250, 90, 250, "#d5dbdb", r=10)
    for n in range(10):
        c.circle(1074 + (n % 2) * 42, 280 + (n // 2) * 46, 14, LAMP if n == 9 else PAPER)
    c.rect(500, 8, 200, 50, INK, r=8)
    c.text(600, 34, "9", ORANGE, 42)
    people = young(crowd(c, 3))
    for n, (x, h) in enumerate(((400, 400), (780, 420), (880, 370))):
        stand(c, x, 760, h, people[n], left=(-0.2, 0.16 if n == 1 else 0.44), right=(0.2, 0.42))
    for x in (540, 600, 660):
        c.line([(600, 520), (x, 764)], INK, 9)
    c.rect(540, 440, 130, 84, INK, r=10)
    c.circle(572, 482, 30, "#4d5b63")
    c.circle(572, 482, 17, "#9fc4dc")
    c.circle(650, 456, 6, RED)


@drawing
def stairwell(c: Canvas) -> None:
    c.sky("#e8d9b8", "#d9c39a")
    c.rect(820, 40, 320, 260, PAPER)
    c.rect(836, 56, 288, 228, "#a9cfe0")
    c.poly([(836, 300), (1140, 300), (620, 800), (120, 800)], "#fff6d850")
    for n in range(9):
        y, x = 300 + n * 58, 640 - n * 62
        c.rect(x, y, 700 + n * 62, 60, mix("#a9a094", "#8a8278", n / 9))
        c.rect(x, y, 700 + n * 62, 9, "#c9c0b0")
    c.line([(60, 640), (560, 170), (820, 170)], TEAL, 20, smooth=False)
    for n in range(9):
        c.rect(80 + n * 58, 640 - n * 54, 7, 190, TEAL)
    people = young(crowd(c, 4))
    for n, (x, y) in enumerate(((760, 400), (940, 460), (680, 590), (980, 650))):
        who = people[n]
        c.blob(
            [
                (x - 60, y - 14),
                (x + 60, y - 14),
                (x + 66, y + 50),
                (x + 46, y + 110),
                (x + 14, y + 110),
                (x, y + 36),
                (x - 14, y + 110),
                (x - 46, y + 110),
                (x - 66, y + 50),
            ],
            who.legs,
        )
        upper(c, x, y, 330, who, left=(-0.1, 0.28), right=(0.12, 0.26))
    c.poly([(710, 364), (756, 374), (802, 364), (802, 410), (756, 420), (710, 410)], TEAL)
    c.line([(1030, 590), (1128, 506)], BARK, 13)
    c.circle(996, 612, 46, "#c98a45")
    c.circle(1034, 580, 34, "#c98a45")
    c.circle(1008, 602, 14, BARK)


@drawing
def cupboard(c: Canvas) -> None:
    room(c, "#c9b79a", "#7d6a58", at=650)
    c.rect(80, 90, 560, 340, BARK, r=6)
    c.rect(94, 104, 532, 312, "#d9c39a")
    for row in range(5):
        for n in range(11):
            x, y = 124 + n * 46, 124 + row * 60
            c.circle(x, y, 4, INK)
            if c.random.random() < 0.86:
                c.ring(x, y + 13, 8, GREY, 4)
                c.rect(x - 2, y + 18, 5, 25, GREY)
                c.rect(x + 5, y + 12, 16, 12, (ORANGE, TEAL, PURPLE, PAPER)[(n + row) % 4], r=2)
    c.glow(900, 120, 420, "#ffe2a0", 0.7)
    c.rect(897, 0, 5, 90, INK)
    c.circle(900, 110, 28, "#fff6d8")
    c.rect(700, 330, 440, 20, WOOD)
    c.rect(740, 230, 190, 100, ORANGE, r=14)
    c.circle(790, 282, 34, INK)
    for n in range(3):
        c.rect(840, 254 + n * 22, 74, 8, INK, r=4)
    c.line([(900, 232), (950, 150)], GREY, 6)
    mug(c, 1010, 330, 60, TEAL)
    for n, (x, colour) in enumerate(((90, SEA), (150, RED), (210, OCHRE))):
        c.rect(x, 430, 10, 240, WOOD)
        for k in range(7):
            c.line([(x + 5, 660), (x - 26 + k * 10, 764)], mix(colour, PAPER, 0.5 if n else 0.7), 10)
    c.poly([(270, 660), (390, 660), (376, 780), (284, 780)], TEAL)
    c.oval(330, 660, 60, 13, "#b9d6df")
    c.rect(560, 420, 240, 200, WOOD, r=14)
    c.rect(540, 590, 280, 56, PURPLE, r=24)
    c.rect(556, 640, 20, 140, BARK)
    c.rect(784, 640, 20, 140, BARK)
    c.rect(610, 450, 140, 140, OCHRE, r=24)


@drawing
def bakery(c: Canvas) -> None:
    c.sky("#161f3a", "#2b3660")
    c.rect(0, 0, WIDTH, 800, "#3a3350")
    for row in range(20):
        for n in range(13):
            if c.random.random() < 0.25:
                c.rect(n * 96 - (row % 2) * 40, row * 40, 84, 34, "#ffffff0a")
    c.rect(140, 110, 920, 96, "#5a2a3c", r=6)
    c.text(600, 158, "BAKERY", OCHRE, 60)
    c.rect(160, 230, 640, 420, INK)
    c.rect(176, 246, 608, 388, "#f3c878")
    c.glow(480, 420, 400, "#fff0c2", 0.75)
    for row in range(3):
        y = 350 + row * 92
        c.rect(200, y, 300, 10, BARK)
        for n in range(5):
            c.oval(232 + n * 58, y - 20, 28, 20, "#b8763a")
            c.line([(222 + n * 58, y - 28), (240 + n * 58, y - 12)], "#e8bd7c", 5)
    baker = replace(crowd(c, 3)[1], top=PAPER, wears="cap")
    upper(c, 640, 634, 430, baker, left=(-0.16, 0.32), right=(0.2, 0.2))
    c.rect(540, 596, 240, 40, WOOD)
    c.oval(620, 592, 60, 22, "#f0dcb0")
    c.rect(850, 250, 190, 420, "#5a2a3c")
    c.rect(876, 280, 138, 190, "#f3c878")
    c.circle(1014, 500, 8, OCHRE)
    c.rect(0, 650, WIDTH, 150, "#2a2840")
    c.poly([(176, 650), (784, 650), (900, 800), (60, 800)], "#f3c87838")
    c.blob([(900, 760), (906, 700), (940, 676), (974, 700), (984, 760)], "#17130f")
    c.circle(938, 672, 24, "#17130f")
    c.poly([(918, 660), (920, 632), (936, 650)], "#17130f")
    c.poly([(942, 650), (956, 632), (958, 660)], "#17130f")
    c.line([(980, 752), (1020, 740), (1030, 700)], "#17130f", 12)
