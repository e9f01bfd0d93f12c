"""Many rows, or many values, in one statement: found in `lookups.py`, written in `writing.py`."""

from stories.bulk.lookups import among, array, fetch, ids, objects, tuples
from stories.bulk.rows import Row, as_json, declared
from stories.bulk.writing import Each, Insert, insert, insert_all, insert_new, update

__all__ = [
    "Each",
    "Insert",
    "Row",
    "among",
    "array",
    "as_json",
    "declared",
    "fetch",
    "ids",
    "insert",
    "insert_all",
    "insert_new",
    "objects",
    "tuples",
    "update",
]
