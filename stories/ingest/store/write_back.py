"""Write down the attempts that brought nothing new: all of a claim together, never one commit per source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from stories.ingest.store.outcome import Outcome
from stories.models import Fetch, Source

_OF_FETCH = (
    "source_id", "lease_token", "started_at", "finished_at", "code", "status", "bytes", "ms", "new", "changed",
    "note",
)  # fmt: skip


def write_back(token: UUID, outcomes: Sequence[Outcome]) -> int:
    """Update the sources that still bear this token, with a fetch row each; returns how many there were.

    A source whose lease another worker has taken over is left alone, and so is its log.
    """
    if not outcomes:
        return 0
    # A sweep of thousands of quiet sources is little else than this: PostgreSQL gets one statement for fifty.
    write = _in_one_statement if connection.vendor == "postgresql" else _row_by_row
    with transaction.atomic():
        written: set[int] = set()
        for alike in _by_columns(outcomes):
            written |= write(token, alike)
        for outcome in outcomes:
            if outcome.source_id in written:
                for row in outcome.with_it:
                    row.save(force_insert=True)
    return len(written)


def _by_columns(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Those that change the same columns together; mostly all of them."""
    groups: dict[tuple[str, ...], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(tuple(sorted(outcome.columns)), []).append(outcome)
    return list(groups.values())


def _row_by_row(token: UUID, outcomes: Sequence[Outcome]) -> set[int]:
    ours = Source.objects.filter(lease_token=token)
    written = [o for o in outcomes if ours.filter(pk=o.source_id).update(**o.source_columns())]
    Fetch.objects.bulk_create(outcome.fetch_row() for outcome in written)
    return {outcome.source_id for outcome in written}


def _in_one_statement(token: UUID, outcomes: Sequence[Outcome]) -> set[int]:
    """The same as rows of JSON: whoever still holds its lease is updated, and whoever was updated is logged."""
    told = [_told(outcome) for outcome in outcomes]
    sql = _statement(tuple(outcomes[0].source_columns()))
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(told, default=_plain), token])
        return {pk for (pk,) in cursor.fetchall()}


def _told(outcome: Outcome) -> dict[str, Any]:
    row = outcome.fetch_row()
    of_fetch = {f"fetch_{name}": getattr(row, name) for name in _OF_FETCH}
    return of_fetch | outcome.source_columns()


@cache
def _statement(columns: tuple[str, ...]) -> str:
    """Names are those of our own models' columns; values travel apart from it."""
    types = {f"fetch_{name}": _type(Fetch, name) for name in _OF_FETCH}
    types |= {name: _type(Source, name) for name in columns}
    declared = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    changes = ", ".join(f'"{name}" = told."{name}"' for name in columns)
    logged = ", ".join(f'"{name}"' for name in _OF_FETCH)
    values = ", ".join(f'told."fetch_{name}"' for name in _OF_FETCH)
    return f"""
        WITH told AS (SELECT * FROM json_to_recordset(%s) AS told({declared})),
        held AS (
            UPDATE stories_source AS source SET {changes} FROM told
            WHERE source.id = told.fetch_source_id AND source.lease_token = %s RETURNING source.id
        )
        INSERT INTO stories_fetch ({logged})
        SELECT {values} FROM told JOIN held ON held.id = told.fetch_source_id RETURNING source_id
    """  # noqa: S608  # our own names


def _type(model: type[Model], column: str) -> str:
    fields = {field.column: field for field in model._meta.concrete_fields}
    return str(
        fields[column].rel_db_type(connection)
        if column == "source_id"
        else fields[column].db_type(connection)
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime | UUID):
        return value.isoformat() if isinstance(value, datetime) else str(value)
    if isinstance(value, bytes | memoryview):
        return f"\\x{value.hex()}"
    raise TypeError(type(value).__name__)
