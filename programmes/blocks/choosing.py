"""How blocks name things: programmes and kinds in a list, areas and those of the who's-who in a chooser.

Apps above this one are named only as strings: their models, and the address of their chooser.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser
from wagtail.coreutils import resolve_model_string


def programmes() -> list[tuple[str, str]]:
    """By slug: a page outlives the row it was written for, and then shows the whole network."""
    return list(apps.get_model("programmes.Programme").objects.values_list("slug", "name"))


def kinds() -> list[tuple[str, str]]:
    """What a story can be."""
    return [(value, str(label)) for value, label in apps.get_model("stories.Story").Kind.choices]


class NamedChooserBlock(blocks.ChooserBlock):
    """Chooses one row of a model, through the chooser at that address."""

    model = ""
    chooser = ""
    choose = _("Choose")

    @cached_property
    def target_model(self) -> Any:
        return resolve_model_string(self.model)

    @cached_property
    def widget(self) -> Any:
        attributes = {
            "model": self.model,
            "chooser_modal_url_name": f"{self.chooser}:choose",
            "choose_one_text": self.choose,
            "icon": self.meta.icon,
            "show_edit_link": False,
        }
        return type("NamedChooser", (BaseChooser,), attributes)()


class AreaChooserBlock(NamedChooserBlock):
    model = "programmes.Area"
    chooser = "area_chooser"
    choose = _("Choose an area")

    class Meta:
        icon = "site"
        label = _("Area")


class PersonChooserBlock(NamedChooserBlock):
    model = "people.Person"
    chooser = "person_chooser"
    choose = _("Choose a person")

    class Meta:
        icon = "user"
        label = _("Person")


class OrganisationChooserBlock(NamedChooserBlock):
    model = "people.Organisation"
    chooser = "organisation_chooser"
    choose = _("Choose an organisation")

    class Meta:
        icon = "group"
        label = _("Organisation")
