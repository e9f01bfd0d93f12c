"""Moments of the engine at which a test gives orders, and mistakes that it may have. Loaded by workers alone.

The test arms a moment by a file in FAULTS_DIR/at that bears its name and holds the order; the first process to pass
there takes the file away and obeys. A name may end in a process's number (`ingest is over, 123`): then only that
one obeys. A defect is a mistake somebody might make in the engine; it is in force while FAULTS_DIR/defects holds a
file of its name.
"""

from __future__ import annotations

import functools
import os
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["FAULTS_DIR"])
_WRITES = re.compile(r'\b(UPDATE|INSERT INTO)\s+"?(stories_\w+)"?', re.IGNORECASE)
_inside: list[str] = []


def moment(name: str, reader: int | None = None) -> None:
    """Obey the order for this moment, if there is one."""
    match _taken(name) or _taken(f"{name}, {os.getpid()}"):
        case "":
            return
        case "kill child":
            os.kill(os.getpid(), signal.SIGKILL)
        case "kill worker":
            os.killpg(os.getpgrp(), signal.SIGKILL)
        case "stop child":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "stop parent":
            os.kill(os.getppid(), signal.SIGSTOP)
            # It still has what the broker hands it next; let that be a bell of the scheduler's.
            time.sleep(1.5)
        case "go on":
            return
        case "kill reader" if reader:
            os.kill(reader, signal.SIGKILL)
        case order:
            raise ValueError(order)


def _taken(name: str) -> str:
    """The order, which is nobody else's from now on."""
    taken = FOLDER / "taken" / name
    try:
        (FOLDER / "at" / name).rename(taken)
    except FileNotFoundError:
        return ""
    return taken.read_text()


def ordered(name: str) -> str:
    """The order that somebody will take at this moment."""
    try:
        return (FOLDER / "at" / name).read_text()
    except FileNotFoundError:
        return ""


def defective(name: str) -> bool:
    return (FOLDER / "defects" / name).exists()


def watch(module: Any, name: str) -> None:
    """Make moments of the beginning and the end of a function, and of what is written while it runs."""
    original = getattr(module, name)

    @functools.wraps(original)
    def watched(*args: Any, **kwargs: Any) -> Any:
        moment(f"{name} begins")
        try:
            with _within(name):
                result = original(*args, **kwargs)
        finally:
            moment(f"{name} is over")
        moment(f"{name} is done")
        return result

    setattr(module, name, watched)


@contextmanager
def _within(name: str) -> Iterator[None]:
    _inside.append(name)
    try:
        yield
    finally:
        _inside.pop()


def watch_writes(connection: Any, **_signal: Any) -> None:
    if _written not in connection.execute_wrappers:
        connection.execute_wrappers.append(_written)


def _written(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    result = execute(sql, params, many, context)
    if _inside:
        for verb, table in _WRITES.findall(str(sql)):
            if table == "stories_story" and defective("it is committed half-way"):
                context["connection"].connection.commit()
            moment(f"{_inside[-1]}, {verb.lower()} {table}")
    return result


def watch_answers(fetch: Callable[..., Iterable[Any]]) -> Callable[..., Iterator[Any]]:
    def watched(*args: Any, **kwargs: Any) -> Iterator[Any]:
        for pair in fetch(*args, **kwargs):
            moment("an answer came")
            yield pair

    return watched
