"""Names as people type them: `name__folded__contains` finds “Élan Vital” for `elan`, on either database.

Decides what counts as the same letter: upper and lower case do, and a letter with or without its accents and vowel
marks. Left to themselves PostgreSQL minds accents, and SQLite the case of everything beyond English. Both sides of
a comparison go through the database, so that they are folded alike.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, TextField, Transform

# Latin, Greek and Cyrillic accents; Hebrew points; Arabic vowel marks. Taken away once letters are taken apart.
MARKS = "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]"
_marks = re.compile(MARKS)


def fold(text: str) -> str:
    return _marks.sub("", unicodedata.normalize("NFKD", text)).lower()


class Folded(Transform):
    """A name without case and accents: to be searched, or sorted by."""

    lookup_name = "folded"
    bilateral = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="folded", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"LOWER(REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKD), '{MARKS}', '', 'g'))"
        return self.as_sql(compiler, connection, template=template, **context)


def register() -> None:
    for field in (CharField, TextField):
        field.register_lookup(Folded)


def teach(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """SQLite can be taught functions, one connection at a time."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("folded", 1, _fold_or_nothing, deterministic=True)


def _fold_or_nothing(text: str | None) -> str | None:
    return None if text is None else fold(text)
