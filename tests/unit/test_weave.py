"""The darn on the home page: whatever the number of programmes, its threads become the cord."""

from __future__ import annotations

import re

import pytest

from programmes.weave import NARROW, PITCH, WIDE, Layout, Stroke, darn

EVERY = [(strands, layout) for strands in range(1, 6) for layout in (WIDE, NARROW)]


def threads(strands: int, layout: Layout) -> list[Stroke]:
    """The strokes that come in from the edge; the others repeat what lies on top."""
    return [stroke for stroke in darn(strands, layout) if stroke.d.startswith(f"M{layout.edge} ")]


@pytest.mark.parametrize(("strands", "layout"), EVERY)
def test_each_thread_ends_in_the_middle_of_its_strand_of_the_cord(strands: int, layout: Layout) -> None:
    for stroke in threads(strands, layout):
        x = re.search(rf" ([\d.]+) \d+V{layout.end}$", stroke.d)
        assert x and float(x[1]) == 2.5 + PITCH * (stroke.strand - 1)


@pytest.mark.parametrize(("strands", "layout"), EVERY)
def test_every_programme_in_the_cord_has_a_thread_in_the_darn(strands: int, layout: Layout) -> None:
    assert [stroke.strand for stroke in threads(strands, layout)] == list(range(1, strands + 1))


@pytest.mark.parametrize(("strands", "layout"), EVERY)
def test_the_patch_leaves_room_for_the_plait(strands: int, layout: Layout) -> None:
    wefts = strands - 1
    rows = wefts * sum(layout.bands[wefts - 1]) if wefts else 0
    assert layout.row(rows) + 5 < layout.foot - 30


def test_without_programmes_there_is_nothing_to_weave() -> None:
    assert darn(0, WIDE) == ()
