"""What was sent to the database, word for word: Django's own log keeps nothing of a statement that was prepared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?stories_story')


class Sent(NamedTuple):
    """A statement, and the values that belong in it."""

    sql: str
    values: Any


@contextmanager
def sent() -> Iterator[list[Sent]]:
    """The statements that are sent meanwhile."""
    statements: list[Sent] = []

    def noted(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        statements.append(Sent(sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(noted):
        yield statements


def writes(statements: Iterable[Sent]) -> list[str]:
    """Those that touch a table of stories or of what hangs on them."""
    return [sql for sql, _values in statements if _WRITES.search(sql)]
