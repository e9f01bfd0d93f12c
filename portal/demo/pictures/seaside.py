"""By the sea, out of season."""

from __future__ import annotations

from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.palette import (
    BARK,
    CREAM,
    INK,
    LAMP,
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
from portal.demo.pictures.things import stars


@drawing
def sea(c: Canvas) -> None:
    c.sky("#b9c6cc", "#dfe2dc", "#f3ead6", bottom=360)
    for n in range(7):
        y = 340.0 + n * 52
        points = [(-60 + k * 180.0, y + (16 if (k + n) % 2 else -10) * (0.5 + n * 0.2)) for k in range(9)]
        c.land(points, mix("#8fa9a3", "#3f6b6b", n / 6))
        c.line(points, "#ffffff60", 3 + n * 1.6)
    c.land([(0, 800), (200, 730), (520, 700), (900, 716), (1200, 670)], "#ffffffb0")
    c.land([(0, 820), (220, 748), (540, 720), (900, 736), (1200, 690)], "#c3ad8b")
    for _ in range(420):
        x, y = c.random.uniform(0, WIDTH), c.random.uniform(730, 800)
        c.oval(
            x,
            y,
            c.random.uniform(4, 12),
            c.random.uniform(3, 7),
            c.random.choice(["#a89272", "#d9c7a6", "#8f8272", "#b9a68c"]),
        )
    c.line([(700, 190), (754, 160), (790, 186), (830, 158), (890, 180)], PAPER, 13)
    c.line([(700, 190), (722, 176)], INK, 9)
    c.line([(868, 172), (890, 180)], INK, 9)
    c.oval(790, 192, 32, 13, PAPER)


@drawing
def huts(c: Canvas) -> None:
    c.sky("#9cc8da", "#e6ecdf", bottom=480)
    c.rect(0, 380, WIDTH, 90, SEA)
    for y in (400, 424, 450):
        c.line([(0, y), (300, y - 6), (700, y + 5), (1200, y - 3)], "#ffffff50", 4)
    c.land([(0, 470), (1200, 462)], "#dcc9a2")
    for n, colour in enumerate((ORANGE, TEAL, PURPLE, CREAM, SEA)):
        x = 50 + n * 228
        c.rect(x - 8, 600, 202, 24, BARK)
        c.rect(x, 330, 186, 274, colour)
        for line in range(1, 8):
            c.rect(x, 330 + line * 34, 186, 3, "#00000018")
        c.poly([(x - 18, 336), (x + 93, 236), (x + 204, 336)], mix(colour, INK, 0.35))
        c.poly([(x + 14, 336), (x + 93, 266), (x + 172, 336)], mix(colour, PAPER, 0.5))
        c.rect(x + 52, 420, 82, 184, PAPER if n != 2 else INK)
        if n != 2:
            c.circle(x + 122, 520, 6, INK)
    c.poly([(558, 420), (640, 436), (640, 624), (558, 604)], PAPER)
    c.rect(700, 560, 90, 10, WOOD)
    c.line([(706, 566), (690, 660)], BARK, 8)
    c.line([(784, 566), (796, 660)], BARK, 8)
    c.poly([(786, 566), (806, 470), (818, 470), (798, 566)], OCHRE)
    c.rect(704, 550, 84, 14, OCHRE, r=5)
    for _ in range(200):
        c.oval(
            c.random.uniform(0, WIDTH),
            c.random.uniform(650, 800),
            c.random.uniform(3, 10),
            4,
            c.random.choice(["#c9b286", "#ecdcb8", "#b39d76"]),
        )


@drawing
def swim(c: Canvas) -> None:
    c.sky("#f0946b", "#f7c27f", "#fbe3b4", bottom=330)
    c.glow(840, 320, 380, "#fff0c2", 0.9)
    c.half(840, 330, 96, "#fff6dc")
    c.sky("#e8b083", "#8fa8a6", "#3f7d88", top=328)
    for n in range(34):
        y = 340 + n * 13
        w = 150 - n * 2
        c.line([(840 - w + c.random.uniform(-30, 30), y), (840 + w, y)], "#fff0c260", 5)
    for n, (x, y) in enumerate(((260, 470), (400, 520), (560, 480), (700, 560), (900, 520))):
        skin = ("#e3b48f", "#8a5a3c", "#f0c9a8", "#6d4630", "#c68f63")[n]
        r = 40
        for k in (1, 2):
            c.oval(x, y + 30, r * (1.2 + k * 0.6), 10 + k * 7, "#ffffff28")
        c.circle(x, y, r, skin)
        c.half(x, y - 4, r * 1.06, (OCHRE, RED, PAPER, PURPLE, TEAL)[n], start=175, end=365)
        c.rect(x - 60, y + 26, 120, 30, ("#6b9796", "#64939a", "#6b9796", "#5b8b93", "#64939a")[n])
    c.land([(0, 720), (400, 690), (800, 716), (1200, 670)], "#ffffff90")
    c.land([(0, 740), (400, 710), (800, 736), (1200, 690)], "#b59a78")
    for n, colour in enumerate((ORANGE, PAPER, TEAL, PURPLE)):
        c.rect(150 + (n % 2) * 14, 726 - n * 26, 170, 28, colour, r=9)
    c.rect(360, 690, 34, 70, SEA, r=6)


@drawing
def boarding_house(c: Canvas) -> None:
    c.sky("#4b4a80", "#8a6a9c", "#d99aa0", "#f3cfae")
    stars(c, 34, bottom=260)
    for x, wall in ((40, "#6a5a7c"), (800, "#6a5a7c")):
        c.rect(x, 190, 360, 520, wall)
        for row in range(4):
            for column in range(3):
                c.rect(x + 40 + column * 106, 230 + row * 116, 60, 76, "#4b4a6c")
    c.rect(380, 130, 440, 580, "#8f7a90")
    c.poly([(366, 136), (490, 40), (600, 110), (710, 40), (834, 136)], "#3d3a5c")
    for side in (400, 620):
        for row in range(4):
            y = 176 + row * 128
            c.poly(
                [
                    (side, y),
                    (side + 30, y - 12),
                    (side + 150, y - 12),
                    (side + 180, y),
                    (side + 180, y + 96),
                    (side, y + 96),
                ],
                "#a58fa2",
            )
            lit = side == 620 and row == 1
            for k, (dx, w) in enumerate(((8, 30), (46, 88), (142, 30))):
                c.rect(side + dx, y + 12, w, 72, LAMP if lit else ("#55527a", "#5d5a82", "#55527a")[k])
            if lit:
                c.glow(side + 90, y + 46, 210, "#ffe2a0", 0.75)
                c.half(side + 90, y + 84, 20, "#7a5568")
                c.circle(side + 90, y + 46, 15, "#7a5568")
    c.rect(566, 620, 68, 90, "#3d3a5c")
    c.rect(0, 706, WIDTH, 94, "#4a4560")
    for n in range(31):
        c.rect(n * 40 + 6, 720, 7, 80, "#2c2a44")
    c.rect(0, 722, WIDTH, 8, "#2c2a44")


@drawing
def pier(c: Canvas) -> None:
    c.sky("#7f9fb0", "#b9ccd0", "#e9e6d6", bottom=440)
    for x, y, w in ((120, 130, 300), (520, 90, 220), (860, 180, 330)):
        c.rect(x, y, w, 34, "#dfe4e0", r=17)
        c.rect(x + 60, y - 24, w * 0.5, 40, "#dfe4e0", r=20)
    c.rect(0, 420, WIDTH, 380, "#4d7f86")
    c.poly([(0, 380), (1010, 400), (1010, 428), (0, 430)], BARK)
    for n in range(15):
        x = 30 + n * 70
        c.line([(x, 425), (x - 6, 640 - n * 6)], mix(BARK, INK, 0.4), 10 - n * 0.25)
        if n % 2 == 0:
            c.line([(x, 440), (x + 66, 560)], mix(BARK, INK, 0.4), 4)
    c.rect(760, 330, 200, 74, CREAM)
    c.poly([(744, 334), (860, 260), (976, 334)], TEAL)
    for n in range(4):
        c.rect(780 + n * 46, 350, 28, 36, "#5f7a84")
    for n in range(8):
        x = 90 + n * 84
        c.rect(x, 260 + n * 6, 5, 126, PAPER)
        colour = (ORANGE, OCHRE, TEAL, PURPLE)[n % 4]
        y = 262 + n * 6
        c.blob(
            [
                (x + 4, y),
                (x + 30, y - 8),
                (x + 62, y + 6),
                (x + 62, y + 30),
                (x + 30, y + 18),
                (x + 4, y + 28),
            ],
            colour,
        )
    for n in range(7):
        y = 520 + n * 46
        points = [(-60 + k * 150.0, y + (20 if (k + n) % 2 else -16)) for k in range(10)]
        c.land(points, mix("#4d7f86", "#2c5560", n / 6) + "e0")
        c.line(points, "#ffffff70", 5)


@drawing
def bus_hill(c: Canvas) -> None:
    c.sky("#a9cfe0", "#eef0e0", bottom=360)
    c.rect(0, 258, WIDTH, 54, "#5f93a8")
    c.land([(0, 300), (400, 286), (800, 306), (1200, 280)], "#93ad8f")
    for row in range(5):
        y, size = 330 + row * 58, 54 + row * 32
        for n in range(int(WIDTH / size) + 2):
            x = n * size - (row % 2) * size / 2
            if abs(x + size / 2 - 600) < 60 + row * 46:
                continue
            wall = c.random.choice(["#b5573f", "#c7795a", "#d9c39a", "#a9533d"])
            c.rect(x, y, size * 0.94, size, wall)
            c.poly(
                [
                    (x - 3, y + 2),
                    (x + size * 0.2, y - size * 0.4),
                    (x + size * 0.76, y - size * 0.4),
                    (x + size * 0.97, y + 2),
                ],
                mix(SLATE, "#8a6a60", c.random.random() * 0.5),
            )
            c.rect(x + size * 0.66, y - size * 0.62, size * 0.13, size * 0.3, wall)
            c.rect(
                x + size * 0.2,
                y + size * 0.22,
                size * 0.2,
                size * 0.26,
                "#f3e3b8" if c.random.random() < 0.3 else "#5f7a84",
            )
            c.rect(x + size * 0.56, y + size * 0.22, size * 0.2, size * 0.26, "#5f7a84")
    c.poly([(576, 320), (624, 320), (1000, 800), (200, 800)], "#6a6f72")
    for n in range(7):
        t = n / 7
        c.poly(
            [
                (598 - t * 6, 340 + t * t * 420),
                (602 + t * 6, 340 + t * t * 420),
                (604 + t * 9, 362 + t * t * 470),
                (596 - t * 9, 362 + t * t * 470),
            ],
            PAPER,
        )
    c.rect(0, 0, 44, 800, INK)
    c.rect(1156, 0, 44, 800, INK)
    c.rect(0, 0, WIDTH, 36, INK)
    c.poly([(0, 700), (1200, 700), (1200, 800), (0, 800)], INK)
    c.rect(80, 640, 1040, 20, OCHRE, r=10)
    for x in (200, 600, 1000):
        c.rect(x - 8, 650, 16, 80, OCHRE)
