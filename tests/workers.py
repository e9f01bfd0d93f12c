"""A real Celery worker process for the tests that need one: started, awaited, killed by its own process id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUEUES = "fetch,media,notify,maintenance,default"


class CeleryWorker:
    """`celery -A portal worker` as production runs it, on the database and broker of one test."""

    def __init__(self, *, database_url: str, log: Path) -> None:
        self._database_url = database_url
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.name = f"test-{os.getpid()}@localhost"
        self.queues = QUEUES

    @property
    def pid(self) -> int:
        assert self._process is not None, "the worker is not running"
        return self._process.pid

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def start(self, **environment: str) -> None:
        """Start it, on `queues`, and wait until it answers a ping. Keywords are environment variables for it."""
        command = [sys.executable, "-m", "celery", "--app", "portal", "worker"]
        options = [
            "--pool",
            "prefork",
            "--concurrency",
            "2",
            "--queues",
            self.queues,
            "--hostname",
            self.name,
        ]
        settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": self._database_url}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options, "--loglevel", "INFO"],
                cwd=ROOT,
                env=os.environ | settings | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own: its children go with it, and Ctrl-C reaches pytest first.
                start_new_session=True,
            )
        self.wait_until(self._answers, seconds=60)

    def stop(self) -> None:
        """Warm shutdown; what does not end within ten seconds is killed, children too."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """`kill -9`, children and all: what a crash or the kernel does."""
        os.killpg(self.pid, signal.SIGKILL)
        assert self._process is not None
        self._process.wait()
        self._process = None

    def wait_until(self, happened: Callable[[], bool], *, seconds: float = 15) -> None:
        """Wait for something the worker should bring about; show its log when it does not."""
        deadline = time.monotonic() + seconds
        while not happened():
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                what = "the worker ended" if ended else f"nothing happened within {seconds} s"
                raise AssertionError(f"{what}; its log:\n{self.log}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        from portal.celery import app

        return bool(app.control.ping(destination=[self.name], timeout=0.5))
