"""Things looked at closely: keys, a recorder, a rattle."""

from __future__ import annotations

import math

from portal.demo.pictures.canvas import WIDTH, Canvas, around, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.palette import (
    BARK,
    CREAM,
    GREY,
    INK,
    LINEN,
    OCHRE,
    ORANGE,
    PAPER,
    PINE,
    PURPLE,
    RED,
    SEA,
    STONE,
    TEAL,
)
from portal.demo.pictures.things import mug, steam


def _boards(c: Canvas, colour: str = "#b98a58") -> None:
    c.sky(mix(colour, "#ffffff", 0.1), colour)
    for n in range(7):
        c.rect(0, n * 118, WIDTH, 4, "#00000018")
        for _ in range(4):
            x, y = c.random.uniform(0, WIDTH), n * 118 + c.random.uniform(20, 100)
            c.line([(x, y), (x + 90, y - 5), (x + 190, y)], "#00000010", 4)


@drawing
def keys(c: Canvas) -> None:
    _boards(c)
    c.poly([(640, 120), (1090, 70), (1140, 560), (700, 620)], "#00000022")
    c.poly([(630, 110), (1080, 60), (1130, 550), (690, 610)], PAPER)
    for n in range(12):
        c.line([(680 + n * 3, 190 + n * 30), (1030 - (n % 3) * 60 + n * 4, 152 + n * 30)], STONE, 6)
    c.circle(1040, 480, 42, RED)
    c.ring(430, 240, 90, GREY, 15)
    labels = ("hall", "yard", "cells", "attic", "?")
    for n, angle in enumerate((60, 88, 116, 144, 34)):
        x0, y0 = around(430, 240, 90, angle)
        x1, y1 = around(430, 240, 360, angle)
        colour = (OCHRE, "#8a8f8e", "#a9784d", "#6f7880", OCHRE)[n]
        c.line([(x0, y0), (x1, y1)], colour, 19)
        c.ring(*around(430, 240, 130, angle), 38, colour, 17)
        side = math.radians(angle + 90)
        for back in (12, 46):
            bx, by = around(430, 240, 360 - back, angle)
            c.line([(bx, by), (bx + 36 * math.cos(side), by + 36 * math.sin(side))], colour, 17)
        tx, ty = around(430, 240, 440, angle)
        c.line([(x1, y1), (tx, ty)], LINEN, 3)
        c.rect(tx - 46, ty - 22, 92, 44, CREAM, r=8)
        c.text(tx, ty, labels[n], INK, 26)
    mug(c, 1040, 760, 130, TEAL)
    steam(c, 1040, 620, 60)


@drawing
def tape(c: Canvas) -> None:
    c.sky("#cfae8a", "#b98f6a", bottom=470)
    for n in range(12):
        c.rect(n * 104, 0, 50, 470, "#ffffff10")
    c.rect(0, 470, WIDTH, 330, "#8b5f3c")
    c.blob(
        [(60, 560), (300, 500), (620, 490), (940, 505), (1150, 560), (1000, 700), (600, 740), (200, 700)],
        PAPER,
    )
    for n in range(30):
        x, y = 600 + 520 * math.cos(n * math.pi / 15), 616 + 116 * math.sin(n * math.pi / 15)
        c.circle(x, y, 11, "#e4d8bf")
    c.rect(240, 330, 520, 290, "#3d4a50", r=18)
    c.rect(262, 350, 476, 150, "#5d6a70", r=10)
    c.rect(300, 372, 250, 110, CREAM, r=8)
    for x in (370, 480):
        c.circle(x, 428, 34, BARK)
        c.circle(x, 428, 13, CREAM)
    for n in range(5):
        c.rect(584, 372 + n * 22, 130, 10, INK, r=5)
    for n in range(6):
        c.rect(276 + n * 78, 530, 66, 58, (PAPER, PAPER, PAPER, RED, PAPER, PAPER)[n], r=7)
    c.line([(300, 330), (330, 270), (670, 270), (700, 330)], INK, 18, smooth=False)
    for n, colour in enumerate((ORANGE, PAPER, TEAL, PURPLE, OCHRE)):
        y = 606 - n * 44
        c.rect(830 + (n % 2) * 12, y, 210, 42, mix(colour, "#000000", 0.12), r=6)
        c.rect(850 + (n % 2) * 12, y + 8, 170, 22, PAPER)
        c.line([(862 + (n % 2) * 12, y + 19), (970 + (n % 2) * 12, y + 19)], INK, 3)
    c.oval(140, 640, 90, 22, LINEN)
    mug(c, 140, 636, 96, SEA)
    steam(c, 140, 530, 150)


