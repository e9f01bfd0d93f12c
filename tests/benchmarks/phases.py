"""What is measured, in which order, and what is expected of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from portal.search import indexing
from stories.models import Code, Story
from tests.benchmarks import engine
from tests.benchmarks.helper import Helper
from tests.workers import CeleryWorker

Told = Callable[[str], None]


@dataclass(frozen=True)
class Phase:
    """One kind of sweep, how the farm behaves in it, and the least ratio to the bare client that will do."""

    name: str
    farm: str
    target: float
    changes: bool = False  # a fiftieth of the feeds has a new entry at every pass


COLD = Phase("first import", "conditional", 0.07)
QUIET = (
    Phase("304", "conditional", 0.80),
    Phase("same bytes", "plain", 1.5),
    Phase("build date moves", "built", 0.50),
)
TWO_PER_CENT = Phase("2 % changed", "conditional", 0.50, changes=True)


@dataclass
class Measured:
    """One phase at one size: seconds of each pass, theirs and ours."""

    phase: Phase
    feeds: int
    floor: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    spent: list[dict[str, float]] = field(default_factory=list)  # our processor time, in seconds by process
    rows: int | None = None  # of stories, written by all passes

    @property
    def ratio(self) -> float:
        return median(self.floor) / median(self.ours)

    @property
    def ms_per_feed(self) -> float:
        return median(self.ours) / self.feeds * 1000

    @property
    def processor_ms_per_feed(self) -> dict[str, float]:
        return {who: median(one[who] for one in self.spent) / self.feeds * 1000 for who in self.spent[0]}


@dataclass
class Size:
    """Everything that was measured with so many feeds."""

    feeds: int
    phases: list[Measured] = field(default_factory=list)
    indexed: tuple[int, float] = (0, 0.0)  # stories made searchable, and the seconds it took
    memory: dict[str, list[float]] = field(default_factory=dict)  # MB of PSS


class Race:
    """The farm, the bare client and our worker, taken through the phases."""

    def __init__(self, farm: Helper, floor: Helper, worker: CeleryWorker, *, port: int, passes: int) -> None:
        self._farm = farm
        self._floor = floor
        self._worker = worker
        self._port = port
        self._passes = passes
        self._followed = 0
        self._changes = 0  # passes of the 2 % phase so far

    def at(self, feeds: int, *, tell: Told) -> Size:
        """Follow more feeds until there are so many; the first import of those, then every other phase of all."""
        size = Size(feeds)
        tell(f"{feeds} feeds")
        for step in (self._cold, *(self._quiet(phase) for phase in QUIET), self._two_per_cent):
            measured = step(feeds)
            size.phases.append(measured)
            tell(line(measured))
            if measured.phase is COLD:
                size.indexed = self._index()
                engine.tidy()
                tell(f"  {size.indexed[0]} stories made searchable in {size.indexed[1]:.1f} s")
        size.memory = engine.memory(self._worker.pid)
        tell(f"  MB of memory (PSS): {memory(size)}")
        return size

    def _cold(self, feeds: int) -> Measured:
        new = range(self._followed, feeds)
        measured = Measured(COLD, len(new))
        self._prepare("conditional", feeds)
        for _ in range(self._passes):
            measured.floor.append(self._bare(feeds, validators=False) * len(new) / feeds)
        engine.follow(new, port=self._port)
        self._followed = feeds
        _expect(self._ours(measured, only_new=True), {Code.OK: len(new)})
        return measured

    def _index(self) -> tuple[int, float]:
        """What an import rings for; here it is done at the end and by one process, to see what it costs."""
        owed = Story.objects.filter(search_owed=True).count()
        began = time.perf_counter()
        while Story.objects.filter(search_owed=True).exists():
            indexing.sweep_stories()
        return owed, time.perf_counter() - began

    def _quiet(self, phase: Phase) -> Callable[[int], Measured]:
        def measure(feeds: int) -> Measured:
            measured = Measured(phase, feeds)
            self._prepare(phase.farm, feeds)
            self._bare(feeds, validators=True)
            engine.make_due()
            engine.sweep()  # so that both are warm, and ours has met this kind of answer
            rows = engine.story_rows_written()
            for _ in range(self._passes):
                self._prepare(phase.farm, feeds)
                measured.floor.append(self._bare(feeds, validators=True))
                _expect(self._ours(measured), {Code.NOT_MODIFIED: feeds})
            measured.rows = engine.story_rows_written() - rows
            return measured

        return measure

    def _two_per_cent(self, feeds: int) -> Measured:
        measured = Measured(TWO_PER_CENT, feeds)
        self._prepare("conditional", feeds)
        engine.make_due()
        engine.sweep()
        for _ in range(self._passes):
            self._changes += 1
            self._prepare("conditional", feeds)
            measured.floor.append(self._bare(feeds, validators=True, behind=1))
            _expect(self._ours(measured), {Code.NOT_MODIFIED: feeds - feeds // 50, Code.OK: feeds // 50})
        return measured

    def _prepare(self, mode: str, feeds: int) -> None:
        self._farm.ask(mode=mode, count=feeds, passes=self._changes)

    def _ours(self, measured: Measured, *, only_new: bool = False) -> Counter[str]:
        """One sweep of the engine; returns the outcomes."""
        engine.make_due(only_new=only_new)
        before = engine.processor_time(self._worker.pid)
        seconds, codes = engine.sweep()
        after = engine.processor_time(self._worker.pid)
        measured.ours.append(seconds)
        measured.spent.append({who: after[who] - before[who] for who in after})
        return codes

    def _bare(self, feeds: int, *, validators: bool, behind: int = 0) -> float:
        known = self._changes - behind if validators else None
        seconds: float = self._floor.ask(port=self._port, count=feeds, validators_of=known)["seconds"]
        return seconds


def line(measured: Measured) -> str:
    floor, ours = (measured.feeds / median(times) for times in (measured.floor, measured.ours))
    rows = "" if measured.rows is None else f", {measured.rows} story rows written"
    spent = " + ".join(f"{ms:.2f} {who}" for who, ms in measured.processor_ms_per_feed.items())
    return (
        f"  {measured.phase.name:<17} bare {floor:6.0f}/s  ours {ours:6.0f}/s  ratio {measured.ratio:5.3f}"
        f" (at least {measured.phase.target:.2f})  {measured.ms_per_feed:6.2f} ms a feed"
        f" (processors: {spent}){rows}"
    )


def memory(size: Size) -> str:
    return "; ".join(f"{what} {', '.join(f'{mb:.0f}' for mb in each)}" for what, each in size.memory.items())


def flatness(sizes: Sequence[Size]) -> list[str]:
    """What a feed costs at each size, and how far that is from what it costs at the middle one."""
    lines = []
    for same in zip(*(size.phases for size in sizes), strict=True):
        middle = same[len(same) // 2].ms_per_feed
        costs = "   ".join(f"{one.ms_per_feed:.2f} ({one.ms_per_feed / middle - 1:+.0%})" for one in same)
        lines.append(f"  {same[0].phase.name:<17} {costs}")
    return lines


def _expect(codes: Counter[str], expected: dict[Code, int]) -> None:
    """What was measured must be what was meant: a failure is quick, too."""
    wanted = {str(code): count for code, count in expected.items() if count}
    if dict(codes) != wanted:
        raise RuntimeError(f"the outcomes are {dict(codes)}, not {wanted}")
