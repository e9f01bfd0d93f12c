"""The processes that a fault run may kill: the worker and the scheduler, as production has them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
QUEUES = "fetch,media,notify,maintenance,default"


class Part:
    """One process with what it starts, a session of its own, so that all of it can be killed at once."""

    def __init__(self, name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path, ready: str):
        self.name, self.log = name, log
        self._command, self._env, self._ready = command, env, ready
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was never started"
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def children(self) -> list[int]:
        """Whom it started itself: a worker's pool."""
        return _children(self.pid)

    @property
    def readers(self) -> list[int]:
        """The processes that read documents for the pool."""
        return [reader for child in self.children for reader in _children(child)]

    def start(self) -> None:
        before = self._said()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_the_test,
            )
        assert self._says(self._ready, after=before), f"{self.name} ended:\n{self._said()[len(before) :]}"

    def revive(self) -> bool:
        """What a supervisor does: start it again when it has ended."""
        if self.alive:
            return False
        self.kill()  # whoever of its family is left
        self.start()
        return True

    def kill(self) -> None:
        """`kill -9`, the whole family."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    def ask_to_end(self) -> None:
        """What `docker stop` does first. It has heard when this returns, and may have ended."""
        assert self._process is not None
        before = self._said()
        self._process.send_signal(signal.SIGTERM)
        self._says(" shutdown ", after=before)

    def end(self, *, grace: float) -> None:
        """What `docker stop` does then: kill what has not ended in time."""
        assert self._process is not None
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=grace)
        self.kill()

    def _said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _says(self, words: str, *, after: str) -> bool:
        """Wait until it does; False when it ends without."""
        deadline = time.monotonic() + 60
        while words not in self._said()[len(after) :]:
            if not self.alive:
                return False
            assert time.monotonic() < deadline, f"{self.name} did not say {words!r}"
            time.sleep(0.05)
        return True


def worker(name: str, *, env: Mapping[str, str], log: Path) -> Part:
    options = [
        "--concurrency",
        "2",
        "--queues",
        QUEUES,
        "--hostname",
        f"{name}@localhost",
        "--loglevel",
        "INFO",
    ]
    command = [sys.executable, "-m", "celery", "--app", "portal", "worker", "--pool", "prefork", *options]
    return Part(name, command, env=env, log=log, ready=" ready.")


def scheduler(name: str, *, env: Mapping[str, str], log: Path) -> Part:
    kept = ["--schedule", str(log.with_suffix(".schedule")), "--pidfile=", "--loglevel", "INFO"]
    command = [sys.executable, "-m", "celery", "--app", "portal", "beat", *kept]
    return Part(name, command, env=env, log=log, ready="beat: Starting")


def _die_with_the_test() -> None:
    """Nothing goes on ringing when the test run itself is killed: PR_SET_PDEATHSIG, see prctl(2)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # gone meanwhile
        return []
