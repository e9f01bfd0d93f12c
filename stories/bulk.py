"""Many rows in one statement, without an object for each of them and a placeholder for each of their values.

On PostgreSQL the rows travel as one JSON parameter and the statement says of what types they are: a tenth of what
`bulk_create` and `bulk_update` cost, which build and quote a statement as long as the data. Elsewhere it is
`bulk_create`. Model signals are not sent, `auto_now` is not heeded, and rows are by column (`source_id`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

Row = Mapping[str, Any]


def insert(
    model: type[Model],
    rows: Sequence[Row],
    *,
    ignore_conflicts: bool = False,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows that all have the same columns; the others get the model's defaults.

    Where a row is there already it is left alone (`ignore_conflicts`), or takes over the new values of the columns
    `update` when it has the same `unique` ones.
    """
    if not rows:
        return
    if connection.vendor != "postgresql":
        _as_objects(model, rows, ignore_conflicts, unique, update)
        return
    columns = tuple(rows[0])
    sql = _statement(model, columns, ignore_conflicts, tuple(unique), tuple(update))
    with _cursor() as cursor:
        cursor.execute(sql, [as_json(rows)])


def _cursor() -> CursorWrapper:
    """One that sends its parameters beside the statement, as the rows of a table may be 200 kB.

    Django's usual one writes them into it as literals: PostgreSQL needs a third longer to read it.
    """
    connection.ensure_connection()
    ours: Any = connection  # its types know neither of these
    cursor: Any = ServerBindingCursor
    prepared: CursorWrapper = ours._prepare_cursor(cursor(ours.connection))
    return prepared


def as_json(rows: Sequence[Row]) -> str:
    """Rows as `json_to_recordset` reads them back, with the types that `declared` names."""
    return json.dumps(rows, default=_plain)


def declared(model: type[Model], columns: Sequence[str], *, prefix: str = "") -> str:
    """The columns with their types in the database, for the head of a `json_to_recordset`."""
    types = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
    return ", ".join(f'"{prefix}{column}" {types[column]}' for column in columns)


@cache
def _statement(
    model: type[Model],
    columns: tuple[str, ...],
    ignore_conflicts: bool,
    unique: tuple[str, ...],
    update: tuple[str, ...],
) -> str:
    defaults = _defaults(model, columns)
    names = ", ".join(f'"{name}"' for name in (*columns, *defaults))
    values = ", ".join([*(f'told."{name}"' for name in columns), *defaults.values()])
    told = f"json_to_recordset(%s) AS told({declared(model, columns)})"
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {told}'  # noqa: S608  # our own names
    if ignore_conflicts:
        return f"{sql} ON CONFLICT DO NOTHING"
    if update:
        changes = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in update)
        target = ", ".join(f'"{name}"' for name in unique)
        return f"{sql} ON CONFLICT ({target}) DO UPDATE SET {changes}"
    return sql


def _defaults(model: type[Model], columns: Sequence[str]) -> dict[str, str]:
    """What stands in the columns nobody names, as SQL; those that may be empty stay so."""
    found: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        default = None if field.primary_key or field.column in columns else field.get_default()
        if default is not None:
            quoted = str(default).replace("'", "''").replace("%", "%%")
            found[str(field.column)] = f"'{quoted}'"
    return found


def _as_objects(
    model: type[Model],
    rows: Sequence[Row],
    ignore_conflicts: bool,
    unique: Sequence[str],
    update: Sequence[str],
) -> None:
    by_column = {field.column: field.name for field in model._meta.concrete_fields}
    model._default_manager.bulk_create(
        [model(**row) for row in rows],
        ignore_conflicts=ignore_conflicts,
        update_conflicts=bool(update),
        unique_fields=[by_column[name] for name in unique] or None,
        update_fields=[by_column[name] for name in update] or None,
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return f"\\x{value.hex()}"
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)
