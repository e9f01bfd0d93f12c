"""A feed before anybody has decided in which form it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stories.outputs.items import Item
from stories.outputs.news import BEGINNING


@dataclass(frozen=True)
class Channel:
    """Whose stories, where they can be read as a page, and the stories. Addresses are whole."""

    id: str
    title: str
    description: str
    network: str
    language: str
    page: str
    address: str
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        """When something in it last changed; of an empty one, never."""
        return max((item.updated for item in self.items), default=BEGINNING)
