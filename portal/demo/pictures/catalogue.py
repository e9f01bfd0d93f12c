"""Every drawing by the name of its file. A scene draws on a canvas, and is named after what it shows."""

from __future__ import annotations

from collections.abc import Callable

from portal.demo.pictures.canvas import Canvas

Scene = Callable[[Canvas], None]
DRAWINGS: dict[str, Scene] = {}


def drawing(scene: Scene) -> Scene:
    DRAWINGS[scene.__name__.replace("_", "-")] = scene
    return scene
