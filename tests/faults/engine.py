"""The running engine of a fault run: its parts, what they stand on, and the orders they are given."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import services
from tests.faults import parts


class Engine:
    """One worker and one scheduler, and more when a test wants them."""

    def __init__(
        self, folder: Path, *, database_url: str, broker: services.Broker, pairs: Sequence[str]
    ) -> None:
        self.broker = broker
        self._folder = folder
        inherited = {key: value for key, value in os.environ.items() if key != "PYTEST_XDIST_WORKER"}
        self._env = inherited | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": database_url,
            "REDIS_URL": broker.url,
            "TEST_OPEN_PAIRS": ",".join(pairs),
            "FAULTS_DIR": str(folder),
            "VAR_DIR": str(folder / "var"),
        }
        for name in ("at", "taken", "defects", "var"):
            (folder / name).mkdir(exist_ok=True)
        self.worker = parts.worker("worker", env=self._env, log=folder / "worker.log")
        self.scheduler = parts.scheduler("scheduler", env=self._env, log=folder / "scheduler.log")
        self.parts = [self.worker, self.scheduler]

    def start(self) -> None:
        for part in self.parts:
            part.start()

    def stop(self) -> None:
        for part in self.parts:
            with suppress(AssertionError):
                part.kill()

    def revive(self) -> None:
        """Start again whatever has ended, as a supervisor would."""
        if (self._folder / "defects" / "nobody starts it again").exists():
            return
        for part in self.parts:
            part.revive()

    @contextmanager
    def another_scheduler(self) -> Iterator[None]:
        part = parts.scheduler("scheduler-2", env=self._env, log=self._folder / "scheduler-2.log")
        self.parts.append(part)
        part.start()
        try:
            yield
        finally:
            self.parts.remove(part)
            part.kill()

    # --- arming, see tests/faults/moments.py

    def arm(self, moment: str, order: str) -> None:
        (self._folder / "taken" / moment).unlink(missing_ok=True)
        draft = self._folder / "draft"
        draft.write_text(order)
        draft.rename(self._folder / "at" / moment)

    def obeyed(self, moment: str) -> bool:
        return (self._folder / "taken" / moment).exists()

    @contextmanager
    def defect(self, name: str, *, lasting: bool) -> Iterator[None]:
        mark = self._folder / "defects" / name
        mark.touch()
        try:
            yield
        finally:
            mark.unlink()
            if lasting:
                self.worker.kill()

    def disarm(self) -> None:
        for order in (self._folder / "at").iterdir():
            order.unlink()
        self.wake()

    def standing(self) -> list[int]:
        """Who of the worker was stopped, and has not ended since."""
        return [pid for pid in [self.worker.pid, *self.worker.children] if _state(pid) == "T"]

    def wake(self) -> None:
        """Let go on whoever was stopped."""
        for pid in self.standing():
            os.kill(pid, signal.SIGCONT)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
