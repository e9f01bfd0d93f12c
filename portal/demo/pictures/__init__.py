"""The drawings of the demo blogs, made from flat shapes by a program, the same every time.

They lie drawn in `posts/pictures/`; `python -m portal.demo.pictures` draws them anew. Reading order: `palette`,
`canvas` (shapes and light), `figures` (people), `things`, `backdrops`, then the scenes, a module for each kind of
place; importing one enters its drawings in the `catalogue`.
"""

from __future__ import annotations

from PIL import Image

from portal.demo.pictures import (
    corners,
    green,
    growing,
    halls,
    kitchens,
    night,
    objects,
    rooms,
    seaside,
    stairs,
    streets,
    tools,
    weather,
)
from portal.demo.pictures.canvas import Canvas
from portal.demo.pictures.catalogue import DRAWINGS

__all__ = [
    "DRAWINGS",
    "corners",
    "draw",
    "green",
    "growing",
    "halls",
    "kitchens",
    "night",
    "objects",
    "rooms",
    "seaside",
    "stairs",
    "streets",
    "tools",
    "weather",
]


def draw(name: str) -> Image.Image:
    canvas = Canvas(name)
    DRAWINGS[name](canvas)
    return canvas.finished()
