"""Draws the pictures anew: `python -m portal.demo.pictures`, or only those that are named."""

from __future__ import annotations

import sys
from pathlib import Path

from portal.demo.pictures import DRAWINGS, draw

FOLDER = Path(__file__).parent.parent / "posts" / "pictures"


def main(names: list[str]) -> None:
    for name in names or DRAWINGS:
        draw(name).save(FOLDER / f"{name}.webp", quality=74, method=6)


if __name__ == "__main__":
    main(sys.argv[1:])
