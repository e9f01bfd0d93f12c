"""Where each demo blog lives, and when the demo began: chosen at the first start, kept ever after.

A source's address must not change between starts, or its stories would come in twice under another address;
nor may the dates of its posts, or every start would look like an edit of everything. So both are written to a
small file beside the database, which demo settings, the seed and the little web all read.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LOOPBACK = "127.0.0.1"
# What browsers take for their own machine and no secret: passkeys work there without https, and not at a number.
NAME = "localhost"
FIRST_PORT = 8011
_HIGHEST_PORT = 8999


@dataclass(frozen=True)
class Addresses:
    """The demo's beginning, and a port for each blog by its slug."""

    began_at: datetime
    ports: dict[str, int]

    def pair(self, slug: str) -> str:
        return f"{LOOPBACK}:{self.ports[slug]}"

    def root(self, slug: str) -> str:
        return f"http://{self.pair(slug)}"

    @property
    def pairs(self) -> frozenset[str]:
        return frozenset(self.pair(slug) for slug in self.ports)


def var_dir() -> Path:
    """The same folder as in the settings, for processes that do without Django."""
    return Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parent.parent.parent / "var")


def load(folder: Path) -> Addresses | None:
    """What was chosen earlier; None before the first start."""
    try:
        kept = json.loads(_file(folder).read_text())
    except FileNotFoundError:
        return None
    return Addresses(datetime.fromisoformat(kept["began_at"]), kept["ports"])


def load_or_choose(folder: Path, slugs: Iterable[str], *, now: datetime, avoid: int = 0) -> Addresses:
    """What was chosen earlier; ports for blogs that have none yet are the first free ones from 8011."""
    kept = load(folder) or Addresses(now.astimezone(UTC), {})
    missing = [slug for slug in slugs if slug not in kept.ports]
    if not missing:
        return kept
    taken = {*kept.ports.values(), avoid}
    free = (port for port in range(FIRST_PORT, _HIGHEST_PORT) if port not in taken and is_free(port))
    chosen = Addresses(kept.began_at, kept.ports | dict(zip(missing, free, strict=False)))
    _save(folder, chosen)
    return chosen


def is_free(port: int, *, on: str = LOOPBACK) -> bool:
    """Whether this machine would let us listen there. REUSEADDR: a port that was closed a moment ago is free."""
    with socket.socket(socket.AF_INET6 if ":" in on else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((on, port))
        except OSError:
            return False
    return True


def is_ours_by_name(port: int) -> bool:
    """Whether nobody listens where browsers look first for `localhost`, before they come to us."""
    try:
        return is_free(port, on="::1") or not is_free(0, on="::1")
    except OSError:  # a machine without IPv6
        return True


def _file(folder: Path) -> Path:
    return folder / "demo-blogs.json"


def _save(folder: Path, addresses: Addresses) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"began_at": addresses.began_at.isoformat(), "ports": addresses.ports}
    draft = _file(folder).with_suffix(".draft")
    draft.write_text(json.dumps(kept, indent=2) + "\n")
    draft.replace(_file(folder))
