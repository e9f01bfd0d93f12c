"""Streets by day: terraces, estates, a crossing, a party."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import Person, crowd, stand, young
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
    SEA,
    SKY,
    SLATE,
    STONE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import bricks, bunting, bush, house, rain, tree, window


@drawing
def terrace(c: Canvas) -> None:
    c.sky("#8d9aa3", "#b9bfc0", "#d8d3c6")
    c.land([(0, 300), (400, 230), (800, 260), (1200, 180)], "#93a19d")
    for n in range(6):
        x, foot = -20 + n * 205, 700 - n * 62
        wall = ("#a89a82", "#b5a58a", "#9c8f7a")[n % 3]
        house(
            c,
            x,
            foot,
            200,
            240,
            wall,
            roof="#4a5258",
            lit=n in (1, 2, 4),
            door=(TEAL, RED, PURPLE, SEA, ORANGE, INK)[n],
        )
        c.rect(x - 4, foot, 212, 200, "#7c7567")
    c.poly([(0, 720), (1200, 350), (1200, 800), (0, 800)], "#6a6f72")
    c.line([(0, 716), (1200, 346)], STONE, 14)
    for n, (dx, dy) in enumerate(((0, 0), (26, -34), (10, -70), (44, -104))):
        c.circle(575 + dx, 216 + dy, 16 + n * 7, "#ffffff45")
    walker = replace(crowd(c, 2)[0], wears="cap")
    stand(c, 640, 690, 210, walker, left=(-0.14, 0.4), right=(0.12, -0.02))
    c.line([(665, 545), (665, 470)], INK, 5)
    c.half(665, 480, 92, ORANGE)
    rain(c, number=190)


@drawing
def estate(c: Canvas) -> None:
    c.sky("#b5d3df", "#f0ecd9", bottom=420)
    c.land([(0, 330), (600, 300), (1200, 340)], mix(MOSS, SKY, 0.3))
    for n in range(5):
        house(
            c,
            20 + n * 245,
            450,
            190,
            150,
            (CREAM, CLAY, "#e5d3b5", BRICK, CREAM)[n],
            door=(TEAL, PURPLE, ORANGE, SEA, RED)[n],
        )
    c.rect(0, 448, WIDTH, 240, LEAF)
    c.land([(0, 540), (500, 505), (1200, 560)], MOSS)
    c.line([(620, 470), (620, 580)], GREY, 8)
    c.line([(960, 470), (960, 580)], GREY, 8)
    c.line([(620, 478), (790, 496), (960, 478)], PAPER, 3)
    for x, w, h, colour in (
        (650, 70, 80, PAPER),
        (734, 44, 58, ORANGE),
        (792, 80, 70, "#b9d6df"),
        (886, 44, 56, PURPLE),
    ):
        c.rect(x, 490, w, h, colour, r=3)
    for x, h in ((120, 300), (400, 270), (1080, 310)):
        tree(c, x, 640, h)
    c.rect(0, 680, WIDTH, 16, STONE)
    c.rect(0, 696, WIDTH, 110, SLATE)
    one, two = crowd(c, 2)
    stand(c, 500, 670, 190, one, right=(0.24, 0.1))
    stand(c, 570, 672, 176, two, left=(-0.2, 0.2))
    bush(c, 250, 690, 46)


@drawing
def green(c: Canvas) -> None:
    c.sky("#b9d4dc", "#f2ecd8", bottom=420)
    for x, w, wall in ((0, 330, "#c9b08c"), (400, 300, "#bfa280"), (780, 420, "#c9b08c")):
        c.rect(x, 90, w, 340, wall)
        c.rect(x - 8, 78, w + 16, 18, SLATE)
        for row in range(6):
            for column in range(int(w / 66)):
                window(c, x + 22 + column * 66, 112 + row * 54, 30, 30, lit=c.random.random() < 0.12, bars=1)
            c.rect(x, 152 + row * 54, w, 5, "#00000018")
    c.rect(0, 430, WIDTH, 370, LEAF)
    c.land([(0, 520), (600, 470), (1200, 540)], MOSS)
    c.poly([(716, 430), (764, 430), (1000, 800), (560, 800)], SLATE)
    for n in range(6):
        c.rect(640 + n * 46, 640, 26, 56, PAPER)
    for x, h in ((70, 260), (1120, 280), (370, 200)):
        tree(c, x, 540, h)
    for n, who in enumerate(crowd(c, 5)):
        stand(c, 170 + n * 84, 620 + (n % 2) * 46, 150, who, right=(0.26, 0.1 + 0.1 * (n % 3)))
    c.circle(440, 700, 17, PAPER)


@drawing
def crossing(c: Canvas) -> None:
    c.sky("#c5dbe1", "#f3ecd8", bottom=360)
    c.rect(120, 120, 420, 260, BRICK)
    bricks(c, 120, 120, 420, 260)
    c.poly([(96, 124), (330, 40), (564, 124)], SLATE)
    for x in (160, 250, 410):
        window(c, x, 180, 62, 90, bars=2)
    c.rect(320, 240, 66, 140, TEAL)
    tree(c, 700, 380, 260)
    tree(c, 1080, 380, 300)
    c.rect(0, 372, WIDTH, 40, STONE)
    for n in range(34):
        c.rect(n * 36, 318, 5, 64, INK)
    c.rect(0, 326, WIDTH, 5, INK)
    c.rect(0, 412, WIDTH, 388, SLATE)
    for n in range(7):
        c.poly(
            [(250 + n * 112, 424), (310 + n * 112, 424), (290 + n * 118, 800), (200 + n * 118, 800)],
            "#e9e4d6",
        )
    patrol = Person("#e3b48f", "#d9d4ca", "#e8c531", INK, "cap")
    stand(c, 330, 720, 420, patrol, left=(-0.3, 0.12), right=(0.27, -0.12))
    c.poly([(290, 520), (370, 520), (412, 692), (248, 692)], "#e8c531")
    c.rect(262, 620, 136, 18, "#f5f2e4")
    c.line([(444, 660), (444, 300)], INK, 9)
    c.circle(444, 250, 76, OCHRE)
    c.ring(444, 250, 76, INK, 8)
    c.rect(396, 238, 96, 24, INK, r=5)
    for n, who in enumerate(young(crowd(c, 4))):
        stand(c, 610 + n * 130, 640 + (n % 2) * 46, 230, who, left=(-0.18, 0.3), right=(0.2, 0.24))
        c.rect(632 + n * 130, 530 + (n % 2) * 46, 38, 46, (PURPLE, TEAL, RED, ORANGE)[n], r=10)
        c.line([(596 + n * 130, 478 + (n % 2) * 46), (644 + n * 130, 540 + (n % 2) * 46)], INK, 4)


@drawing
def street_party(c: Canvas) -> None:
    c.sky("#a9d0de", "#f5ecd4", bottom=420)
    for n in range(3):
        for x in (n * 150 - 20, 1070 - n * 150):
            house(
                c, x, 430 - n * 26, 146, 190 - n * 26, (BRICK, CREAM, CLAY)[n], door=(TEAL, PURPLE, ORANGE)[n]
            )
    c.poly([(420, 380), (780, 380), (1200, 560), (1200, 800), (0, 800), (0, 560)], "#8d8a85")
    for y, sag in ((90, 70), (190, 50), (262, 30)):
        bunting(c, (0, y), (1200, y), sag=sag, flags=22)
    people = crowd(c, 8)
    for n in range(4):
        stand(c, 490 - n * 52, 480 + n * 76, 130 + n * 32, people[n], right=(0.24, 0.2))
        stand(c, 710 + n * 52, 480 + n * 76, 130 + n * 32, people[n + 4], left=(-0.24, 0.2))
    c.poly([(560, 430), (640, 430), (770, 800), (430, 800)], PAPER)
    c.poly([(592, 430), (608, 430), (640, 800), (560, 800)], RED)
    for n in range(5):
        y, size = 460 + n * 72, 12 + n * 6
        for side in (-1, 1):
            x = 600 + side * (32 + n * 22)
            c.oval(x, y, size, size * 0.5, "#ffffff")
            c.oval(x, y - 2, size * 0.65, size * 0.3, (ORANGE, LEAF, OCHRE, RED, PURPLE)[n])
    rider = replace(people[2], top=OCHRE)
    stand(c, 1040, 740, 190, rider, left=(-0.2, 0.2), right=(0.24, 0.2))
    c.line([(1090, 650), (1100, 736), (990, 740)], TEAL, 8, smooth=False)
    c.circle(1100, 748, 13, INK)
    c.circle(986, 748, 13, INK)


@drawing
def shop(c: Canvas) -> None:
    bricks(c, 0, 0, WIDTH, 610)
    for x in (90, 930):
        window(c, x, 30, 170, 140)
    c.rect(150, 206, 900, 400, "#1f4a45")
    c.text(600, 256, "THE FRONT ROOM", "#f1e6c8", 54)
    c.rect(184, 316, 500, 232, "#f3d18a")
    c.glow(430, 400, 280, "#fff0c2", 0.7)
    c.rect(880, 316, 140, 232, "#f3d18a")
    c.rect(716, 316, 132, 290, "#2a5e57")
    c.rect(736, 336, 92, 150, "#f3d18a")
    c.rect(184, 470, 500, 14, WOOD)
    for x, y, w, h, colour in (
        (204, 420, 34, 50, PURPLE),
        (244, 410, 26, 60, SEA),
        (276, 430, 32, 40, OCHRE),
        (560, 396, 96, 74, BARK),
    ):
        c.rect(x, y, w, h, colour, r=3)
    for n in range(10):
        c.rect(564 + n * 9, 440, 6, 26, PAPER)
    for x, r in ((372, 15), (416, 18), (460, 14)):
        c.circle(x, 470 - r, r, PAPER)
    bunting(c, (150, 300), (1050, 300), sag=16, flags=20)
    c.rect(0, 600, WIDTH, 200, "#8e8a83")
    c.rect(0, 600, WIDTH, 16, STONE)
    people = crowd(c, 4)
    for x, h, who in (
        (420, 240, people[0]),
        (540, 262, people[1]),
        (720, 270, people[2]),
        (900, 230, people[3]),
    ):
        stand(c, x, 750, h, who, right=(0.22, 0.24))
    c.poly([(990, 640), (1090, 640), (1104, 764), (976, 764)], BARK)
    c.rect(996, 648, 88, 90, INK)
    c.text(1040, 692, "open", PAPER, 30)
