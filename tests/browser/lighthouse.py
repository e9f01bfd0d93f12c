"""Lighthouse, as a phone, on the portal as a deployment serves it: `make lighthouse`. Below 95 it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests import services
from tests.browser import chromium, demo, serving

LOWEST = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CLI = serving.ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = int(os.environ.get("RUNS", "1"))  # the median counts: on a busy machine one run says little

Report = dict[str, Any]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as name:
        folder, port = Path(name), serving.free_port()
        with demo.network(folder, port=port) as address:
            paths = demo.pages(address)
        database = f"sqlite:///{folder / 'portal.sqlite3'}"
        with (
            services.broker() as broker,
            serving.production(database=database, broker=broker.url, folder=folder, port=port) as address,
        ):
            print(f"{'':<12}" + "".join(f"{category:>16}" for category in CATEGORIES), flush=True)
            worst = min(score for name, path in paths.items() for score in row(name, address + path, folder))
    return 0 if worst >= LOWEST else 1


def row(name: str, url: str, folder: Path) -> list[int]:
    """Measure one page, print its line, and what cost it points where it is below."""
    reports = [measure(url, folder) for _ in range(RUNS)]
    scores = [int(median(scored(report, category) for report in reports)) for category in CATEGORIES]
    print(f"{name:<12}" + "".join(f"{score:>16}" for score in scores), flush=True)
    for category, score in zip(CATEGORIES, scores, strict=True):
        if score < LOWEST:
            print(
                "".join(f"    {category}: {cost}\n" for cost in costs(reports[-1], category)),
                end="",
                flush=True,
            )
    return scores


def measure(url: str, folder: Path) -> Report:
    report = folder / "report.json"
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    command = ["node", str(CLI), url, "--output=json", f"--output-path={report}", "--quiet"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium.PATH or ""}, check=True)
    read: Report = json.loads(report.read_text())
    return read


def scored(report: Report, category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def costs(report: Report, category: str) -> list[str]:
    """The audits that took points off, in Lighthouse's words."""
    audits = report["audits"]
    return [
        f"{audits[each['id']]['title']} {audits[each['id']].get('displayValue', '')}"
        for each in report["categories"][category]["auditRefs"]
        if each["weight"] and (audits[each["id"]]["score"] or 0) < 0.9
    ]


if __name__ == "__main__":
    sys.exit(main())
