"""The made-up people and groups of the demo, as files: whole, consistent, and nobody real among them."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from people import consent
from portal.demo.logins import LOGINS

CAST = Path("portal/demo/cast")
REAL = Path("people/data")
NORTH, SOUTH, WEST, EAST = 55.9, 49.8, -6.5, 1.8  # England, and a little sea
REGIONS = {
    "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands",
    "East of England", "London", "South East", "South West",
}  # fmt: skip


def rows(name: str, folder: Path = CAST) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


PLACES, GROUPS, PEOPLE = rows("places"), rows("groups"), rows("people")
INVOLVEMENTS, RELATIONSHIPS = rows("involvements"), rows("relationships")
EDGES = INVOLVEMENTS + RELATIONSHIPS


def slugs(table: list[dict[str, str]]) -> set[str]:
    return {row["slug"] for row in table}


def test_about_a_hundred_and_twenty_people_and_forty_local_groups() -> None:
    assert len(PEOPLE) >= 110
    assert sum(row["kind"] == "group" for row in GROUPS) >= 40
    assert {row["region"] for row in PLACES} == REGIONS


@pytest.mark.parametrize("table", [PLACES, GROUPS, PEOPLE], ids=["places", "groups", "people"])
def test_every_row_has_a_name_of_its_own(table: list[dict[str, str]]) -> None:
    assert len(slugs(table)) == len({row["name"] for row in table}) == len(table)


def test_nobody_bears_the_name_of_somebody_real() -> None:
    real = {row["name"] for row in rows("people", REAL) + rows("organisations", REAL)}
    assert real.isdisjoint(row["name"] for row in PEOPLE + GROUPS)
    assert slugs(rows("people", REAL)).isdisjoint(slugs(PEOPLE))
    assert slugs(rows("organisations", REAL)).isdisjoint(slugs(GROUPS))


def test_everybody_says_something_and_not_too_much() -> None:
    for row in PEOPLE:
        assert 20 <= len(row["summary"]) <= 200, row["slug"]
        assert len(row["offers"]) <= 120 and len(row["seeks"]) <= 120, row["slug"]
    for row in GROUPS:
        assert 40 <= len(row["summary"]) <= 220, row["slug"]


def test_edges_lead_to_rows_that_are_there() -> None:
    people, groups, places = slugs(PEOPLE), slugs(GROUPS), {row["slug"]: row for row in PLACES}
    for edge in EDGES:
        for end, known in (("person", people), ("organisation", groups)):
            named = {edge[column] for column in edge if column.endswith(end) and edge[column]}
            assert named <= known, edge
    for edge in INVOLVEMENTS:
        assert bool(edge["person"]) != bool(edge["organisation"]), edge
        assert not edge["area"] or places[edge["area"]]["programme"] == edge["programme"], edge
    for edge in RELATIONSHIPS:
        for side in ("subject", "object"):
            assert bool(edge[f"{side}_person"]) != bool(edge[f"{side}_organisation"]), edge


def test_nothing_is_said_twice() -> None:
    both_ways = Counter(
        (row["kind"], frozenset((row["subject_person"], row["subject_organisation"], *ends(row))))
        for row in RELATIONSHIPS
    )
    assert [edge for edge, times in both_ways.items() if times > 1] == []


def ends(row: dict[str, str]) -> tuple[str, str]:
    return row["object_person"], row["object_organisation"]


def test_dates_are_in_order_and_none_is_to_come() -> None:
    for edge in EDGES:
        days = {name: date.fromisoformat(edge[name]) for name in ("since", "until", "on") if edge[name]}
        assert days["since"] <= days.get("until", date.max), edge
        assert max(days.values()) < date(2026, 1, 1), edge


def test_every_edge_says_how_it_is_known() -> None:
    assert {edge["basis"] for edge in EDGES} == {"stated", "document", "story"}
    assert {edge["confidence"] for edge in EDGES} == {"high", "medium", "low"}
    assert all(edge["note"] for edge in EDGES)


def test_some_people_tie_programmes_together_and_some_ties_have_ended() -> None:
    programmes = defaultdict(set)
    for edge in INVOLVEMENTS:
        programmes[edge["person"]].add(edge["programme"])
    del programmes[""]
    assert sum(len(each) == 3 for each in programmes.values()) >= 3
    assert sum(len(each) == 2 for each in programmes.values()) >= 20
    assert sum(bool(edge["until"]) for edge in EDGES) >= 30
    assert {row["slug"] for row in PEOPLE} == set(programmes)


def test_privacy_can_be_seen_because_people_chose_differently() -> None:
    for field in consent.Field:
        chosen = {row[f"shows_{field}"] for row in PEOPLE}
        assert len(chosen) >= 2, field
    assert {row["precision"] for row in PEOPLE} == {"nowhere", "region", "area"}
    assert sum(bool(row["source"]) for row in PEOPLE) >= 5  # not claimed: known from a made-up document


def test_who_has_not_claimed_their_profile_shows_neither_words_nor_place() -> None:
    for row in PEOPLE:
        if row["source"]:
            assert not row["offers"] + row["seeks"], row["slug"]
            assert row["source"].endswith("Made up for the demo network."), row["slug"]


def test_no_point_is_finer_than_a_kilometre_and_all_are_in_england() -> None:
    for row in PLACES + [row for row in GROUPS if row["latitude"]]:
        for column, low, high in (("latitude", SOUTH, NORTH), ("longitude", WEST, EAST)):
            assert len(row[column].partition(".")[2]) <= 2, row["slug"]
            assert low < float(row[column]) < high, row["slug"]


def test_every_place_says_that_it_is_made_up() -> None:
    for row in PLACES:
        assert row["name"].endswith(" (made up)")
        assert row["summary"].endswith("Made up for the demo network.")


def test_whoever_can_sign_in_has_a_profile() -> None:
    assert {login.name for login in LOGINS} <= {row["name"] for row in PEOPLE}
