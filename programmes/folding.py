"""Names as people type them: `name__folded__contains` finds “Élan Vital” for `elan`, on either database.

Decides what counts as the same letter: upper and lower case do, ß and ss, and a letter with or without its accents
and vowel marks. Left to themselves PostgreSQL minds accents, and SQLite the case of everything beyond English. Both
sides of a comparison go through the database, so that they are folded alike. The search, which folds in Python
(`portal/search/words.py`), begins with the same letters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, TextField, Transform

# Latin, Greek and Cyrillic accents; Hebrew points, but not its hyphen and stops; Arabic vowel marks.
MARKS = "[\u0300-\u034e\u0350-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]"
_marks = re.compile(MARKS)
# For PostgreSQL: what `str.casefold` does to letters that are taken apart, and lower case does not. Final sigma,
# capital sharp s and iota below become others, and ß becomes two.
_LEFT, _FOLDED = "\u03c2\u1e9e\u0345", "\u03c3\u00df\u03b9"


def letters(text: str) -> str:
    """Without case, and with every letter taken apart from its marks."""
    return unicodedata.normalize("NFKD", text).casefold()


def fold(text: str) -> str:
    return _marks.sub("", letters(text))


class Folded(Transform):
    """A name without case and accents: to be searched, or sorted by."""

    lookup_name = "folded"
    bilateral = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="folded", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        lower = f"TRANSLATE(LOWER(NORMALIZE(%(expressions)s, NFKD)), '{_LEFT}', '{_FOLDED}')"
        template = f"REGEXP_REPLACE(REPLACE({lower}, '\u00df', 'ss'), '{MARKS}', '', 'g')"
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
