"""`manage.py seed_demo`: fill the database with the demo network. Harmless when repeated."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.demo import seed
from portal.demo.migrating import migrate
from portal.demo.seeding import sources


class Command(BaseCommand):
    help = "Fill the database with the demo network: facts, places, people and the blogs. Can be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="Leave a network alone that was filled before, as `make run` does.",
        )

        parser.add_argument("--migrate", action="store_true", help="Bring the database up to date first.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migrate"]:
            migrate(self.stdout.write)
        if options["once"] and seed.is_done():
            self.stdout.write("The demo network is there already.")
        else:
            seed.seed(now=timezone.now(), say=self.stdout.write)
        seed.find_ourselves()
        sources.look_now(now=timezone.now())
