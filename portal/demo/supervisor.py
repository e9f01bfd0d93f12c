"""Starts a handful of programs, passes on what they say, and stops every one of them and their children.

Each program leads a process group of its own, so that Ctrl-C in the terminal reaches only us, and so that its
grandchildren can be swept up when it is gone. Knows nothing of Django or of what the programs do.

Own code instead of honcho or a Procfile: those cannot say when a program is ready, stop the broker after the
programs that talk to it, or promise that no grandchild stays.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO

GRACE = 6.0  # seconds a program gets to stop by itself; the tables redeliver what a worker leaves undone
_PR_SET_PDEATHSIG = 1  # prctl(2)
# Looked up before any fork: between fork and exec nothing may be loaded.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


class Stopped(Exception):
    """Somebody asked us to stop while we were still starting."""


class ProgramFailed(Exception):
    """A program ended, or did not become ready, by itself."""


@dataclass(frozen=True)
class Program:
    """What to start; `ready` says whether it has begun to do its work."""

    name: str
    command: Sequence[str]
    ready: Callable[[], bool] = field(default=lambda: True)


@dataclass(frozen=True)
class _Running:
    name: str
    process: subprocess.Popen[bytes]
    listener: threading.Thread

    def stop(self, *, grace: float, hurry: Callable[[], bool] = lambda: False) -> None:
        """Ask the leader, which knows how to stop its children in good order; then sweep up its group."""
        if self.process.poll() is None:
            self.process.terminate()
        deadline = time.monotonic() + grace
        while self.process.poll() is None and time.monotonic() < deadline and not hurry():
            time.sleep(0.05)
        with suppress(ProcessLookupError, PermissionError):  # macOS: PermissionError for a group of zombies
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.listener.join(timeout=1)


class Supervisor:
    """Starts programs in waves; a later wave may lean on an earlier one and is stopped before it."""

    def __init__(self, *, env: Mapping[str, str], cwd: Path, say: Callable[[str], None]) -> None:
        self._env = dict(env)
        self._cwd = cwd
        self._say = say
        self._waves: list[list[_Running]] = []
        self._asked = threading.Event()
        self._hurry = False

    def heed_signals(self) -> None:
        """SIGINT, SIGTERM and a closed terminal stop everything; a second one stops it at once."""
        # SIGINT also where it was ignored: shells start background jobs that way, and it is still "stop".
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup stays nohup
            signal.signal(signal.SIGHUP, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        self._hurry = self._asked.is_set()
        self._asked.set()

    def run_step(self, name: str, command: Sequence[str]) -> None:
        """Run one program to its end before going on, showing what it says."""
        step = self._popen(Program(name, command))
        try:
            while step.process.poll() is None:
                self._check_asked(0.05)
        finally:
            step.stop(grace=GRACE)
        if step.process.returncode:
            raise ProgramFailed(f"{name} ended with code {step.process.returncode}")

    def start(self, *programs: Program, timeout: float = 60) -> None:
        """Start these side by side and wait until each is ready."""
        self.launch(*programs)
        self.wait_for(*programs, timeout=timeout)

    def launch(self, *programs: Program) -> None:
        """Start these side by side and wait for nothing."""
        wave: list[_Running] = []
        self._waves.append(wave)
        for program in programs:
            wave.append(self._popen(program))

    def wait_for(self, *programs: Program, timeout: float = 60) -> None:
        """Wait until each of these is ready."""
        waiting = list(programs)
        deadline = time.monotonic() + timeout
        while waiting:
            self._check_asked(0.05)
            self._check_alive()
            waiting = [program for program in waiting if not program.ready()]
            if waiting and time.monotonic() > deadline:
                names = ", ".join(program.name for program in waiting)
                raise ProgramFailed(f"{names} did not get ready within {timeout:.0f} seconds")

    def watch(self) -> None:
        """Return when somebody asks us to stop; raise when a program ends by itself."""
        while not self._asked.wait(0.25):
            self._check_alive()

    def stop(self) -> None:
        """The last wave first; within a wave everything at once."""
        while self._waves:
            wave = self._waves.pop()
            with ThreadPoolExecutor(max_workers=len(wave) or 1) as pool:
                for running in wave:
                    pool.submit(running.stop, grace=GRACE, hurry=lambda: self._hurry)

    def _check_alive(self) -> None:
        for running in chain.from_iterable(self._waves):
            if running.process.poll() is not None:
                raise ProgramFailed(f"{running.name} ended with code {running.process.returncode}")

    def _check_asked(self, seconds: float) -> None:
        if self._asked.wait(seconds):
            raise Stopped

    def _popen(self, program: Program) -> _Running:
        process = subprocess.Popen(  # noqa: S603  # our own programs
            program.command,
            env=self._env,
            cwd=self._cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent if _prctl else None,
        )
        listener = threading.Thread(target=self._pass_on, args=[program.name, process.stdout], daemon=True)
        listener.start()
        return _Running(program.name, process, listener)

    def _pass_on(self, name: str, lines: IO[bytes]) -> None:
        for line in lines:
            if text := line.decode(errors="replace").rstrip():
                self._say(f"{name:>9} | {text}")


def _die_with_parent() -> None:
    """Should we be killed with -9, the kernel stops the program for us. Runs between fork and exec."""
    if _prctl:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
