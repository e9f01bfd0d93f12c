"""Asking the child, which may be killed at any moment: what it answered by then counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stories.language.child import READY

COMMAND = (sys.executable, "-m", "stories.language.child")
SECONDS = 30.0  # for all of it, loading included; two thousand texts take five
_ROOT = Path(__file__).parents[2]
# A few names only: whatever runs in there shall not find our secrets in its environment.
_ENVIRONMENT = ("PATH", "LANG", "TZ", "LD_LIBRARY_PATH")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Heard:
    """The languages of the first texts, "" where none is sure; and whether the next one is what it died of."""

    languages: Sequence[str]
    choked: bool = False


def ask(texts: Sequence[str], *, command: Sequence[str] = COMMAND, seconds: float = SECONDS) -> Heard:
    """Have a child of our own hear these texts."""
    said = "".join(f"{json.dumps(text)}\n" for text in texts).encode()
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  # a command of our own
            command, input=said, stdout=subprocess.PIPE, cwd=_ROOT, env=kept | _ONE_THREAD, timeout=seconds,
            check=False,
        )  # fmt: skip
        told = done.stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    # A line that was not ended was not said.
    ready, *lines = told.decode(errors="replace").split("\n")[:-1] or [""]
    if ready != READY:
        return Heard([])
    languages = [str(json.loads(line)) for line in lines]
    return Heard(languages, choked=len(languages) < len(texts))
