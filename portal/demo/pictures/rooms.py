"""Rooms with somebody just gone out of them, or just come in."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.backdrops import books, room
from portal.demo.pictures.canvas import WIDTH, Canvas, around, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, stand
from portal.demo.pictures.palette import (
    BARK,
    CREAM,
    GREY,
    INK,
    LINEN,
    OCHRE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SEA,
    TEAL,
)
from portal.demo.pictures.things import mug, steam


@drawing
def piano(c: Canvas) -> None:
    room(c, "#d3c6d3", "#8b6a4c", at=650)
    c.glow(350, 220, 420, "#fff0c2", 0.5)
    c.rect(150, 230, 720, 440, "#6b3a28", r=8)
    c.rect(130, 210, 760, 34, "#7c4630", r=6)
    c.rect(190, 264, 640, 190, "#2b1c16")
    for n in range(40):
        x = 204 + n * 15.6
        c.line([(x, 446), (x + 2, 300 - (n % 5) * 3)], "#d9c39a", 4)
        c.rect(x - 5, 282 - (n % 5) * 3, 13, 24, (PAPER, "#c9553f")[n % 7 == 3], r=4)
        c.line([(x + 3, 270), (x + 3, 446)], "#b98a4a80", 1.4)
    c.rect(110, 468, 800, 56, "#7c4630", r=6)
    c.rect(140, 474, 740, 34, PAPER)
    for n in range(37):
        c.rect(140 + n * 20, 474, 2, 34, GREY)
        if n % 7 not in (0, 3):
            c.rect(134 + n * 20, 474, 12, 21, INK)
    for x in (150, 838):
        c.rect(x, 524, 34, 150, "#5a3020")
    for x in (470, 520):
        c.rect(x, 650, 26, 14, OCHRE, r=6)
    c.rect(900, 640, 170, 22, PURPLE, r=8)
    c.rect(914, 660, 12, 100, INK)
    c.rect(1044, 660, 12, 100, INK)
    who = replace(crowd(c, 1)[0], hair="#d9d4ca", wears="hair", top=TEAL)
    stand(c, 960, 770, 520, who, left=(-0.42, 0.03), right=(-0.3, 0.2))
    c.line([(735, 398), (700, 372)], INK, 12)
    c.poly([(40, 700), (300, 680), (330, 740), (60, 764)], SEA)
    for n in range(6):
        c.line([(86 + n * 38, 742 - n * 3), (90 + n * 38, 694 - n * 2)], (GREY, OCHRE)[n % 2], 8)


@drawing
def radiator(c: Canvas) -> None:
    room(c, "#d9b58c", "#8b5f48", at=640)
    c.rect(90, 90, 330, 330, PAPER, r=4)
    c.sky("#24365a", "#46608a", top=106, bottom=404)
    c.rect(0, 100, 90, 320, "#dcbb95")
    c.rect(420, 100, 780, 320, "#dbb991")
    for x in (106, 404):
        c.rect(x - 8, 96, 16, 320, PAPER)
    c.rect(246, 96, 14, 320, PAPER)
    for fx, fy in ((106, 404), (250, 404), (262, 404), (404, 404)):
        for angle in range(200, 340, 16):
            c.line([(fx, fy), around(fx, fy, c.random.uniform(30, 76), angle)], "#ffffff70", 4)
    for x in (40, 400):
        c.blob([(x, 70), (x + 90, 70), (x + 74, 240), (x + 90, 460), (x + 4, 460), (x + 16, 240)], RED)
    c.rect(110, 470, 300, 160, PAPER, r=8)
    for n in range(9):
        c.rect(122 + n * 32, 480, 22, 140, LINEN, r=9)
    c.blob([(150, 470), (180, 424), (260, 410), (330, 430), (346, 470)], "#4a4048")
    c.circle(322, 430, 32, "#4a4048")
    c.poly([(300, 412), (304, 380), (322, 402)], "#4a4048")
    c.poly([(330, 402), (346, 382), (348, 414)], "#4a4048")
    c.line([(166, 460), (128, 480), (124, 540)], "#4a4048", 13)
    c.glow(960, 200, 480, "#ffe2a0", 0.8)
    c.rect(1020, 240, 10, 420, INK)
    c.poly([(940, 250), (1110, 250), (1070, 120), (980, 120)], OCHRE)
    c.rect(560, 330, 340, 290, TEAL, r=60)
    c.rect(520, 470, 84, 190, mix(TEAL, INK, 0.2), r=36)
    c.rect(860, 470, 84, 190, mix(TEAL, INK, 0.2), r=36)
    c.rect(590, 520, 284, 110, mix(TEAL, "#ffffff", 0.16), r=26)
    c.rect(620, 400, 120, 120, ORANGE, r=22)
    for x in (560, 880):
        c.rect(x, 650, 20, 60, BARK)
    c.oval(700, 740, 420, 40, PURPLE)
    c.oval(700, 740, 340, 28, mix(PURPLE, CREAM, 0.3))


@drawing
def damp_window(c: Canvas) -> None:
    room(c, "#c3ccc8", "#7d6a5c", at=640)
    for x, y, r in ((60.0, 600.0, 90), (130, 560, 60), (40, 500, 50), (190, 610, 40)):
        c.circle(x, y, r, "#4d5b5320")
        for _ in range(26):
            c.circle(
                x + c.random.gauss(0, r * 0.5),
                y + c.random.gauss(0, r * 0.5),
                c.random.uniform(2, 7),
                "#3f4b4560",
            )
    c.rect(330, 80, 540, 420, PAPER, r=4)
    c.rect(350, 100, 500, 380, "#8aa0aa")
    c.glow(600, 290, 300, "#dfe9ea", 0.6)
    c.rect(594, 100, 12, 380, PAPER)
    for _ in range(150):
        x, y = c.random.uniform(360, 840), c.random.uniform(110, 470)
        c.circle(x, y, c.random.uniform(3, 8), "#ffffff70")
    for _ in range(16):
        x, y = c.random.uniform(370, 830), c.random.uniform(120, 330)
        c.line([(x, y), (x + 3, y + 60), (x, y + c.random.uniform(90, 140))], "#ffffff80", 5)
    c.rect(310, 500, 580, 26, LINEN, r=5)
    for x in (250, 800):
        for n in range(5):
            c.rect(x + n * 30, 50, 30, 520, (ORANGE, mix(ORANGE, INK, 0.14))[n % 2])
    c.rect(220, 40, 760, 14, BARK, r=7)
    c.rect(940, 470, 190, 280, PAPER, r=18)
    c.rect(962, 500, 146, 90, "#cfd8d8", r=8)
    for n in range(5):
        c.rect(972, 512 + n * 15, 126, 6, "#9aa8aa", r=3)
    c.circle(1035, 640, 26, TEAL)
    c.rect(972, 690, 126, 34, "#b9d6df", r=6)
    for dx in (-60, 0, 60):
        c.line([(1035 + dx, 450), (1025 + dx, 420), (1040 + dx, 390), (1030 + dx, 360)], "#ffffff90", 6)
    c.rect(0, 680, 300, 120, SEA, r=16)
    c.rect(20, 640, 180, 70, PAPER, r=24)


@drawing
def tea(c: Canvas) -> None:
    room(c, "#dcd3bd", "#9c7550", at=560)
    books(c, 20, 20, 1160, 5, height=100)
    c.rect(0, 560, WIDTH, 240, "#b98a58")
    c.poly([(0, 560), (1200, 560), (1200, 576), (0, 576)], "#cfa06c")
    c.oval(470, 700, 230, 36, "#00000022")
    c.line([(650, 600), (730, 560), (750, 500)], PAPER, 26)
    c.ring(296, 590, 60, PAPER, 20)
    c.blob([(320, 690), (316, 560), (360, 470), (470, 440), (580, 470), (624, 560), (620, 690)], TEAL)
    for n in range(6):
        points = [(322 + k * 50.0, 520 + n * 30 + (10 if k % 2 else -10)) for k in range(7)]
        c.line(points, (ORANGE, PAPER, OCHRE)[n % 3], 8)
    c.circle(470, 430, 28, RED)
    for n, colour in enumerate((ORANGE, PURPLE, OCHRE, SEA)):
        x, y = (110, 230, 800, 930)[n], 700 + (n % 2) * 50
        mug(c, x, y, 84, colour)
        steam(c, x, y - 92, 110)
    c.oval(1040, 640, 150, 34, PAPER)
    c.rect(950, 568, 180, 68, "#8a5a34", r=14)
    for _ in range(16):
        c.circle(
            c.random.uniform(966, 1114),
            c.random.uniform(580, 626),
            6,
            c.random.choice(["#3f2418", RED, OCHRE]),
        )
    c.rect(1060, 572, 26, 62, "#a9784d", r=6)
