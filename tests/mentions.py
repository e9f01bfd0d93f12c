"""Where in the database a word still stands: what is gone for good is in no table."""

from __future__ import annotations

from django.apps import apps
from django.db import connection


def rows_that_mention(word: str) -> list[str]:
    """The tables in which it stands, in whatever column."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            if any(word in str(value).lower() for row in cursor.fetchall() for value in row):
                found.append(model._meta.db_table)
    return found
