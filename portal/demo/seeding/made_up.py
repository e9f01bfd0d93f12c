"""The mark that everything invented carries, where its files are, and people made of nothing but a name."""

from __future__ import annotations

from pathlib import Path

from django.utils.text import slugify

from people.models import Person
from programmes.models import Area

MADE_UP = "Made up for the demo network"
CAST = Path(__file__).parent.parent / "cast"


def person(name: str, area: Area | None = None) -> Person:
    """The made-up person of this name, made when there is none."""
    found, _ = Person.objects.get_or_create(
        slug=slugify(name),
        defaults={
            "display_name": name,
            "is_fictional": True,
            "area": area,
            "precision": Person.Precision.AREA if area else Person.Precision.NOWHERE,
            "source_note": f"{MADE_UP}.",
        },
    )
    return found
