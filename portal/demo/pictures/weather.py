"""Water where it should not be, and people out in it."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.pictures.backdrops import block
from portal.demo.pictures.canvas import WIDTH, Canvas, mix
from portal.demo.pictures.catalogue import drawing
from portal.demo.pictures.figures import crowd, stand
from portal.demo.pictures.palette import (
    BARK,
    GREY,
    INK,
    OCHRE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SEA,
    TEAL,
    WOOD,
)
from portal.demo.pictures.things import house, rain


@drawing
def flood(c: Canvas) -> None:
    c.sky("#141b30", "#27324f", "#3d4560")
    for n in range(5):
        house(
            c,
            10 + n * 245,
            560,
            190,
            210,
            mix("#4a4058", "#6b5a50", (n % 3) * 0.4),
            roof="#1f2538",
            lit=n != 2,
            door=(RED, TEAL, INK, PURPLE, SEA)[n],
        )
    c.rect(0, 505, WIDTH, 300, "#4f4638")
    for n in range(5):
        c.glow(80 + n * 245, 560, 120, "#f7cf7a", 0.35)
    for _ in range(60):
        x, y = c.random.uniform(-40, WIDTH), c.random.uniform(515, 790)
        c.line([(x, y), (x + 50, y - 7), (x + 110, y)], "#8a7a5c70", 4)
    c.poly([(180, 620), (560, 620), (500, 706), (240, 706)], WOOD)
    c.rect(170, 608, 400, 16, mix(WOOD, PAPER, 0.25), r=6)
    c.line([(430, 640), (600, 720)], BARK, 10)
    one, two = crowd(c, 2)
    stand(c, 310, 690, 210, one, right=(0.24, 0.34))
    c.rect(214, 616, 330, 60, WOOD)
    stand(c, 880, 730, 330, replace(two, top="#e8c531"), left=(-0.3, 0.16), right=(0.16, 0.42))
    c.rect(800, 690, 170, 120, "#4f4638")
    c.rect(752, 528, 44, 18, INK, r=5)
    c.poly([(752, 537), (330, 420), (330, 600)], "#fff0c238")
    c.glow(752, 537, 120, "#fff0c2", 0.8)
    rain(c, number=130, colour="#c5d0dc50")


@drawing
def football_cage(c: Canvas) -> None:
    c.sky("#141c33", "#2a3450", "#41506b", bottom=520)
    for x, top, w in ((60, 200, 150), (240, 260, 120), (900, 180, 160)):
        block(c, x, top, w, 520, "#232a44", lit=0.3)
    c.rect(0, 500, WIDTH, 300, "#35584f")
    c.poly([(0, 500), (1200, 500), (1200, 520), (0, 520)], "#24403a")
    c.line([(0, 720), (1200, 640)], "#d9e4d6", 8)
    c.ring(600, 690, 120, "#d9e4d6", 7)
    for x, y, w in ((210, 620, 130), (760, 740, 190), (980, 590, 90)):
        c.oval(x, y, w, w * 0.16, "#6f93a0")
        c.oval(x - w * 0.2, y - 3, w * 0.4, w * 0.05, "#f7e3a8")
    for x in range(0, 1201, 150):
        c.rect(x - 4, 120, 8, 390, "#5d6a78")
    for x in range(-400, 1300, 34):
        c.line([(x, 510), (x + 390, 120)], "#8a98a840", 2)
        c.line([(x + 390, 510), (x, 120)], "#8a98a840", 2)
    for x in (150, 1050):
        c.rect(x - 6, 60, 12, 450, INK)
        c.glow(x, 70, 330, "#fff3cf", 0.85)
        for dx in (-34, 0, 34):
            c.rect(x + dx - 14, 56, 28, 24, "#fffbe8", r=4)
    c.circle(600, 672, 32, PAPER)
    c.poly([(600, 656), (616, 668), (610, 686), (590, 686), (584, 668)], INK)
    rain(c, number=220, colour="#dfe9f060", length=44)


@drawing
def umbrellas(c: Canvas) -> None:
    c.sky("#6f7880", "#868d92")
    for y in range(0, 800, 100):
        for x in range(-60, 1260, 130):
            c.rect(x + (y // 100 % 2) * 60, y, 124, 94, c.random.choice(["#7c858b", "#757e85", "#838c92"]))
    for x, y, w in ((200, 640, 170), (820, 160, 150), (1050, 690, 110)):
        c.oval(x, y, w, w * 0.4, "#a9b9c2")
        c.oval(x - 20, y - 8, w * 0.6, w * 0.2, "#c5d4dc")
    colours = (ORANGE, TEAL, PURPLE, OCHRE, RED, SEA, PAPER, ORANGE, PURPLE, TEAL, OCHRE)
    for n, colour in enumerate(colours):
        x, y = 100 + n * 101, 400 + (40 if n % 2 else -36)
        c.circle(x + 9, y + 14, 84, "#00000030")
        for k in range(8):
            shade = mix(colour, "#000000", 0.14) if k % 2 else mix(colour, "#ffffff", 0.08)
            c.half(x, y, 84, shade, start=k * 45, end=k * 45 + 45)
        c.circle(x, y, 7, INK)
    for _ in range(150):
        c.ring(c.random.uniform(0, WIDTH), c.random.uniform(0, 800), c.random.uniform(3, 9), "#ffffff60", 2)


@drawing
def football(c: Canvas) -> None:
    c.sky("#b5d3df", "#f2ead4", bottom=420)
    c.rect(0, 200, 460, 220, "#b99a78")
    c.rect(700, 240, 500, 180, "#a9533d")
    for n in range(5):
        c.half(770 + n * 100, 420, 42, "#6b3a2c")
    c.rect(0, 410, WIDTH, 390, "#4f8a72")
    c.line([(0, 640), (1200, 560)], PAPER, 7)
    for x in range(0, 1201, 120):
        c.rect(x - 4, 110, 8, 310, GREY)
    for x in range(-320, 1300, 38):
        c.line([(x, 420), (x + 310, 110)], "#ffffff48", 2)
        c.line([(x + 310, 420), (x, 110)], "#ffffff48", 2)
    people = crowd(c, 6)
    poses = (
        (200, 660, 300, "hair"),
        (390, 620, 270, "bun"),
        (560, 720, 330, "scarf"),
        (800, 640, 290, "long"),
        (980, 690, 310, "hair"),
        (1110, 600, 250, "scarf"),
    )
    for n, (x, foot, h, wears) in enumerate(poses):
        who = replace(people[n], wears=wears, top=(OCHRE, PURPLE)[n % 2])
        stand(c, x, foot, h, who, left=(-0.26, 0.26), right=(0.26, 0.2))
    c.circle(634, 722, 30, PAPER)
    c.poly([(634, 706), (649, 717), (643, 735), (625, 735), (619, 717)], INK)
