"""What stands in the guide: components, their examples, and the state each example shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What an example is there to show."""

    USUAL = "usual", _("Usual")
    LONG = "long", _("Long")
    EMPTY = "empty", _("Empty")
    RIGHT_TO_LEFT = "rtl", _("Right to left")
    NO_PICTURE = "no-picture", _("Missing picture")
    OTHER = "other", _("Also")


class Frame(models.TextChoices):
    """What a partial must stand in to be itself."""

    PLAIN = "plain"
    LIST = "list"  # it is an <li>
    CORD = "cord"  # it hangs from the cord by a knot
    WORDS = "words"  # it is part of a sentence


@dataclass(frozen=True)
class Example:
    """A component with one set of inputs."""

    state: State
    inputs: Mapping[str, Any]
    note: str | Promise = ""

    @property
    def turned(self) -> bool:
        """Shown as on a page that reads from right to left."""
        return self.state == State.RIGHT_TO_LEFT


@dataclass(frozen=True)
class Component:
    """One partial of templates/components, by its file's name without `.html`."""

    name: str
    examples: list[Example]
    frame: Frame = Frame.PLAIN

    @property
    def template(self) -> str:
        return f"components/{self.name}.html"

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Group:
    """Components that are used for one purpose."""

    slug: str
    title: str | Promise
    components: list[Component]
