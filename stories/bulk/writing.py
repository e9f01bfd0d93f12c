"""Many rows written in one statement, without an object for each.

On PostgreSQL the rows travel as one JSON parameter and the statement says of what types they are: a tenth of what
`bulk_create` and `bulk_update` cost, which build and quote a statement as long as the data. Elsewhere it is
`bulk_create`. Model signals are not sent, `auto_now` is not heeded, and rows are by column (`source_id`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model

from stories.bulk import session
from stories.bulk.rows import Row, as_json, column_types, declared


class Each(NamedTuple):
    """What a column holds in those rows of a table that say `where`: the programmes of a source."""

    model: type[Model]
    column: str
    where: Row


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows for one table, all with the same columns; those nobody names get the model's defaults.

    `common` holds what every row says alike; with `each`, every row is there once for each of those values. Where a
    row is there already it is left alone (`ignore_conflicts`), or takes over the new values of the columns `update`
    when it has the same `unique` ones.
    """

    model: type[Model]
    rows: Sequence[Row]
    common: Row = field(default_factory=dict)
    ignore_conflicts: bool = False
    unique: tuple[str, ...] = ()
    update: tuple[str, ...] = ()
    each: Each | None = None

    def sql(self) -> str:
        columns, common = tuple(self.rows[0]), tuple(self.common)
        each = self.each and (self.each.model, self.each.column, tuple(self.each.where))
        return _statement(self.model, columns, common, self.ignore_conflicts, self.unique, self.update, each)

    def parameters(self) -> list[Any]:
        where = self.each.where.values() if self.each else ()
        return [*self.common.values(), as_json(self.rows), *where]

    def all_rows(self) -> list[Row]:
        """Every row as it stands in the table, for databases that are told row by row."""
        if self.each is None:
            return [{**self.common, **row} for row in self.rows]
        model, column, where = self.each
        values = model._default_manager.filter(**where).values_list(column, flat=True)
        return [{**self.common, **row, column: value} for value in values for row in self.rows]


def insert(
    model: type[Model],
    rows: Sequence[Row],
    *,
    ignore_conflicts: bool = False,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows into one table; see `Insert`."""
    insert_all(
        Insert(model, rows, ignore_conflicts=ignore_conflicts, unique=tuple(unique), update=tuple(update))
    )


def insert_all(*inserts: Insert) -> None:
    """Insert rows into several tables, on PostgreSQL in one statement. None of them may lean on another's rows."""
    filled = [one for one in inserts if one.rows]
    if not filled:
        return
    if connection.vendor != "postgresql":
        for one in filled:
            _as_objects(one)
        return
    *others, last = filled
    parts = ", ".join(f"part{number} AS ({one.sql()})" for number, one in enumerate(others))
    with session.cursor() as cursor:
        sql = f"WITH {parts} {last.sql()}" if parts else last.sql()
        cursor.execute(sql, [value for one in filled for value in one.parameters()])


def update(model: type[Model], values: Row, *, where: Row) -> int:
    """`filter(**where).update(**values)` for plain values: what takes longest is to build it of expressions."""
    fields = _fields(model)
    given = [(fields[name], value) for name, value in (*values.items(), *where.items())]
    with session.cursor() as cursor:
        cursor.execute(
            _update(model, tuple(values), tuple(where)),
            [_prepared(field, value) for field, value in given],
        )
        return int(cursor.rowcount)


def _prepared(field: Field[Any, Any], value: Any) -> Any:
    """PostgreSQL's driver knows dates, bytes and lease tokens by itself."""
    return value if connection.vendor == "postgresql" else field.get_db_prep_save(value, connection)


@cache
def _update(model: type[Model], values: tuple[str, ...], where: tuple[str, ...]) -> str:
    fields = _fields(model)
    changes, held = ([f'"{fields[name].column}" = %s' for name in names] for names in (values, where))
    return f'UPDATE "{model._meta.db_table}" SET {", ".join(changes)} WHERE {" AND ".join(held)}'  # noqa: S608  # our own names


@cache
def _fields(model: type[Model]) -> dict[str, Field[Any, Any]]:
    return {one.name: one for one in model._meta.concrete_fields}


def insert_new(model: type[Model], rows: Sequence[Row], *, by: str, common: Row) -> dict[bytes, int]:
    """Insert those of the rows that are not there yet, and return their ids by the hash in the column `by`."""
    if not rows:
        return {}
    one = Insert(model, rows, common, ignore_conflicts=True)
    if connection.vendor == "postgresql":
        with session.cursor() as cursor:
            cursor.execute(f'{one.sql()} RETURNING "{by}", id', one.parameters())
            return {bytes(value): pk for value, pk in cursor.fetchall()}
    held = model._default_manager.filter(**{f"{by}__among": [row[by] for row in rows]})
    before = {bytes(value) for value in held.values_list(by, flat=True)}
    _as_objects(one)
    return {bytes(value): pk for value, pk in held.values_list(by, "pk") if bytes(value) not in before}


@cache
def _statement(
    model: type[Model],
    columns: tuple[str, ...],
    common: tuple[str, ...],
    ignore_conflicts: bool,
    unique: tuple[str, ...],
    update: tuple[str, ...],
    each: tuple[type[Model], str, tuple[str, ...]] | None,
) -> str:
    other, column, where = each or (None, "", ())
    multiplied = [column] if other else []
    types, defaults = column_types(model), _defaults(model, (*columns, *common, *multiplied))
    names = ", ".join(f'"{name}"' for name in (*common, *columns, *multiplied, *defaults))
    said = (*(f"%s::{types[name]}" for name in common), *(f'told."{name}"' for name in columns))
    values = ", ".join([*said, *(f'each."{name}"' for name in multiplied), *defaults.values()])
    told = f"json_to_recordset(%s) AS told({declared(model, columns)})"
    if other:
        those = " AND ".join(f'each."{name}" = %s' for name in where)
        told = f'{told} JOIN "{other._meta.db_table}" AS each ON {those}'
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
    for one in model._meta.concrete_fields:
        default = None if one.primary_key or one.column in columns else one.get_default()
        if default is not None:
            quoted = str(default).replace("'", "''").replace("%", "%%")
            found[str(one.column)] = f"'{quoted}'"
    return found


def _as_objects(one: Insert) -> None:
    by_column = {field.column: field.name for field in one.model._meta.concrete_fields}
    one.model._default_manager.bulk_create(
        [one.model(**row) for row in one.all_rows()],
        ignore_conflicts=one.ignore_conflicts,
        update_conflicts=bool(one.update),
        unique_fields=[by_column[name] for name in one.unique] or None,
        update_fields=[by_column[name] for name in one.update] or None,
    )
