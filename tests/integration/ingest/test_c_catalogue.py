"""Part C of the catalogue of hostile cases, feeds over time: each number is borne by the tests that play it."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[2]
BEARS = re.compile(r"^ *(?:async )?def test((?:_c\d+)+)_", re.MULTILINE)


def test_every_number_is_played() -> None:
    played = {
        int(number)
        for path in TESTS.rglob("test_*.py")
        for numbers in BEARS.findall(path.read_text())
        for number in numbers.split("_c")[1:]
    }
    assert played == set(range(1, 27))
