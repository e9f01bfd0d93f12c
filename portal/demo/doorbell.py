"""Where the broker listens that `make run` starts on a machine without Redis, and whether it does.

`run` starts it there; the demo's settings look there, so that a command in a second terminal rings the bell that
the workers hear.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import quote
from zlib import crc32

_LONGEST_PATH = 100  # bytes; the kernel allows 107 (Linux) or 103 (macOS)


def path(var: Path) -> Path:
    """Beside the database; where that path is too long for a socket, among the machine's temporary files."""
    beside = var / "broker.sock"
    if len(os.fsencode(beside)) <= _LONGEST_PATH:
        return beside
    return Path(gettempdir()) / f"common-thread-{crc32(os.fsencode(var)):08x}" / "broker.sock"


def url(var: Path) -> str:
    return f"unix://{quote(str(path(var)))}?db=0"


def is_heard(var: Path) -> bool:
    """Whether somebody listens: a broker that was killed leaves its socket behind."""
    if sys.platform == "win32":
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path(var))) == 0
