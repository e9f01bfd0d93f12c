"""The CMS's groups and permissions, written again from the memberships."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from portal import roles


class Command(BaseCommand):
    help = "Write the CMS's groups and permissions from the memberships. Harmless when repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")

    def handle(self, *args: Any, migrate: bool, **options: Any) -> None:
        if migrate:
            call_command("migrate", interactive=False, stdout=self.stdout)
        roles.reconcile()
        self.stdout.write("Groups and permissions follow the memberships.")
