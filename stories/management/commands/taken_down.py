"""`manage.py taken_down [LIST]`: what was taken down, in the database and in the list beside it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stories import erasing, takedown
from stories.takedown.kept_list import NotOurs


class Command(BaseCommand):
    help = (
        "Bring the list of what was taken down and the database together: after a backup was restored, what was "
        "taken down since goes again. Harmless when repeated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "list",
            nargs="?",
            type=Path,
            default=settings.TAKEN_DOWN_LIST,
            help="a file; VAR_DIR/taken-down.jsonl",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            erased = erasing.erase_again(options["list"], now=timezone.now())
            done = takedown.reconcile(options["list"], now=timezone.now())
        except (NotOurs, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{done.learned} marks new to the database, {done.written} new to the list, "
            f"{done.removed + erased} stories taken down again."
        )