@drawing
def microphone(c: Canvas) -> None:
    c.sky("#9aa3a3", "#7f8a8c")
    for n in range(6):
        y = 250.0 + n * 110
        c.rect(-20, y, 900 - n * 20, 120, mix("#a8aeac", "#7f8686", n / 6))
        c.rect(-20, y, 900 - n * 20, 12, "#c5cac6")
    c.rect(860, 30, 290, 330, PAPER)
    c.rect(876, 46, 258, 298, "#cfe3ea")
    c.rect(998, 46, 12, 298, PAPER)
    c.poly([(870, 360), (1150, 360), (700, 800), (150, 800)], "#fff6d858")
    c.oval(430, 585, 150, 20, "#00000030")
    c.rect(330, 360, 150, 224, INK, r=18)
    c.rect(352, 384, 106, 66, "#9fc4a8", r=6)
    for n in range(9):
        h = 8 + 22 * abs(math.sin(n * 1.3))
        c.rect(360 + n * 11, 417 - h / 2, 6, h, PINE)
    c.circle(405, 510, 30, RED)
    c.circle(362, 556, 11, GREY)
    c.circle(448, 556, 11, GREY)
    for _ in range(900):
        angle, r = c.random.uniform(0, 360), c.random.uniform(30, 76)
        x, y = around(405, 286, r, angle)
        c.line(
            [(x, y), around(x, y, 24, angle + c.random.uniform(-30, 30))],
            c.random.choice(["#8a6a9c", "#9a4590", "#7a3a72", "#b06aa6"]),
            4,
        )
    c.line([(480, 520), (560, 560), (620, 690), (760, 720)], INK, 9)
    c.rect(740, 690, 70, 90, "#4d5b63", r=20)


@drawing
def rattle(c: Canvas) -> None:
    _boards(c, "#a9784d")
    c.rect(0, 640, WIDTH, 160, "#8b5f3c")
    c.line([(330, 760), (520, 560)], "#00000022", 60)
    c.line([(300, 740), (500, 530)], "#c98f52", 54)
    for n in range(4):
        c.line([(330 + n * 30, 690 - n * 32), (352 + n * 30, 714 - n * 32)], RED, 13)
    c.poly([(430, 400), (960, 180), (1010, 300), (480, 520)], "#00000022")
    c.poly([(420, 390), (950, 170), (1000, 290), (470, 510)], "#d9a868")
    c.poly([(450, 400), (940, 196), (962, 250), (476, 456)], "#a9743c")
    c.poly([(560, 368), (930, 214), (942, 240), (572, 396)], "#f0d6a4")
    for n in range(12):
        c.line([(500, 450), around(500, 450, 78, n * 30)], "#8a5a30", 26)
    c.circle(500, 450, 58, "#b9834a")
    c.circle(500, 450, 20, INK)
    for x, y, size in (
        (180, 240, 1.0),
        (270, 330, 0.7),
        (720, 620, 1.1),
        (860, 560, 0.8),
        (1050, 640, 1.0),
        (130, 520, 0.7),
    ):
        curl = [around(x, y, 12 * size + turn * 0.12 * size, turn) for turn in range(0, 560, 28)]
        c.line(curl, "#f0d6a4", 13 * size)
    c.line([(860, 730), (1100, 690)], OCHRE, 24, smooth=False)
    c.poly([(1096, 678), (1102, 703), (1136, 685)], CREAM)
