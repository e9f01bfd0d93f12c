"""Part B of the catalogue of hostile cases, HTTP: which test plays which number, and that none is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.ingest.test_b_replies import KEPT, READ

HERE = Path(__file__).parent
IN_THE_TABLES = {case.number for case in (*READ, *KEPT)}
# Numbers that are played by a test of their own. Paths from this folder.
PLAYED = {
    2: "test_pipeline.py::test_a_304_writes_no_story_row",
    3: "test_move_cases.py::test_b3_",
    4: "test_pipeline.py::test_the_same_bytes_without_validators_write_no_story_row",
    5: "test_b_hosts.py::test_b5_",
    6: "test_b_hosts.py::test_b6_",
    7: "test_schedule_cases.py::test_b7_",
    8: "test_move_cases.py::test_b8_",
    10: "test_move_cases.py::test_b10_",
    11: "test_move_cases.py::test_b11_",
    15: "test_b_hosts.py::test_b15_",
    16: "test_schedule_cases.py::test_b16_",
    18: "test_move_cases.py::test_b18_",
    19: "test_schedule_cases.py::test_b19_b21_",
    20: "test_schedule_cases.py::test_b20_",
    21: "test_schedule_cases.py::test_b19_b21_",
    23: "test_b_replies.py::test_b23_",
    25: "test_b_hosts.py::test_b25_",
    34: "test_b_hosts.py::test_b34_",
    35: "test_b_hosts.py::test_b35_",
    36: "test_pacing.py::test_b36_",
    37: "test_b_hosts.py::test_b37_",
    38: "../outbound/test_pinning.py::test_a_broken_address_among_good_ones_is_passed_over",
    39: "../../unit/ingest/test_pacing.py::test_b39_",
}


def test_every_number_is_played() -> None:
    assert IN_THE_TABLES | PLAYED.keys() == set(range(1, 41))


@pytest.mark.parametrize("place", sorted(set(PLAYED.values())))
def test_what_is_said_to_be_played_is_there(place: str) -> None:
    file, _, start = place.partition("::")
    assert f"\ndef {start}" in (HERE / file).read_text()
