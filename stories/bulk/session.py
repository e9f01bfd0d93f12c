"""How a statement reaches the database that is sent again and again, or with much in it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


def cursor() -> CursorWrapper:
    """On PostgreSQL, one that sends its parameters beside the statement, as the rows of a table may be 200 kB.

    Django's usual one writes them into it as literals: PostgreSQL needs a third longer to read it. What goes
    through this one is planned once a session where the settings allow it (`prepare_threshold`), so it must be of a
    kind whose plan stays right while a table grows: by number or key, or that only inserts.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    ours: Any = connection  # its types know neither of these
    binding: Any = ServerBindingCursor
    made: CursorWrapper = ours._prepare_cursor(binding(ours.connection))
    return made
