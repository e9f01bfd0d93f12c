"""The marks of what was taken down in a file beside the database: one JSON object a line, only ever added to.

A backup knows nothing of what was taken down after it was made, so what keeps things out has to live outside. The
first line says under which key the marks were made: under another one they would keep nothing out.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from stories.ingest import tombstones


class NotOurs(Exception):
    """The file is no list of this portal; says so in plain words."""


def read(path: Path) -> set[bytes]:
    """All marks of a list; none where there is no file yet. A line that broke off half-way is left out."""
    if not path.exists():
        return set()
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if (row := _row(line))]
    if rows and rows[0].get("key") != _key():
        raise NotOurs(f"{path} was written under another IDENTITY_HMAC_KEY: its marks would keep nothing out")
    return {bytes.fromhex(row["mark"]) for row in rows if "mark" in row}


def append_on_commit(marks: Iterable[bytes], *, now: datetime) -> None:
    """Add marks to the portal's list once they are in the database too.

    Should this fail, maintenance finds what the list lacks (`takedown.reconcile`).
    """
    transaction.on_commit(lambda: append(settings.TAKEN_DOWN_LIST, marks, now=now), robust=True)


def append(path: Path, marks: Iterable[bytes], *, now: datetime) -> None:
    """Add marks in one write, whole lines or nothing, while nobody else does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        begins = file.tell() == 0
        rows = [{"key": _key()}] if begins else []
        rows += [{"mark": mark.hex(), "at": f"{now:%Y-%m-%d}"} for mark in sorted(marks)]
        # A line that broke off when the machine died ends here, and harms only itself.
        file.write(b"" if begins else b"\n")
        file.write("".join(f"{json.dumps(row)}\n" for row in rows).encode())
        file.flush()
        os.fsync(file.fileno())


def _key() -> str:
    return tombstones.mark("the list of what was taken down").hex()


def _row(line: str) -> dict[str, str] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None
