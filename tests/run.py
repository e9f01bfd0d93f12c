"""Run the test suites this machine can run, one after the other, and say what was left out and why.

    python -m tests.run                     everything
    python -m tests.run postgres -- -k due  one suite, with arguments for pytest

Services are started once for the whole run and stopped at its end, however it ends. A summary for machines is
left in var/tests/summary.json; `--require unit,sqlite` fails the run when one of those suites did not run, or
skipped a test.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests import services

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "var" / "tests"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS_COLLECTED = 5


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


class Run:
    """The suites of one run, sharing what they start."""

    def __init__(self, stack: ExitStack, extra: list[str]) -> None:
        self._stack = stack
        self._extra = extra
        self._services: dict[str, str] = {}
        self._named = ""

    def unit(self) -> Result:
        return self._pytest("unit", "no database", ["tests/unit", "-m", "not corpus"], {})

    def sqlite(self) -> Result:
        what = ["tests/integration", "-m", "not postgres and not worker and not corpus"]
        return self._pytest("sqlite", "SQLite", what, {"DATABASE_URL": "", "REDIS_URL": ""})

    def postgres(self) -> Result:
        environment = self._start()
        return self._pytest("postgres", self._named, ["tests/integration", "-m", "not corpus"], environment)

    def corpus(self) -> Result:
        if not os.environ.get("CORPUS_DIR"):
            return Result("corpus", left_out="CORPUS_DIR does not say where the feeds are")
        environment = self._start()
        return self._pytest("corpus", self._named, ["tests", "-m", "corpus"], environment)

    def browser(self) -> Result:
        chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
        if not chromium:
            return Result("browser", left_out="no Chromium on this machine (apt-get install chromium)")
        # Playwright keeps an event loop in the thread that talks to the database.
        environment = self._start() | {"CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        what = ["tests/browser", "-m", "not corpus"]
        return self._pytest("browser", f"{self._named}, {Path(chromium).name}", what, environment)

    def faults(self) -> Result:
        """The short set; `make faults` runs the long one too."""
        return self._faults("faults and not long")

    def all_faults(self) -> Result:
        return self._faults("faults")

    def _faults(self, which: str) -> Result:
        if os.environ.get("DATABASE_URL", "").startswith("postgres"):
            return Result("faults", left_out="it restarts its database, and DATABASE_URL names one of yours")
        environment = self._start() | {"FAULTS": "1"}
        # One after the other: each breaks what the next one stands on.
        return self._pytest("faults", self._named, ["tests/faults", "-m", which, "-n", "0"], environment)

    def _start(self) -> dict[str, str]:
        """PostgreSQL and the broker, at the first suite that wants them."""
        if not self._services:
            database = self._stack.enter_context(services.postgres(REPORTS))
            broker = self._stack.enter_context(services.broker())
            self._services = {"DATABASE_URL": database.url, "REDIS_URL": broker.url}
            self._named = f"{database.name}, and {broker.name}"
        return self._services

    def _pytest(self, suite: str, ran_on: str, what: list[str], changes: dict[str, str]) -> Result:
        """Run pytest in a process of its own; an empty change takes the variable out of its environment."""
        print(f"\n--- {suite}: {ran_on}", flush=True)
        report = REPORTS / f"{suite}.xml"
        report.unlink(missing_ok=True)
        in_parallel = ["-n", "2", "--dist", "worksteal", "-q", f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", *in_parallel, *what, *self._extra]
        environment = {
            key: value for key, value in (os.environ | changes).items() if value or key not in changes
        }
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code == NO_TESTS_COLLECTED:
            return Result(suite, left_out="it has no such tests")
        return _read(report, Result(suite, ran_on, code=code, seconds=time.monotonic() - started))


SUITES: dict[str, Callable[[Run], Result]] = {
    "unit": Run.unit,
    "sqlite": Run.sqlite,
    "postgres": Run.postgres,
    "corpus": Run.corpus,
    "browser": Run.browser,
    "faults": Run.faults,
}
# Suites that are run only when they are named.
LONG = {"all-faults": Run.all_faults}


def main() -> int:
    arguments = _arguments()
    # A terminated run stops its services like one that was interrupted with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    REPORTS.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    try:
        with ExitStack() as stack:
            run = Run(stack, arguments.pytest)
            for suite in arguments.suites or SUITES:
                results.append((SUITES | LONG)[suite](run))
    except KeyboardInterrupt:
        return 130
    finally:
        _tell(results)
    required = [suite for suite in arguments.require.split(",") if suite]
    lacking = [problem for suite in required for problem in _lacking(suite, results)]
    for problem in lacking:
        print(f"  required: {problem}")
    return 1 if lacking or any(result.code for result in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "suites", nargs="*", choices=[*SUITES, *LONG, []], help="which ones; else all, but the long"
    )
    parser.add_argument("--require", default="", help="suites that must have run without a skipped test")
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    arguments = parser.parse_args(sys.argv[1:split])
    arguments.pytest = sys.argv[split + 1 :]
    return arguments


def _read(report: Path, result: Result) -> Result:
    if not report.exists():
        result.code = result.code or 1
        return result
    suite = ElementTree.parse(report).getroot().find("testsuite")  # pytest's own file
    assert suite is not None
    result.failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    result.skipped = int(suite.get("skipped", 0))
    result.passed = int(suite.get("tests", 0)) - result.failed - result.skipped
    return result


def _lacking(suite: str, results: list[Result]) -> list[str]:
    result = next((result for result in results if result.suite == suite), None)
    if result is None or result.left_out:
        return [f"{suite} did not run"]
    return [f"{suite} skipped {result.skipped} tests"] if result.skipped else []


def _tell(results: list[Result]) -> None:
    summary = json.dumps([asdict(result) for result in results], indent=1)
    (REPORTS / "summary.json").write_text(summary + "\n")
    print("\nWhat ran, and on what:")
    for result in results:
        print(result.line())
    # The whole run in the words of pytest's own closing line, for whoever reads only that.
    counts = {
        word: sum(getattr(result, word) for result in results) for word in ("failed", "passed", "skipped")
    }
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count or word == "passed")
    print(f"=== {told} in {sum(result.seconds for result in results):.2f}s ===", flush=True)


if __name__ == "__main__":
    sys.exit(main())
