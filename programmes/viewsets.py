"""Programmes and areas in the CMS. Their pages are edited in the page tree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Field, Max
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from programmes import colour
from programmes.models import Area, Membership, Programme
from programmes.role_form import ChangedMembershipForm, MembershipForm

_GREEN = "#5a8f2f"


class AddProgramme(CreateView):
    """Begins with what would work: a colour nobody has, and the next place in the cord."""

    def get_initial(self) -> dict[str, Any]:
        programmes = Programme.objects.all()
        free = colour.nearest_usable(_GREEN, beside=programmes.values_list("colour", flat=True))
        last = programmes.aggregate(last=Max("position"))["last"]
        initial: dict[str, Any] = super().get_initial()
        return initial | {"colour": free, "position": 0 if last is None else last + 1}


class ProgrammeViewSet(ModelViewSet):
    """The threads: name, colour, and their place in the cord."""

    model = Programme
    add_view_class = AddProgramme
    icon = "list-ul"
    list_display = ["name", "position", "starts_on", "ends_on"]
    search_fields = ["name", "summary"]
    search_backend_name = None
    inspect_view_enabled = True
    form_fields = ["name", "slug", "summary", "colour", "starts_on", "ends_on", "position"]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], **kwargs: Any) -> forms.Field | None:
        if db_field.name == "colour":
            kwargs["widget"] = forms.TextInput(attrs={"type": "color"})
        return db_field.formfield(**kwargs)


class AreaViewSet(ModelViewSet):
    """Where programmes happen. Once edited here, a row no longer follows the file it came from."""

    model = Area
    icon = "site"
    list_display = ["name", "programme", "local_authority", "region", "confidence"]
    list_filter = ["programme", "kind", "region", "wave", "confidence"]
    list_per_page = 50
    search_fields = ["name", "place", "local_authority"]
    search_backend_name = None
    inspect_view_enabled = True
    form_fields = [
        "programme",
        "kind",
        "name",
        "slug",
        "place",
        "local_authority",
        "region",
        "summary",
        "announced_on",
        "wave",
        "latitude",
        "longitude",
        "precision",
        "source",
        "confidence",
    ]


class MembershipViewSet(ModelViewSet):
    """Who may do what, and for which programme. The rights in the CMS follow by themselves."""

    model = Membership
    icon = "user"
    menu_label = _("Roles")
    list_display = ["user", "role", "programme", "area", "since"]
    list_filter = ["role", "programme"]
    list_per_page = 50
    search_fields = ["user__email", "user__name"]
    search_backend_name = None
    ordering = ["user__email", "pk"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Membership]]:
        return ChangedMembershipForm if for_update else MembershipForm


class ProgrammesGroup(ModelViewSetGroup):
    menu_label = _("Programmes")
    menu_icon = "list-ul"
    menu_order = 210
    items = (ProgrammeViewSet, AreaViewSet, MembershipViewSet)


programmes_group = ProgrammesGroup()
