"""People, without faces: it is what they do with their arms that tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.demo.pictures.canvas import Canvas, Point, mix
from portal.demo.pictures.palette import CREAM, GREY, INK, NIGHT, OCHRE, ORANGE, PURPLE, SEA, TEAL

SKINS = ("#6d4630", "#e3b48f", "#8a5a3c", "#c68f63", "#f0c9a8", "#54331f", "#a8703f")
HAIRS = ("#1d1614", "#d9d4ca", "#4a2a1a", "#17130f", "#8c4f26", "#efe9de", "#2b2320")


_GREY = ("#d9d4ca", "#efe9de")


@dataclass(frozen=True)
class Person:
    skin: str
    hair: str
    top: str
    legs: str = INK
    wears: str = "hair"  # hair, long, scarf, cap, bun, bald


def crowd(canvas: Canvas, number: int) -> list[Person]:
    """So many different people, each with colours that go together."""
    tops = [ORANGE, TEAL, PURPLE, OCHRE, CREAM, SEA, "#c9442e", "#7d8f5a"]
    wears = ["hair", "long", "scarf", "bun", "hair", "cap", "hair", "long"]
    start = canvas.random.randrange(len(tops))
    people = []
    for n in range(start, start + number):
        skin, hair = SKINS[(n * 3) % len(SKINS)], HAIRS[(n * 2) % len(HAIRS)]
        legs = (INK, NIGHT, "#4a3b33", GREY)[n % 4]
        people.append(Person(skin, hair, tops[n % len(tops)], legs, wears[n % len(wears)]))
    return people


def young(people: list[Person]) -> list[Person]:
    """The same, with nobody grey yet."""
    return [replace(who, hair="#3a2319") if who.hair in _GREY else who for who in people]


def stand(
    c: Canvas,
    x: float,
    foot: float,
    h: float,
    who: Person,
    *,
    left: Point = (-0.2, 0.5),
    right: Point = (0.2, 0.5),
) -> None:
    """Standing at (x, foot), `h` tall. A hand is where it is from the middle of the shoulders, in shares of `h`."""
    c.oval(x, foot, h * 0.17, h * 0.025, "#00000022")
    c.poly(
        [
            (x - h * 0.1, foot - h * 0.42),
            (x + h * 0.1, foot - h * 0.42),
            (x + h * 0.085, foot),
            (x + 0.01 * h, foot),
            (x, foot - h * 0.3),
            (x - 0.01 * h, foot),
            (x - h * 0.085, foot),
        ],
        who.legs,
    )
    upper(c, x, foot - h * 0.36, h, who, left=left, right=right)


def sit(
    c: Canvas,
    x: float,
    seat: float,
    h: float,
    who: Person,
    *,
    left: Point = (-0.16, 0.26),
    right: Point = (0.16, 0.26),
) -> None:
    """Seen from the front behind a table, or from behind on a bench: down to the seat only."""
    upper(c, x, seat, h, who, left=left, right=right)


def upper(c: Canvas, x: float, hip: float, h: float, who: Person, *, left: Point, right: Point) -> None:
    """From the hip upwards, and both arms."""
    shoulder = hip - h * 0.4
    sleeve = mix(who.top, "#000000", 0.14)
    for side, hand in ((-1, left), (1, right)):
        start = (x + side * h * 0.11, shoulder + h * 0.06)
        end = (x + hand[0] * h, shoulder + hand[1] * h)
        elbow = ((start[0] + end[0]) / 2 + side * h * 0.035, (start[1] + end[1]) / 2 + h * 0.02)
        c.line([start, elbow, end], sleeve, h * 0.068)
        c.circle(*end, h * 0.038, who.skin)
    c.blob(
        [
            (x - h * 0.115, hip),
            (x - h * 0.15, shoulder + h * 0.13),
            (x - h * 0.1, shoulder + h * 0.015),
            (x, shoulder - h * 0.01),
            (x + h * 0.1, shoulder + h * 0.015),
            (x + h * 0.15, shoulder + h * 0.13),
            (x + h * 0.115, hip),
            (x, hip + h * 0.015),
        ],
        who.top,
    )
    head(c, x, shoulder - h * 0.11, h * 0.1, who)


def head(c: Canvas, x: float, y: float, r: float, who: Person) -> None:
    if who.wears in ("long", "scarf"):
        c.blob(
            [
                (x - r * 1.15, y),
                (x, y - r * 1.2),
                (x + r * 1.15, y),
                (x + r * 1.1, y + r * 1.5),
                (x - r * 1.1, y + r * 1.5),
            ],
            who.hair if who.wears == "long" else mix(who.top, "#ffffff", 0.35),
        )
    c.rect(x - r * 0.32, y + r * 0.6, r * 0.64, r * 0.7, mix(who.skin, "#000000", 0.12))
    c.circle(x, y, r, who.skin)
    if who.wears == "scarf":
        colour = mix(who.top, "#ffffff", 0.35)
        c.half(x, y - r * 0.1, r * 1.12, colour, start=185, end=355)
        c.blob(
            [
                (x - r * 1.1, y + r * 0.2),
                (x - r * 0.7, y + r * 0.9),
                (x, y + r * 1.15),
                (x + r * 0.7, y + r * 0.9),
                (x + r * 1.1, y + r * 0.2),
                (x + r, y + r * 1.5),
                (x - r, y + r * 1.5),
            ],
            colour,
        )
    elif who.wears == "cap":
        c.half(x, y - r * 0.15, r * 1.06, mix(who.legs, "#ffffff", 0.2))
        c.rect(x, y - r * 0.3, r * 1.5, r * 0.22, mix(who.legs, "#ffffff", 0.1), r=r * 0.1)
    elif who.wears != "bald":
        if who.wears == "bun":
            c.circle(x, y - r * 1.15, r * 0.48, who.hair)
        c.blob(
            [
                (x - r * 1.06, y + r * 0.15),
                (x - r * 0.85, y - r * 0.8),
                (x, y - r * 1.14),
                (x + r * 0.85, y - r * 0.8),
                (x + r * 1.06, y + r * 0.15),
                (x + r * 0.55, y - r * 0.38),
                (x - r * 0.3, y - r * 0.5),
            ],
            who.hair,
        )


def back_of_head(c: Canvas, x: float, y: float, r: float, who: Person) -> None:
    """Of somebody who looks away from us."""
    c.rect(x - r * 0.32, y + r * 0.6, r * 0.64, r * 0.7, who.skin)
    c.circle(x, y, r, who.skin)
    c.blob(
        [
            (x - r * 1.05, y),
            (x, y - r * 1.12),
            (x + r * 1.05, y),
            (x + r * 0.75, y + r * 0.75),
            (x - r * 0.75, y + r * 0.75),
        ],
        who.hair,
    )
