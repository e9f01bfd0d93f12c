"""Many rows found in one statement, by many values, without a placeholder for each value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Field, Lookup, Model, QuerySet
from django.db.models.lookups import In
from psycopg.types.datetime import TimestamptzLoader

from stories.bulk import session

M = TypeVar("M", bound=Model)
Plain = int | str | bytes | datetime


@Field.register_lookup
class Among(Lookup[Any]):
    """`digest__among=values` is `digest__in=values` for many plain values: they travel as one array.

    Nothing is asked of each value on its way, which with a hundred hashes is most of what such a query costs.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return In(self.lhs, list(self.rhs)).as_sql(compiler, connection)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*params, array(self.rhs)]


class Condition(NamedTuple):
    """The end of a condition in a statement that is written out, and its parameters."""

    sql: str
    values: list[Any]


def among(values: Iterable[Plain]) -> Condition:
    """That a column is one of these ids, words or hashes: `digest {among(digests).sql}`. Nothing is among none."""
    if connection.vendor == "postgresql":
        return Condition("= ANY(%s)", [array(values)])
    listed = list(values)
    return Condition(f"IN ({', '.join(['%s'] * len(listed))})", listed)


def array(values: Iterable[Plain]) -> str:
    """As PostgreSQL writes an array; to have each value adapted takes longer than to look it up."""
    return f"{{{','.join(map(_element, values))}}}"


def _element(value: Plain) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    written = value.isoformat() if isinstance(value, datetime) else value
    escaped = written.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def fetch(sql: str, values: Sequence[Any], *, prepared: bool = False) -> list[tuple[Any, ...]]:
    """All rows of a query that is written out, `prepared` if it is to be planned once only (see `session.cursor`).

    PostgreSQL's driver reads the dates itself: Django's reader, in Python, takes longer than all else about them.
    """
    with session.cursor() if prepared else connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def tuples(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of a `values_list`, many of them, of columns that PostgreSQL's driver needs no help with."""
    return fetch(*rows.query.sql_with_params()) if connection.vendor == "postgresql" else list(rows)


def objects(model: type[M], pks: Iterable[int]) -> list[M]:
    """`filter(pk__in=pks)` in no order; to build that of expressions takes longer than to find a row or two."""
    if connection.vendor != "postgresql":
        return list(model._default_manager.filter(pk__in=list(pks)))
    names = [one.attname for one in model._meta.concrete_fields]
    return [model.from_db(connection.alias, names, row) for row in fetch(_by_number(model), [array(pks)])]


@cache
def _by_number(model: type[Model]) -> str:
    columns = ", ".join(f'"{one.column}"' for one in model._meta.concrete_fields)
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE id = ANY(%s)'  # noqa: S608  # our own names


def ids(model: type[Model], by: str, values: Collection[str | bytes]) -> dict[Any, int]:
    """The ids of the rows that have one of these values in the column `by`, which no two share, by that value."""
    if not values:
        return {}
    sought = among(values)
    # Built of expressions, so small a query takes longer to make than to run.
    sql = f'SELECT "{by}", id FROM "{model._meta.db_table}" WHERE "{by}" {sought.sql}'  # noqa: S608  # our own names
    return dict(fetch(sql, sought.values))
