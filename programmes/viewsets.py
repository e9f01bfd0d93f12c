"""Programmes and areas in the CMS, to those whose memberships reach them. Their pages are in the page tree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Field, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from programmes import colour, inviting, rights
from programmes.models import Area, Membership, Programme
from programmes.narrowing import (
    NarrowDelete,
    NarrowEdit,
    NarrowHistory,
    NarrowIndex,
    NarrowInspect,
    NarrowUsage,
)
from programmes.policies import AreaPolicy, ProgrammePolicy
from programmes.role_form import ChangedMembershipForm, MembershipForm

register_permission_policy(Programme, ProgrammePolicy(Programme), exact_class=True)
register_permission_policy(Area, AreaPolicy(Area), exact_class=True)

_GREEN = "#5a8f2f"
# What an officer writes about the programme; the rest would move the cord of every page.
_OFFICERS_WRITE = {"summary", "starts_on", "ends_on"}


class NarrowViewSet(ModelViewSet):
    """Every view of it asks about the row."""

    index_view_class = NarrowIndex
    edit_view_class = NarrowEdit
    delete_view_class = NarrowDelete
    inspect_view_class = NarrowInspect
    history_view_class = NarrowHistory
    usage_view_class = NarrowUsage
    copy_view_enabled = False
    inspect_view_enabled = True


class AddProgramme(CreateView):
    """Begins with what would work: a colour nobody has, and the next place in the cord."""

    def get_initial(self) -> dict[str, Any]:
        programmes = Programme.objects.all()
        free = colour.nearest_usable(_GREEN, beside=programmes.values_list("colour", flat=True))
        last = programmes.aggregate(last=Max("position"))["last"]
        initial: dict[str, Any] = super().get_initial()
        return initial | {"colour": free, "position": 0 if last is None else last + 1}


class EditProgramme(NarrowEdit):
    """Officers find the fields that are theirs to write, and no others."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if not rights.curating(self.request.user).everywhere:
            for name in set(form.fields) - _OFFICERS_WRITE:
                del form.fields[name]
        return form


class EditArea(NarrowEdit):
    """Offers the programmes its editor looks after."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        reach = rights.curating(self.request.user)
        form.fields["programme"].queryset = reach.narrow(Programme.objects.all(), through="pk")
        return form


class ProgrammeViewSet(NarrowViewSet):
    """The threads: name, colour, and their place in the cord."""

    model = Programme
    add_view_class = AddProgramme
    edit_view_class = EditProgramme
    icon = "list-ul"
    list_display = ["name", "position", "starts_on", "ends_on"]
    search_fields = ["name", "summary"]
    search_backend_name = None
    form_fields = ["name", "slug", "summary", "colour", "starts_on", "ends_on", "position"]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], **kwargs: Any) -> forms.Field | None:
        if db_field.name == "colour":
            kwargs["widget"] = forms.TextInput(attrs={"type": "color"})
        return db_field.formfield(**kwargs)


class AreaIndex(NarrowIndex):
    def get_base_queryset(self) -> QuerySet[Area]:
        rows: QuerySet[Area] = super().get_base_queryset()
        return rows.select_related("programme")


class AreaViewSet(NarrowViewSet):
    """Where programmes happen. Once edited here, a row no longer follows the file it came from."""

    model = Area
    index_view_class = AreaIndex
    edit_view_class = EditArea
    icon = "site"
    list_display = ["name", "programme", "local_authority", "region", "confidence"]
    list_filter = ["programme", "kind", "region", "wave", "confidence"]
    list_per_page = 50
    search_fields = ["name", "place", "local_authority"]
    search_backend_name = None
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


class GiveRole(CreateView):
    """Whose it is hears of it."""

    def save_instance(self) -> Membership:
        with transaction.atomic():
            row: Membership = super().save_instance()
            inviting.owe_word_of_role(row, by=self.request.user, now=timezone.now())
        return row


class ChangeRole(EditView):
    """Another role, or the same one elsewhere, is news to whose it is."""

    def save_instance(self) -> Membership:
        with transaction.atomic():
            row: Membership = super().save_instance()
            if self.form.has_changed():
                inviting.owe_word_of_role(row, by=self.request.user, now=timezone.now())
        return row


class MembershipViewSet(ModelViewSet):
    """Who may do what, and for which programme. The rights in the CMS follow by themselves."""

    model = Membership
    add_view_class = GiveRole
    edit_view_class = ChangeRole
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
