"""Run the test suites this machine can run, and say what was left out and why.

    python -m tests.run                     everything
    python -m tests.run postgres -- -k due  one suite, with arguments for pytest

Services are started once for the whole run and stopped at its end, however it ends. A summary for machines is
left in var/tests/summary.json; `--require unit,sqlite` fails the run when one of those suites did not run, or
skipped a test.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict

from tests.suites import LONG, REPORTS, SUITES, Result, Run


def main() -> int:
    arguments = _arguments()
    # A terminated run stops its services like one that was interrupted with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    REPORTS.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    began = time.monotonic()
    try:
        with ExitStack() as stack:
            run = Run(stack, arguments.pytest)
            for result in run.results(arguments.suites or list(SUITES)):
                results.append(result)
    except KeyboardInterrupt:
        return 130
    finally:
        results.sort(key=lambda result: [*SUITES, *LONG].index(result.suite))
        _tell(results, seconds=time.monotonic() - began)
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


def _lacking(suite: str, results: list[Result]) -> list[str]:
    result = next((result for result in results if result.suite == suite), None)
    if result is None or result.left_out:
        return [f"{suite} did not run"]
    return [f"{suite} skipped {result.skipped} tests"] if result.skipped else []


def _tell(results: list[Result], *, seconds: float) -> None:
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
    print(f"=== {told} in {seconds:.2f}s ===", flush=True)


if __name__ == "__main__":
    sys.exit(main())
