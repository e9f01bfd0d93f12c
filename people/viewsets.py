"""Organisations and people in the CMS: what they are. Who may see what of a person is that person's choice."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from people.models import Organisation, Person


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "place", "replaced_by", "is_fictional"]
    list_filter = ["kind", "is_fictional"]
    list_per_page = 50
    search_fields = ["name", "short_name", "place"]
    search_backend_name = None
    inspect_view_enabled = True
    form_fields = [
        "name",
        "short_name",
        "slug",
        "kind",
        "summary",
        "website",
        "org_id",
        "place",
        "latitude",
        "longitude",
        "replaced_by",
        "is_fictional",
    ]


class PersonEdit(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Deleting the entry leaves what they told; who asks to be forgotten is erased on a page of its own."""
        erase = reverse("erase", args=[self.object.pk])
        last = Button(_("Erase everything of theirs"), url=erase, icon_name="bin", priority=30)
        return [*super().header_more_buttons, last]


class PersonViewSet(ModelViewSet):
    """Without the columns that belong to the person: their user, their point, when they claimed or left."""

    model = Person
    icon = "user"
    edit_view_class = PersonEdit
    list_display = ["display_name", "region", "area", "claimed_at", "is_fictional"]
    list_filter = ["region", "is_fictional"]
    list_per_page = 50
    search_fields = ["display_name", "summary"]
    search_backend_name = None
    form_fields = [
        "display_name",
        "slug",
        "summary",
        "offers",
        "seeks",
        "region",
        "area",
        "precision",
        "source_note",
        "is_fictional",
    ]


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("Who’s who")
    menu_icon = "group"
    menu_order = 220
    items = (OrganisationViewSet, PersonViewSet)


people_group = PeopleGroup()
