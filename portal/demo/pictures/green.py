"""Towpaths, hills and benches."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.backdrops import hills
from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import back_of_head, crowd, stand, upper
from portal.demo.pictures.palette import (
    BARK,
    BRICK,
    CREAM,
    FOG,
    INK,
    LEAF,
    MOSS,
    OCHRE,
    ORANGE,
    PAPER,
    PINE,
    PURPLE,
    RED,
    STONE,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import bush, house, tree


@drawing
def heron(c: Canvas) -> None:
    c.sky("#b9cdc9", "#e9e7d2", "#f3dfb8", bottom=380)
    for x, h in ((70.0, 300.0), (200, 240), (980, 270), (1130, 330), (1060, 220)):
        tree(c, x, 390, h, mix(MOSS, FOG, 0.35))
    c.sky("#a9bfae", "#6f9389", "#4d7570", top=372)
    c.land([(0, 372), (1200, 372)], "#ffffff00")
    for r in (40, 80, 130, 190):
        c.oval(640, 640, r * 1.7, r * 0.4, "#ffffff20")
    c.line([(622, 470), (612, 560), (626, 640)], INK, 8, smooth=False)
    c.line([(654, 470), (660, 560), (650, 645)], INK, 8, smooth=False)
    c.blob([(520, 520), (560, 420), (640, 370), (712, 392), (716, 440), (660, 490), (600, 500)], "#8497a3")
    c.blob([(520, 520), (580, 440), (660, 420), (690, 446), (620, 490)], "#5f7480")
    c.line([(690, 410), (742, 350), (712, 270), (742, 214)], "#c3ced2", 26)
    c.blob([(726, 222), (742, 192), (776, 196), (782, 214), (752, 230)], "#e5eaea")
    c.poly([(776, 200), (868, 220), (776, 217)], OCHRE)
    c.line([(770, 202), (736, 190), (690, 200)], INK, 7)
    c.circle(760, 206, 4, INK)
    for x in (60, 110, 160, 230, 300, 350, 900, 960, 1030, 1090, 1150):
        h = c.random.uniform(190, 360)
        lean = c.random.uniform(-26, 26)
        c.line([(x, 800), (x + lean * 0.3, 800 - h * 0.6), (x + lean, 800 - h)], PINE, 7)
        c.line([(x + lean, 800 - h), (x + lean * 1.1, 760 - h)], BARK, 17)


@drawing
def canal(c: Canvas) -> None:
    c.sky("#bdd4dc", "#f0ead6", bottom=380)
    c.rect(60, 150, 230, 260, BRICK)
    c.rect(230, 40, 44, 150, mix(BRICK, INK, 0.25))
    for y in (180, 250, 320):
        for x in (84, 144, 204):
            c.rect(x, y, 36, 44, "#5f7a84")
    for x, h in ((360, 210), (470, 260), (1120, 300)):
        tree(c, x, 420, h)
    c.land([(0, 400), (600, 392), (1200, 400)], MOSS)
    c.poly([(0, 440), (700, 400), (760, 400), (900, 800), (0, 800)], "#5d8a8c")
    c.poly([(0, 520), (690, 402), (720, 402), (560, 800), (0, 800)], "#6d9a99")
    c.poly([(760, 400), (810, 400), (1200, 690), (1200, 800), (900, 800)], STONE)
    c.poly([(810, 400), (1200, 400), (1200, 690)], LEAF)
    c.blob(
        [
            (560, 420),
            (590, 330),
            (720, 280),
            (860, 330),
            (900, 420),
            (840, 420),
            (800, 372),
            (720, 350),
            (650, 372),
            (620, 420),
        ],
        mix(STONE, INK, 0.25),
    )
    c.line([(540, 318), (720, 262), (900, 318)], mix(STONE, INK, 0.4), 16)
    c.oval(330, 668, 320, 20, "#00000028")
    c.poly([(20, 590), (600, 590), (660, 570), (610, 664), (60, 664)], PINE)
    c.rect(20, 590, 600, 10, OCHRE)
    c.rect(110, 522, 400, 70, RED, r=8)
    c.rect(100, 514, 420, 12, mix(RED, INK, 0.3), r=5)
    for x in (170, 260, 350, 440):
        c.circle(x, 556, 20, OCHRE)
        c.circle(x, 556, 14, "#34505c")
    c.rect(470, 474, 14, 44, INK)
    for x, colour in ((140, ORANGE), (250, PURPLE), (330, TEAL)):
        c.rect(x, 496, 40, 20, BARK)
        bush(c, x + 20, 498, 20, LEAF)
        c.circle(x + 12, 482, 7, colour)
        c.circle(x + 28, 486, 7, OCHRE)
    for n in range(16):
        x = 905 + n * 19
        c.line([(x, 560 + n * 13), (x - 6, 500 + n * 13)], PINE, 6)
    one, two = crowd(c, 2)
    stand(c, 930, 620, 190, one)
    stand(c, 1030, 690, 220, two, left=(-0.2, 0.42))


@drawing
def kite(c: Canvas) -> None:
    c.sky("#8fc1da", "#cfe5e6", "#f4efdc")
    for x, y, r in ((220, 180, 60), (620, 110, 44), (940, 260, 54)):
        for dx, size in ((-0.9, 0.62), (0.15, 0.9), (1.05, 0.5)):
            c.half(x + dx * r, y, r * size, "#fbfaf4")
    c.land([(0, 720), (300, 650), (560, 560), (760, 580), (1000, 690), (1200, 730)], LEAF)
    c.land([(0, 770), (400, 700), (800, 740), (1200, 710)], MOSS)
    c.line([(604, 420), (700, 340), (880, 190)], PAPER, 3)
    c.poly([(880, 90), (960, 180), (880, 310), (812, 178)], RED)
    c.poly([(880, 90), (960, 180), (880, 186)], "#e0674f")
    c.poly([(880, 310), (812, 178), (880, 186)], "#a8331f")
    tail = [(880, 310), (930, 370), (890, 430), (950, 480), (920, 540)]
    c.line(tail, INK, 3)
    for (x, y), colour in zip(tail[1:], (OCHRE, TEAL, PURPLE, ORANGE), strict=True):
        c.poly([(x - 20, y - 10), (x, y), (x - 20, y + 12)], colour)
        c.poly([(x + 20, y - 10), (x, y), (x + 20, y + 12)], colour)
    child = replace(crowd(c, 3)[1], hair="#4a2a1a", wears="hair")
    stand(c, 560, 580, 210, child, left=(-0.16, 0.2), right=(0.22, -0.08))


@drawing
def bench(c: Canvas) -> None:
    c.sky("#cfe0dc", "#f5ecd2", bottom=520)
    hills(c, 360)
    for x, wall in ((40, CREAM), (180, BRICK), (320, CREAM)):
        house(c, x, 500, 120, 90, wall)
    c.rect(0, 490, WIDTH, 310, LEAF)
    c.land([(0, 640), (500, 600), (1200, 650)], MOSS)
    c.poly([(880, 640), (850, 250), (950, 250), (930, 640)], BARK)
    for x, y, r, share in (
        (760, 190, 150, 0.3),
        (1040, 210, 150, 0.5),
        (900, 110, 180, 0.1),
        (900, 240, 140, 0),
    ):
        c.circle(x, y, r, mix(LEAF, OCHRE, share * 0.5))
    one, two = crowd(c, 6)[2], crowd(c, 5)[4]
    for x, who, grey in ((510, one, "#d9d4ca"), (640, two, "#efe9de")):
        upper(c, x, 600, 330, replace(who, wears="bald"), left=(-0.13, 0.3), right=(0.13, 0.3))
        old = replace(who, hair=grey)
        back_of_head(c, x, 600 - 330 * 0.51, 35, old)
    for y in (540, 580, 620):
        c.rect(390, y, 380, 26, WOOD, r=6)
    for x in (420, 724):
        c.rect(x, 530, 18, 190, INK)
    c.rect(820, 570, 70, 110, PURPLE, r=8)
    c.line([(826, 572), (800, 500), (770, 500)], INK, 7, smooth=False)
    c.circle(838, 690, 15, INK)
    c.circle(876, 690, 15, INK)
    bush(c, 120, 720, 60)
    bush(c, 1100, 760, 80)
