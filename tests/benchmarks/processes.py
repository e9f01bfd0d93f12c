"""What processes cost: memory, and processor time, which is much the same on a busy machine as on an idle one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def megabytes(pid: int) -> float:
    """Of memory, pages that are shared divided among those who share them (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def seconds(pid: int) -> float:
    """Of processor time, with that of children that have ended and been seen off."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) * _TICK


def seconds_of_all(pid: int) -> float:
    """The same for a process and everything below it.

    A child that ends meanwhile, as PostgreSQL's cleaners do, is counted by its parent from then on.
    """
    below = 0.0
    for child in children(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            below += seconds_of_all(child)
    return seconds(pid) + below


def parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _stat(pid: int) -> list[str]:
    """From the third field on: the second is a name, which may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
