"""Write down the attempts that brought nothing new: all of a claim together, never one commit per source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, transaction

from stories import bulk
from stories.ingest.store.outcome import Outcome
from stories.models import Fetch, Source

_OF_FETCH = (
    "source_id", "lease_token", "started_at", "finished_at", "code", "status", "bytes", "ms", "new", "changed",
    "note",
)  # fmt: skip


def write_back(outcomes: Sequence[Outcome]) -> int:
    """Update the sources that still bear their outcome's token, with a fetch row each; returns how many there were.

    A source whose lease another worker has taken over is left alone, and so is its log.
    """
    if not outcomes:
        return 0
    # A sweep of thousands of quiet sources is little else than this: PostgreSQL gets one statement for all.
    write = _in_one_statement if connection.vendor == "postgresql" else _as_objects
    groups = _by_columns(outcomes)
    if write is _in_one_statement and len(groups) == 1 and not any(outcome.with_it for outcome in outcomes):
        return len(write(groups[0]))  # a transaction of its own, without being asked to begin and to end it
    with transaction.atomic():
        written: set[int] = set()
        for group in groups:
            written |= write(group)
        for outcome in outcomes:
            if outcome.source_id in written:
                for row in outcome.with_it:  # what is owed already is no error
                    type(row)._default_manager.bulk_create([row], ignore_conflicts=True)
    return len(written)


def _by_columns(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Those that change the same columns together; mostly all of them."""
    groups: dict[tuple[str, ...], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(tuple(sorted(outcome.columns)), []).append(outcome)
    return list(groups.values())


def _as_objects(outcomes: Sequence[Outcome]) -> set[int]:
    tokens = {outcome.source_id: outcome.lease_token for outcome in outcomes}
    rows = {pk: row for pk, row in Source.objects.in_bulk(tokens).items() if row.lease_token == tokens[pk]}
    written = [outcome for outcome in outcomes if outcome.source_id in rows]
    for outcome in written:
        for column, value in outcome.source_columns().items():
            setattr(rows[outcome.source_id], column, value)
    if written:
        Source.objects.bulk_update(rows.values(), list(written[0].source_columns()))
    Fetch.objects.bulk_create(outcome.fetch_row() for outcome in written)
    return set(rows)


def _in_one_statement(outcomes: Sequence[Outcome]) -> set[int]:
    """The same as rows of JSON: whoever still holds its lease is updated, and whoever was updated is logged."""
    told = [_told(outcome) for outcome in outcomes]
    sql = _statement(tuple(outcomes[0].columns))
    # Their numbers apart, too: JSON tells the planner nothing, and it would look through all rows for these.
    values = [bulk.as_json(told), bulk.array(outcome.source_id for outcome in outcomes)]
    return {pk for (pk,) in bulk.fetch(sql, values, prepared=True)}


def _told(outcome: Outcome) -> dict[str, Any]:
    of_fetch = outcome.fetch_columns()
    return {f"fetch_{name}": of_fetch[name] for name in _OF_FETCH} | outcome.columns


@cache
def _statement(columns: tuple[str, ...]) -> str:
    """Names are those of our own models' columns; values travel apart from it."""
    declared = bulk.declared(Fetch, _OF_FETCH, prefix="fetch_"), bulk.declared(Source, columns)
    head = ", ".join(filter(None, declared))
    # What an attempt changes in any case (`Outcome.source_columns`) follows from its own row.
    changes = ", ".join(
        [
            "last_code = told.fetch_code, last_fetched_at = told.fetch_finished_at",
            "leased_until = NULL, lease_token = NULL",
            *(f'"{name}" = told."{name}"' for name in columns),
        ]
    )
    logged = ", ".join(f'"{name}"' for name in _OF_FETCH)
    values = ", ".join(f'told."fetch_{name}"' for name in _OF_FETCH)
    return f"""
        WITH told AS (SELECT * FROM json_to_recordset(%s) AS told({head})),
        held AS (
            UPDATE stories_source AS source SET {changes} FROM told
            WHERE source.id = ANY(%s) AND source.id = told.fetch_source_id
                AND source.lease_token = told.fetch_lease_token
            RETURNING source.id
        )
        INSERT INTO stories_fetch ({logged})
        SELECT {values} FROM told JOIN held ON held.id = told.fetch_source_id RETURNING source_id
    """  # noqa: S608  # our own names
