"""The test suites: what each of them runs, on what, beside which others, and what came of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests import services

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "var" / "tests"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS_COLLECTED = 5
# They meet neither of the servers that the faults restart.
APART = ("unit", "sqlite")
# What gives way leaves the processor to whoever wants it: a fault has to befall somebody in time.
GIVING_WAY = ("nice", "-n", "5")


@dataclass
class Result:
    """What came of one suite. `left_out` says why it did not run, else it is empty."""

    suite: str
    ran_on: str = ""
    left_out: str = ""
    code: int = 0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0

    def line(self) -> str:
        if self.left_out:
            return f"  {self.suite:<9} left out: {self.left_out}"
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"  {self.suite:<9} {counts} in {self.seconds:.0f} s, on {self.ran_on}"

    def heading(self) -> str:
        return f"\n--- {self.suite}: {self.ran_on}"


class Going:
    """A suite under way, in a process of its own. `told`: the file it talks to, where it goes on beside others."""

    def __init__(
        self, result: Result, command: Sequence[str], env: Mapping[str, str], told: Path | None
    ) -> None:
        self._result, self._told = result, told
        self._report = REPORTS / f"{result.suite}.xml"
        self._report.unlink(missing_ok=True)
        if told is None:
            print(result.heading(), flush=True)
        self._began = time.time()
        with told.open("wb") if told else nullcontext() as to:
            # Ctrl-C ends what one looks at; what goes on beside it is told by `stop`.
            self._process = subprocess.Popen(
                [*command, f"--junitxml={self._report}"],
                cwd=ROOT,
                env=env,
                stdout=to,
                stderr=to,
                start_new_session=told is not None,
            )

    def end(self) -> Result:
        """Wait for its end, and tell what it told meanwhile."""
        code = self._process.wait()
        if self._told:
            print(f"{self._result.heading()}\n{self._told.read_text(errors='replace')}", flush=True)
        if code == NO_TESTS_COLLECTED:
            return Result(self._result.suite, left_out="it has no such tests")
        self._result.code = code
        return self._read()

    def stop(self) -> None:
        """Nobody waits for it any more: it puts away what it has started."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()  # begun in the background of a shell, it hears no Ctrl-C

    def _read(self) -> Result:
        result = self._result
        if not self._report.exists():
            result.code = result.code or 1
            return result
        result.seconds = self._report.stat().st_mtime - self._began
        suite = ElementTree.parse(self._report).getroot().find("testsuite")  # pytest's own file
        assert suite is not None
        result.failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        result.skipped = int(suite.get("skipped", 0))
        result.passed = int(suite.get("tests", 0)) - result.failed - result.skipped
        return result


class Run:
    """The suites of one run, sharing what they start."""

    def __init__(self, stack: ExitStack, extra: Sequence[str]) -> None:
        self._stack = stack
        self._extra = extra
        self._services: dict[str, str] = {}
        self._named = ""
        self._gives_way = False

    def results(self, suites: Sequence[str]) -> Iterator[Result]:
        """One suite after the other; but the faults wait for most of their time, and do that beside others."""
        apart = [suite for suite in suites if suite in APART]
        if apart and "faults" in suites:
            faults = self._faults("faults and not long", aside=True)
            self._gives_way = True
            yield from map(self._result, apart)
            self._gives_way = False
            yield faults if isinstance(faults, Result) else faults.end()
            suites = [suite for suite in suites if suite not in {*APART, "faults"}]
        yield from map(self._result, suites)

    def _result(self, suite: str) -> Result:
        begun = (SUITES | LONG)[suite](self)
        return begun if isinstance(begun, Result) else begun.end()

    def unit(self) -> Going:
        return self._pytest("unit", "no database", ["tests/unit", "-m", "not corpus"], {})

    def sqlite(self) -> Going:
        what = ["tests/integration", "-m", "not postgres and not worker and not corpus"]
        return self._pytest("sqlite", "SQLite", what, {"DATABASE_URL": "", "REDIS_URL": ""})

    def postgres(self) -> Going:
        environment = self._start()
        # Workers start and stop here, and are waited for: two cores are enough for three.
        what = ["tests/integration", "-m", "not corpus", "-n", "3"]
        return self._pytest("postgres", self._named, what, environment)

    def corpus(self) -> Going | Result:
        if not os.environ.get("CORPUS_DIR"):
            return Result("corpus", left_out="CORPUS_DIR does not say where the feeds are")
        environment = self._start()
        return self._pytest("corpus", self._named, ["tests", "-m", "corpus"], environment)

    def browser(self) -> Going | Result:
        chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
        if not chromium:
            return Result("browser", left_out="no Chromium on this machine (apt-get install chromium)")
        # Playwright keeps an event loop in the thread that talks to the database.
        environment = self._start() | {"CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        # A browser waits for more than half of its time: two cores are enough for four of them. Each takes one test
        # after the other, the longest first, so that nobody begins one of those when the others are done.
        what = ["tests/browser", "-m", "not corpus", "--dist", "load", "--maxschedchunk", "1", "-n", "4"]
        return self._pytest("browser", f"{self._named}, {Path(chromium).name}", what, environment)

    def faults(self) -> Going | Result:
        """The short set; `make faults` runs the long one too."""
        return self._faults("faults and not long")

    def all_faults(self) -> Going | Result:
        return self._faults("faults")

    def _faults(self, which: str, *, aside: bool = False) -> Going | Result:
        if os.environ.get("DATABASE_URL", "").startswith("postgres"):
            return Result("faults", left_out="it restarts its database, and DATABASE_URL names one of yours")
        environment = self._start() | {"FAULTS": "1"}
        # One after the other: each breaks what the next one stands on.
        what = ["tests/faults", "-m", which, "-n", "0"]
        return self._pytest("faults", self._named, what, environment, aside=aside)

    def _start(self) -> dict[str, str]:
        """PostgreSQL and the broker, at the first suite that wants them."""
        if not self._services:
            database = self._stack.enter_context(services.postgres(REPORTS))
            broker = self._stack.enter_context(services.broker())
            self._services = {"DATABASE_URL": database.url, "REDIS_URL": broker.url}
            self._named = f"{database.name}, and {broker.name}"
        return self._services

    def _pytest(
        self, suite: str, ran_on: str, what: list[str], changes: Mapping[str, str], *, aside: bool = False
    ) -> Going:
        """Begin pytest; an empty change takes the variable out of its environment."""
        in_parallel = ["-n", "2", "--dist", "worksteal", "-q"]
        command = [sys.executable, "-m", "pytest", *in_parallel, *what, *self._extra]
        if self._gives_way:
            command = [*GIVING_WAY, *command]
        environment = {
            key: value for key, value in (os.environ | changes).items() if value or key not in changes
        }
        told = REPORTS / f"{suite}.txt" if aside else None
        going = Going(Result(suite, ran_on), command, environment, told)
        self._stack.callback(going.stop)
        return going


SUITES: dict[str, Callable[[Run], Going | Result]] = {
    "unit": Run.unit,
    "sqlite": Run.sqlite,
    "postgres": Run.postgres,
    "corpus": Run.corpus,
    "browser": Run.browser,
    "faults": Run.faults,
}
# Suites that are run only when they are named.
LONG = {"all-faults": Run.all_faults}
