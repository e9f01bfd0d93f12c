"""`manage.py load_areas`: the founding programmes, their areas, and the pages to begin with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from programmes import reference, site_tree


class Command(BaseCommand):
    help = (
        "Load the three founding programmes, their areas and projects, and make the pages that are missing. "
        "Can be repeated: rows follow the files until staff edit them, pages are never changed again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Programmes: {reference.load_programmes()}")
        self.stdout.write(f"Areas: {reference.load_areas()}")
        self.stdout.write(f"Pages: {site_tree.plant()} new")
