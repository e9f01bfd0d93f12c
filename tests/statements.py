"""What was sent to the database, word for word: Django's own log keeps nothing of a statement that was prepared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?stories_story')


@contextmanager
def sent() -> Iterator[list[str]]:
    """The statements that are sent meanwhile, without the values that travel beside them."""
    statements: list[str] = []

    def noted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        yield statements


def writes(statements: Iterable[str]) -> list[str]:
    """Those that touch a table of stories or of what hangs on them."""
    return [sql for sql in statements if _WRITES.search(sql)]
