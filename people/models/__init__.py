"""People and organisations, and the edges between them."""

from __future__ import annotations

from people.models.organisation import Organisation
from people.models.person import FieldVisibility, Person, Removal
from people.models.relationship import Evidence, Involvement, Relationship

__all__ = ["Evidence", "FieldVisibility", "Involvement", "Organisation", "Person", "Relationship", "Removal"]
