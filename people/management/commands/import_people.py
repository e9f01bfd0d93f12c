"""`manage.py import_people`: organisations and people of the founding programmes, and their ties."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people import reference


class Command(BaseCommand):
    help = (
        "Import the organisations of the founding programmes, the eight people named in the founding post, and "
        "the evidence for what they do. Can be repeated; needs `load_areas` first."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Organisations: {reference.load_organisations()}")
        self.stdout.write(f"People: {reference.load_people()}")
        try:
            self.stdout.write(f"Involvements: {reference.load_involvements()}")
        except reference.ProgrammesMissing as missing:
            raise CommandError("There are no programmes yet: run `manage.py load_areas` first.") from missing
        self.stdout.write(f"Relationships: {reference.load_relationships()}")
