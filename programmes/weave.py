"""The darn on the home page: how its threads run, for as many programmes as the cord has strands.

The first thread is the warp, the others are the weft; they enter from the far edge, are woven into a patch,
leave it as a plait, and end where the cord's strands begin. Lengths are CSS pixels from the cord's own origin,
for strands of 5 with gaps of 2; a phone draws the whole at 3.5/5. Colours, and where the drawing stands, are the
stylesheet's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice

PITCH = 7  # from one strand to the next
# Nobody darns with a ruler: how far each turn runs past its neighbours.
_UNEVEN = (0, 3, 1, 4, 2, 5, 1, 3, 0, 4, 2)


@dataclass(frozen=True)
class Layout:
    """Where things are on one width of screen."""

    cell: int
    left: int
    columns: int  # odd, so that the warp leaves at the bottom
    top: int
    edge: int  # where threads come in
    foot: int  # the y of the plait's first thread
    end: int  # where the cord takes over
    # Rows of the weft in its two bands, by how many threads it has. The first is even, so that a thread goes on
    # at the right; the second odd, so that it leaves at the left.
    bands: tuple[tuple[int, int], ...]
    plait: tuple[int, int] | None

    @property
    def right(self) -> int:
        return self.left + (self.columns - 1) * self.cell

    def row(self, number: int) -> int:
        return self.top + number * self.cell


WIDE = Layout(
    cell=17,
    left=712,
    columns=25,
    top=70,
    edge=2600,
    foot=500,
    end=620,
    bands=((8, 9), (4, 5), (2, 3), (2, 3)),
    plait=(470, 110),
)
NARROW = Layout(
    cell=15,
    left=170,
    columns=17,
    top=60,
    edge=1400,
    foot=330,
    end=420,
    bands=((6, 7), (4, 3), (2, 3), (2, 1)),
    plait=None,
)


@dataclass(frozen=True)
class Stroke:
    """One line. Those that pass over others are first drawn wider in the colour of the paper (`over`)."""

    strand: int
    d: str
    over: bool = True


@lru_cache(maxsize=16)
def darn(strands: int, layout: Layout) -> tuple[Stroke, ...]:
    """Every stroke, from the bottom up."""
    if not strands:
        return ()
    wefts = strands - 1
    rows = wefts * sum(layout.bands[wefts - 1]) if wefts else 12
    return (
        Stroke(1, _warp(layout, rows) + _leave(layout, 1, strands), over=False),
        *(
            Stroke(weft + 1, _weft(layout, weft, wefts) + _leave(layout, weft + 1, strands))
            for weft in range(1, strands)
        ),
        *([Stroke(1, _over(layout, rows))] if wefts else []),
        *_crossings(layout, strands),
    )


def _warp(layout: Layout, rows: int) -> str:
    """In at the top, down and up through the columns, out at the bottom of the last."""
    high, low = layout.top - layout.cell, layout.row(rows)
    turn = layout.cell / 2
    path = f"M{layout.edge} {layout.top - 44}H{layout.right + 26}q-26 0-26 26"
    for column, uneven in zip(range(layout.columns - 1), cycle(_UNEVEN), strict=False):
        down = column % 2 == 0
        path += f"V{low + uneven - 2 if down else high - uneven + 2}a{turn} {turn} 0 0 {int(down)}-{layout.cell} 0"
    return path + f"V{layout.foot - 52}q0 52-52 52"


def _weft(layout: Layout, weft: int, wefts: int) -> str:
    """In from the edge, to and fro through a first band, down past the others, and through a second."""
    first, second = layout.bands[wefts - 1]
    begin, again = first * (weft - 1), first * wefts + second * (weft - 1)
    leave = _down(layout, weft)
    path = f"M{layout.edge} {layout.row(begin)}" + _to_and_fro(layout, range(begin, begin + first - 1))
    drop = layout.row(again) - layout.row(begin + first - 1) - 24
    path += f"H{layout.right + 20 + PITCH * weft}q12 0 12 12v{drop}q0 12-12 12"
    path += _to_and_fro(layout, range(again, again + second - 1))
    return path + f"H{leave + 22}q-22 0-22 22"


def _to_and_fro(layout: Layout, rows: range) -> str:
    """Rows that each end in a turn, the first of them leftwards."""
    turn = layout.cell / 2
    path = ""
    for index, uneven in enumerate(islice(cycle(_UNEVEN), rows.start, rows.stop)):
        left = index % 2 == 0
        x = layout.left - 14 - uneven if left else layout.right + 10 + uneven
        path += f"H{x}a{turn} {turn} 0 0 {int(not left)} 0 {layout.cell}"
    return path


def _down(layout: Layout, weft: int) -> float:
    """The x at which a weft thread goes down beside the patch."""
    return layout.left - 58 + 7.5 * (weft - 1)


def _leave(layout: Layout, strand: int, strands: int) -> str:
    """From the patch to the plait's lane, along it, and round into the cord."""
    lane = layout.foot + PITCH * (strand - 1)
    x = PITCH / 2 - 1 + PITCH * (strand - 1)
    path = "" if strand == 1 else f"V{lane - 30}q0 30-30 30"
    for start, end, before, after in _lanes(layout, strand, strands):
        half = (start - end) / 2
        path += f"H{start:g}C{start - half:g} {before} {start - half:g} {after} {end:g} {after}"
    return path + f"H{x + 48}Q{x} {lane} {x} {lane + 48}V{layout.end}"


def _lanes(layout: Layout, strand: int, strands: int) -> Iterator[tuple[float, float, int, int]]:
    """Where one thread changes lanes: x from and to, y from and to."""
    for start, end, order, after in _steps(layout, strands):
        if order.index(strand) != after.index(strand):
            yield (
                start,
                end,
                layout.foot + PITCH * order.index(strand),
                layout.foot + PITCH * after.index(strand),
            )


def _steps(layout: Layout, strands: int) -> Iterator[tuple[float, float, list[int], list[int]]]:
    """The plait: neighbours change places, odd pairs and even pairs in turn, until all are back in order."""
    if layout.plait is None or strands < 2:
        return
    begin, end = layout.plait
    number = (
        2 * strands * max(1, round(6 / strands))
    )  # every thread is home after twice as many steps as threads
    length = (begin - end) / number
    order = list(range(1, strands + 1))
    for step in range(number):
        after = order.copy()
        for upper in range(step % 2, strands - 1, 2):
            after[upper], after[upper + 1] = order[upper + 1], order[upper]
        yield begin - step * length, begin - (step + 1) * length, order, after
        order = after


def _crossings(layout: Layout, strands: int) -> Iterator[Stroke]:
    """The thread on top of each crossing again: the one going down, then the one coming up."""
    for step, (start, end, order, after) in enumerate(_steps(layout, strands)):
        half = (start - end) / 2
        for place, strand in enumerate(order):
            moved = after.index(strand) - place
            if moved == (1 if step % 2 == 0 else -1):
                y, to = layout.foot + PITCH * place, layout.foot + PITCH * (place + moved)
                yield Stroke(
                    strand, f"M{start:g} {y}C{start - half:g} {y} {start - half:g} {to} {end:g} {to}"
                )


def _over(layout: Layout, rows: int) -> str:
    """Where the warp passes over the weft: every other crossing, as on a chessboard."""
    reach = round(layout.cell * 0.42, 1)
    return "".join(
        f"M{layout.left + column * layout.cell} {layout.row(row) - reach:g}v{2 * reach:g}"
        for column in range(layout.columns)
        for row in range(column % 2, rows, 2)
    )
