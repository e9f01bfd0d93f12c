"""Type, space and colour as the stylesheet names them: read from it, so that the guide cannot lag."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

_TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
_NAMED = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
# A programme's tones are shown with the programme, not among the colours of the paper.
_OF_THREADS = ("thread", "yarn", "cloth")


def named() -> dict[str, str]:
    """Every token with the value it has in the light scheme, in the order it is written."""
    found: dict[str, str] = {}
    for name, value in _NAMED.findall(_TOKENS.read_text()):
        found.setdefault(name, value)
    return found


def colours() -> dict[str, str]:
    return {
        name: value
        for name, value in named().items()
        if value.startswith("#") and not name.startswith(_OF_THREADS)
    }


def steps(pattern: str) -> dict[str, str]:
    """Tokens of a scale: `t` for type, `s` for space."""
    return {name: value for name, value in named().items() if re.fullmatch(rf"{pattern}-?\d", name)}
