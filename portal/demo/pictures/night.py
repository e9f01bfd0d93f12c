"""After dark, when the lit windows do most of the work."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.backdrops import block
from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, stand
from portal.demo.pictures.palette import INK, LAMP, ORANGE, PAPER, PURPLE, RED, WOOD
from portal.demo.pictures.things import house, moon, stars


@drawing
def city_night(c: Canvas) -> None:
    c.sky("#141c36", "#2b3260", "#6b4a7c", "#d98a6b")
    stars(c, 90, bottom=380)
    moon(c, 930, 110, 40)
    for n in range(16):
        block(c, n * 80 - 20, 480 + c.random.uniform(-60, 50), 66, 700, "#2a2748", lit=0.3)
    for x, top, w in ((110, 250, 130), (330, 180, 140), (560, 230, 130), (770, 160, 150), (990, 270, 130)):
        block(c, x, top, w, 760, "#1d2140", lit=0.42)
        c.rect(x + w / 2 - 3, top - 26, 6, 26, "#1d2140")
        c.circle(x + w / 2, top - 28, 5, RED)
    c.land([(0, 700), (600, 676), (1200, 706)], "#12172b")
    for side, colour in ((0, "#ffd98a"), (1, "#e0523c")):
        for n in range(46):
            t = n / 45
            c.circle(
                -10 + 1220 * t, 756 - 46 * t * (1 - t) * 4 + side * 22, 3 + c.random.random() * 4, colour
            )


@drawing
def night_windows(c: Canvas) -> None:
    c.sky("#16203c", "#2d3a63", "#4a4a78")
    stars(c, 70, bottom=300)
    c.rect(180, 90, 840, 620, "#38304a")
    c.rect(160, 74, 880, 22, INK)
    for row in range(8):
        for column in range(11):
            x, y = 212 + column * 72, 124 + row * 72
            light = (
                c.random.choice([LAMP, "#f2a75e", "#8fb6d4", LAMP]) if c.random.random() < 0.34 else "#282338"
            )
            c.rect(x, y, 44, 48, light, r=2)
            c.rect(x + 20, y, 3, 48, "#38304a")
            if light != "#282338" and c.random.random() < 0.35:
                c.half(x + 14, y + 48, 9, "#5a4058")
                c.circle(x + 14, y + 32, 7, "#5a4058")
        c.rect(180, 178 + row * 72, 840, 4, "#00000030")
    c.rect(560, 640, 80, 70, LAMP)
    c.glow(600, 690, 190, "#ffdf9a", 0.5)
    c.rect(0, 706, WIDTH, 94, "#1b2233")
    for x in (90, 1110):
        c.rect(x - 5, 420, 10, 300, INK)
        c.glow(x, 420, 180, "#ffcf7a", 0.7)
        c.circle(x, 420, 16, "#fff0c2")


@drawing
def night_street(c: Canvas) -> None:
    c.sky("#17223f", "#33456e", "#5c5a86")
    stars(c, 80, bottom=420)
    moon(c, 860, 170, 92)
    for n in range(6):
        foot = 760 - n * 88
        house(
            c,
            -60 + n * 150,
            foot,
            170,
            190,
            mix("#3a3550", "#5c5a86", n * 0.1),
            roof="#232a44",
            lit=n in (1, 4),
            door=INK,
        )
        c.rect(-64 + n * 150, foot, 190, 400, "#2c3147")
    c.poly([(0, 800), (840, 290), (1200, 380), (1200, 800)], "#363c54")
    c.line([(0, 800), (840, 290)], "#565d78", 12)
    for x, y in ((330, 640), (640, 452)):
        c.rect(x - 4, y - 220, 8, 220, INK)
        c.glow(x, y - 220, 170, "#ffcf7a", 0.75)
        c.circle(x, y - 220, 13, "#fff0c2")
    for n, who in enumerate(crowd(c, 4)):
        stand(c, 560 + n * 88, 664 - n * 54, 140 - n * 12, who, left=(-0.2, 0.26), right=(0.2, 0.2))


@drawing
def bus_stop(c: Canvas) -> None:
    c.sky("#3b3f72", "#80618c", "#d98a7a", "#f0c48a", bottom=520)
    c.land([(0, 470), (400, 400), (800, 450), (1200, 380)], "#4a4468")
    c.land([(0, 520), (500, 480), (1200, 520)], "#38375a")
    c.rect(0, 560, WIDTH, 240, "#3d3f55")
    c.poly([(0, 640), (1200, 600), (1200, 800), (0, 800)], "#2d3045")
    for n in range(7):
        c.rect(20 + n * 190, 716 - n * 5, 100, 8, "#c9bda6")
    c.rect(300, 270, 520, 18, INK, r=6)
    for x in (310, 560, 800):
        c.rect(x, 280, 12, 350, INK)
    c.rect(322, 300, 478, 320, "#f7dca055")
    c.glow(560, 330, 360, "#ffe2a0", 0.75)
    c.rect(400, 292, 320, 12, "#fff3cf", r=5)
    c.rect(350, 520, 220, 16, WOOD, r=4)
    c.rect(370, 530, 10, 90, INK)
    c.rect(540, 530, 10, 90, INK)
    stand(c, 680, 640, 290, replace(crowd(c, 3)[2], wears="cap"))
    c.rect(720, 520, 50, 66, PURPLE, r=10)
    c.rect(930, 250, 12, 390, INK)
    c.circle(936, 230, 52, ORANGE)
    c.text(936, 228, "14", PAPER, 52)


@drawing
def rain_window(c: Canvas) -> None:
    c.sky("#232a44", "#3d3f63", "#5c4a66")
    for _ in range(46):
        colour = c.random.choice(["#ff9a4a", "#e0523c", "#ffcf7a", "#7fb4c9", "#d98a80"])
        c.circle(
            c.random.uniform(0, WIDTH), c.random.uniform(260, 760), c.random.uniform(20, 58), colour + "90"
        )
    c.soften(9)
    for _ in range(360):
        x, y, r = c.random.uniform(60, 1140), c.random.uniform(70, 700), c.random.uniform(2, 8)
        c.oval(x, y, r, r * 1.2, "#ffffff40")
        c.circle(x - r * 0.25, y - r * 0.3, r * 0.4, "#ffffff90")
    for _ in range(16):
        x, y, h = c.random.uniform(80, 1120), c.random.uniform(80, 300), c.random.uniform(120, 330)
        c.line([(x, y), (x + c.random.uniform(-14, 14), y + h / 2), (x, y + h)], "#ffffff34", 6)
        c.oval(x, y + h, 8, 11, "#ffffff80")
    c.ring(600, 380, 130, "#ffffff38", 16)
    c.line([(536, 420), (570, 456), (630, 456), (664, 420)], "#ffffff50", 15)
    c.oval(556, 344, 14, 18, "#ffffff50")
    c.oval(644, 344, 14, 18, "#ffffff50")
    c.rect(0, 0, WIDTH, 52, INK)
    c.rect(0, 748, WIDTH, 52, INK)
    c.rect(0, 0, 44, 800, INK)
    c.rect(1156, 0, 44, 800, INK)
    c.rect(44, 150, 1112, 12, "#26323acc")


@drawing
def geese(c: Canvas) -> None:
    c.sky("#4a4a86", "#b0658a", "#f0946b", "#f9cf8a", "#fbe7bd")
    c.glow(600, 610, 380, "#fff0c2", 0.9)
    c.circle(600, 610, 86, "#fff3d0")
    for n in range(9):
        x, y = 190 + n * 92, 330 - abs(n - 5) * -26 - 60
        flap = -34 if n % 2 else 30
        c.blob(
            [
                (x - 46, y),
                (x - 10, y - 12),
                (x + 34, y - 6),
                (x + 62, y - 16),
                (x + 34, y + 8),
                (x - 10, y + 12),
            ],
            INK,
        )
        c.poly([(x - 16, y - 4), (x - 4, y + flap * 1.7), (x + 22, y - 2)], "#3a3350")
    for x, top, w in ((0, 640, 250), (290, 690, 220), (560, 660, 300), (900, 620, 300)):
        c.rect(x, top, w, 800 - top, "#38304a")
        c.rect(x - 6, top - 10, w + 12, 14, "#28233a")
        c.line([(x + w * 0.3, top - 10), (x + w * 0.3, top - 70)], "#28233a", 5)
        c.line([(x + w * 0.3 - 26, top - 60), (x + w * 0.3 + 26, top - 60)], "#28233a", 4)
        for n in range(int(w / 60)):
            c.rect(x + 18 + n * 60, top + 34, 26, 34, LAMP if c.random.random() < 0.3 else "#28233a")
