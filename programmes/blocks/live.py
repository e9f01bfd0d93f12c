"""What the portal knows, by facet, as it is when the page is read: stories, people and organisations, areas.

A block keeps what was asked for, never what was found; its partial finds it, through the tags of the app it is of.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programmes.blocks.choosing import (
    AreaChooserBlock,
    OrganisationChooserBlock,
    PersonChooserBlock,
    kinds,
    programmes,
)


class StoriesBlock(blocks.StructBlock):
    """The newest public stories of a programme, an area, a kind."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    programme = blocks.ChoiceBlock(
        label=_("Programme"), choices=programmes, required=False, help_text=_("None: the whole network.")
    )
    area = AreaChooserBlock(required=False)
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=kinds, required=False, help_text=_("None: every kind.")
    )
    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=10)

    class Meta:
        icon = "doc-full"
        label = _("Newest stories")
        description = _("The newest stories of a programme, an area or a kind. New ones come by themselves.")
        template = "programmes/blocks/stories.html"
        preview_value = {"title": "Newest from everywhere", "programme": "", "kind": "", "count": 2}


class WhoBlock(blocks.StructBlock):
    """Some people and organisations, as each of them may be shown to whoever reads."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    who = blocks.StreamBlock(
        [("person", PersonChooserBlock()), ("organisation", OrganisationChooserBlock())],
        label=_("Who"),
        max_num=12,
    )

    class Meta:
        icon = "group"
        label = _("People and organisations")
        description = _("Some of the who’s-who, with what they choose to show, and the way to their pages.")
        template = "programmes/blocks/who.html"

    def get_preview_value(self) -> Any:
        """Two organisations, whichever there are: nobody's face is an example."""
        found = apps.get_model("people.Organisation").objects.values_list("pk", flat=True)[:2]
        who = [{"type": "organisation", "value": pk} for pk in found]
        return self.to_python({"title": str(_("Who to ask")), "who": who})


class AreasMapBlock(blocks.StructBlock):
    """The areas of a programme on the map, with the list of them beside it."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    programme = blocks.ChoiceBlock(label=_("Programme"), choices=programmes)

    class Meta:
        icon = "site"
        label = _("Map of areas")
        description = _("Where a programme happens: its areas on a map, and by name for those without one.")
        template = "programmes/blocks/areas.html"

    def get_preview_value(self) -> Any:
        """A programme that has areas with pages."""
        pages = apps.get_model("programmes.AreaPage").objects.live()
        slug = pages.values_list("area__programme__slug", flat=True).first() or ""
        return self.to_python({"title": str(_("Where it happens")), "programme": slug})
