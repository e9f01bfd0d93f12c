"""`manage.py reclean`: stories cleaned by an older cleaner are cleaned again. After an upgrade that says so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stories.ingest.recleaning import reclean


class Command(BaseCommand):
    help = "Clean the words of stories again that an older version of the cleaner has cleaned."

    def handle(self, *args: Any, **options: Any) -> None:
        seen = changed = 0
        for batch in reclean():
            seen, changed = seen + batch.seen, changed + batch.changed
            self.stderr.write(f"{seen} stories so far")
        self.stdout.write(f"{seen} stories cleaned again, {changed} of them changed")
