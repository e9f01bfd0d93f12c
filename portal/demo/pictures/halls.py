"""Rooms full of people: halls, kitchens, libraries."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.backdrops import books, room
from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, sit, upper
from portal.demo.pictures.palette import (
    BARK,
    CREAM,
    GREY,
    INK,
    LEAF,
    OCHRE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    ROSE,
    SEA,
    SLATE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import bunting, mug, pendant, steam, table, teapot, wheel, window


@drawing
def lunch(c: Canvas) -> None:
    room(c, "#ecdcbd", "#b98d62", at=640)
    for x in (90, 470, 850):
        window(c, x, 120, 260, 240)
        c.half(x + 130, 348, 60, "#7c9a5a88")
    bunting(c, (0, 40), (600, 40), sag=44, flags=13)
    bunting(c, (600, 40), (1200, 40), sag=44, flags=13)
    for n, who in enumerate(crowd(c, 6)):
        hand = (0.2, 0.16) if n % 2 else (0.14, 0.28)
        sit(c, 120 + n * 192, 560, 340, who, left=(-0.18, 0.28), right=hand)
    c.rect(0, 530, WIDTH, 36, PAPER)
    c.poly([(0, 566), (1200, 566), (1200, 740), (0, 740)], "#f0e4ca")
    for n in range(13):
        c.line([(n * 100, 570), (n * 100 + 8, 736)], "#e2d3b2", 6)
    for n in range(6):
        x = 130 + n * 192
        c.oval(x, 536, 66, 15, "#ffffff")
        c.oval(x, 532, 44, 10, (ORANGE, LEAF, RED, OCHRE, LEAF, ORANGE)[n])
    for x, colour in ((226, ORANGE), (610, TEAL)):
        c.rect(x - 52, 462, 104, 70, colour, r=12)
        c.oval(x, 464, 52, 11, mix(colour, "#000000", 0.3))
        steam(c, x, 446, 110)
    for x in (420, 800, 990):
        c.rect(x, 480, 26, 52, "#b9d6dfcc", r=5)


@drawing
def repair(c: Canvas) -> None:
    room(c, "#e2d5bb", "#a9784d", at=620)
    books(c, 30, 60, 540, 5)
    books(c, 640, 60, 530, 5)
    pendant(c, 330, 120, ORANGE)
    pendant(c, 870, 120, TEAL)
    for n, who in enumerate(crowd(c, 4)):
        sit(c, 180 + n * 275, 592, 370, who, left=(-0.06, 0.3), right=(0.1, 0.28))
    table(c, 40, 590, 1120, foot=790)
    c.rect(250, 520, 130, 62, "#b9c2c4", r=16)
    c.rect(272, 512, 86, 10, INK, r=4)
    c.rect(386, 536, 12, 22, INK)
    wheel(c, 620, 520, 62)
    c.rect(784, 556, 90, 26, RED, r=5)
    c.poly([(900, 582), (1010, 582), (980, 500), (930, 500)], OCHRE)
    c.rect(950, 470, 10, 40, INK)
    for n in range(7):
        c.line([(470 + n * 13, 580), (476 + n * 13, 552)], (INK, ORANGE, TEAL)[n % 3], 5)
    mug(c, 120, 582, 52, PURPLE)
    mug(c, 1090, 582, 52, TEAL)


@drawing
def cafe(c: Canvas) -> None:
    room(c, "#cfd8cf", "#8b6a4c", at=640)
    c.rect(80, 70, 1040, 400, PAPER, r=6)
    c.sky("#c6d3d4", "#e4e2d4", top=86, bottom=300)
    c.rect(0, 86, 96, 300, mix("#cfd8cf", "#ffffff", 0.05))
    c.rect(1104, 86, 96, 300, mix("#cfd8cf", "#ffffff", 0.05))
    c.rect(96, 290, 1008, 166, "#6d93a0")
    for y in (320, 356, 400):
        c.line([(96, y), (400, y - 8), (800, y + 6), (1104, y - 4)], "#ffffff60", 5)
    for _ in range(26):
        c.circle(
            c.random.uniform(120, 1080), c.random.uniform(110, 440), c.random.uniform(20, 60), "#ffffff20"
        )
    for x in (430, 760):
        c.rect(x, 80, 12, 384, PAPER)
    people = [
        replace(who, hair=hair)
        for who, hair in zip(crowd(c, 3), ("#d9d4ca", "#efe9de", "#2b2320"), strict=True)
    ]
    for n, who in enumerate(people):
        x = 210 + n * 390
        sit(c, x, 612, 360, who, left=(-0.16, 0.3), right=(0.18, 0.24))
        c.oval(x, 620, 140, 26, mix(WOOD, CREAM, 0.2))
        c.rect(x - 8, 630, 16, 150, INK)
        mug(c, x + 70, 616, 46, (ORANGE, TEAL, PURPLE)[n])
        steam(c, x + 70, 566, 80)
        c.poly([(x - 100, 606), (x - 20, 600), (x - 14, 624), (x - 96, 628)], PAPER)
        for k in range(3):
            c.line([(x - 88, 610 + k * 5), (x - 28, 606 + k * 5)], GREY, 1.6)


@drawing
def meeting(c: Canvas) -> None:
    room(c, "#d5dccf", "#9c7550", at=620)
    for x in (100, 860):
        window(c, x, 110, 220, 220, lit=False)
    c.rect(470, 90, 270, 190, BARK)
    c.rect(482, 102, 246, 166, "#c9a36e")
    for x, y, w, h, colour in (
        (500, 120, 60, 70, PAPER),
        (580, 116, 80, 50, OCHRE),
        (590, 180, 56, 66, PAPER),
        (664, 180, 50, 40, ROSE),
        (508, 204, 60, 46, TEAL),
    ):
        c.rect(x, y, w, h, colour)
    pendant(c, 300, 70, ORANGE, size=44)
    pendant(c, 900, 70, ORANGE, size=44)
    for n, who in enumerate(crowd(c, 5)):
        sit(
            c,
            180 + n * 200,
            582,
            340,
            who,
            left=(-0.2, 0.02) if n == 3 else (-0.14, 0.28),
            right=(0.14, 0.28),
        )
    table(c, 70, 580, 930, foot=780, colour="#b98a58")
    for n in range(5):
        c.poly(
            [(130 + n * 190, 566), (210 + n * 190, 562), (216 + n * 190, 576), (128 + n * 190, 580)], PAPER
        )
    c.rect(500, 530, 96, 44, SEA, r=8)
    c.oval(548, 530, 48, 10, "#d9a35c")
    mug(c, 330, 572, 42, PURPLE)
    mug(c, 760, 572, 42, TEAL)
    c.poly([(1040, 650), (1150, 650), (1134, 770), (1056, 770)], "#7f9aa4")
    c.oval(1095, 650, 55, 13, "#b9d6df")
    for y in (60, 190, 330, 480, 590):
        c.blob([(1095, y - 14), (1103, y + 4), (1095, y + 12), (1087, y + 4)], "#6fa3b8")


@drawing
def shed(c: Canvas) -> None:
    room(c, "#b08a60", "#7c5c40", at=640)
    for n in range(25):
        c.rect(n * 50, 0, 3, 624, "#00000014")
    c.rect(60, 110, 480, 190, "#8b6a4a", r=4)
    for n in range(9):
        x = 96 + n * 50
        c.rect(x, 140, 9, 70, (INK, RED, TEAL, OCHRE)[n % 4], r=4)
        c.rect(x - 5, 204, 19, 60 - (n % 3) * 14, GREY, r=3)
    window(c, 700, 130, 340, 190)
    for x in (220, 600, 980):
        pendant(c, x, 70, TEAL, size=46)
    for n, who in enumerate(crowd(c, 4)):
        old = replace(
            who,
            hair=("#d9d4ca", "#efe9de", "#8a8f8e", "#2b2320")[n],
            wears=("cap", "hair", "bald", "hair")[n],
        )
        sit(c, 170 + n * 285, 582, 370, old, left=(-0.02, 0.3), right=(0.16, 0.3))
    table(c, 30, 580, 1140, foot=790, colour="#c08c56")
    for n, (x, w) in enumerate(((70, 230), (350, 130), (640, 190))):
        c.rect(x, 560 - n % 2 * 8, w, 14, mix(WOOD, CREAM, 0.3), r=2)
    for x in (900, 1010):
        c.rect(x, 430, 14, 150, BARK)
    c.rect(892, 500, 140, 16, WOOD)
    for y in (440, 464):
        c.rect(900, y, 124, 10, WOOD)
    c.blob([(500, 574), (520, 552), (548, 566), (534, 578), (520, 566)], "#e8c890")
    c.rect(1080, 530, 74, 50, GREY, r=14)
    c.line([(1084, 540), (1060, 524)], GREY, 12)
    steam(c, 1110, 520, 100)


@drawing
def language_cafe(c: Canvas) -> None:
    room(c, "#e6dac0", "#a3765a", at=600)
    books(c, 30, 50, 1140, 4)
    people = crowd(c, 8)
    for n in range(3):
        x = 210 + n * 390
        for k, dx in enumerate((-104, 104) if n != 1 else (-130, 0, 130)):
            sit(
                c,
                x + dx,
                634 - (40 if k == 1 and n == 1 else 0),
                320,
                people[n * 3 + k - (1 if n == 2 else 0)],
                left=(-0.24, 0.08 if k == 0 else 0.28),
                right=(0.24, 0.28 if k == 0 else 0.06),
            )
    for n in range(3):
        x = 210 + n * 390
        c.oval(x, 640, 168, 34, "#c79a66")
        c.rect(x - 12, 650, 24, 140, BARK)
        teapot(c, x, 634, 84, (ORANGE, TEAL, PURPLE)[n])
        for dx, colour in ((-104, CREAM), (108, OCHRE)):
            mug(c, x + dx, 642, 38, colour)


@drawing
def choir(c: Canvas) -> None:
    room(c, "#d9cdb8", "#8a7a6c", at=690)
    c.rect(900, 120, 220, 570, "#a9b0b0")
    c.rect(914, 136, 94, 554, "#c9cfce")
    c.rect(1012, 136, 94, 554, "#c2c9c8")
    c.rect(1140, 360, 34, 60, SLATE, r=6)
    c.circle(1157, 390, 9, OCHRE)
    c.glow(450, 60, 560, "#fff0c2", 0.6)
    people = crowd(c, 18)
    for row, (y, number, h) in enumerate(((470, 7, 300), (580, 6, 330), (720, 5, 370))):
        for n in range(number):
            x = 90 + (780 / (number - 1)) * n
            who = people[(row * 7 + n) % 18]
            upper(c, x, y, h, who, left=(-0.05, 0.2), right=(0.05, 0.2))
            c.oval(x, y - h * 0.475, h * 0.024, h * 0.032, "#5a2a2a")
            c.poly(
                [
                    (x - h * 0.1, y - h * 0.26),
                    (x, y - h * 0.24),
                    (x + h * 0.1, y - h * 0.26),
                    (x + h * 0.1, y - h * 0.1),
                    (x, y - h * 0.08),
                    (x - h * 0.1, y - h * 0.1),
                ],
                PAPER,
            )
    c.rect(0, 728, WIDTH, 72, "#7a6b5e")
