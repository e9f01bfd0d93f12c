"""`manage.py seed_demo`: fill the database with the demo network. Harmless when repeated."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Fill the database with the demo network. Harmless when repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do nothing if it was done before.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("nothing yet")
