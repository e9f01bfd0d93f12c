"""Rows on their way into a statement: as one JSON parameter, and what PostgreSQL is told of their types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model

Row = Mapping[str, Any]


def as_json(rows: Sequence[Row]) -> str:
    """Rows as `json_to_recordset` reads them back, with the types that `declared` names."""
    return orjson.dumps(rows, default=_plain).decode()


def declared(model: type[Model], columns: Sequence[str], *, prefix: str = "") -> str:
    """The columns with their types in the database, for the head of a `json_to_recordset`."""
    types = column_types(model)
    return ", ".join(f'"{prefix}{column}" {types[column]}' for column in columns)


def column_types(model: type[Model]) -> dict[str, str | None]:
    return {str(field.column): field.db_type(connection) for field in model._meta.concrete_fields}


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return f"\\x{value.hex()}"
    raise TypeError(type(value).__name__)
