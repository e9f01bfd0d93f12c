"""Log lines: an event and its fields, `source fetched source=12 status=304`."""

from __future__ import annotations

import logging

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LineFormatter(logging.Formatter):
    """Time, level, logger, event, then whatever was passed as `extra`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        fields = {key: value for key, value in vars(record).items() if key not in _STANDARD}
        # Django's own records carry whole request objects; those say nothing on a line.
        shown = (f"{key}={value}" for key, value in fields.items() if isinstance(value, str | int | float))
        return " ".join([super().format(record), *shown])
