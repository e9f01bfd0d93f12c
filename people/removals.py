"""Who asked not to be here. What identified them is kept only as a keyed hash, which every import asks first."""

from __future__ import annotations

import unicodedata

from django.db import transaction

from people.models import Person, Removal
from programmes.hashing import keyed_hash


def digest(name: str) -> bytes:
    """The same for every spelling of case, accents' encoding and spaces; nobody without the key can try names."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return keyed_hash(f"name:{plain}")


def asked_to_be_left_out(name: str) -> bool:
    return Removal.objects.filter(digest=digest(name)).exists()


@transaction.atomic
def erase(person: Person) -> None:
    """Their entry goes, with its roles and ties; the name stays out."""
    Removal.objects.get_or_create(digest=digest(person.display_name))
    person.delete()
