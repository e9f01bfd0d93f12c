"""Choosing people and organisations for a page: those whom the editor may know of, and no others."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChosenMultipleView, ChosenView

from people import consent
from people.consent import Viewer
from people.models import Organisation, Person
from programmes.choosers import ByName, ChooseByName, ChooserByName, ResultsByName


class ByDisplayName(ByName):
    field = "display_name"


class _Known:
    """The people whom whoever chooses may know of."""

    filter_form_class = ByDisplayName
    request: Any

    def known(self) -> QuerySet[Person]:
        return consent.listed(to=Viewer.of(self.request.user)).order_by("display_name", "pk")

    def get_object_list(self) -> QuerySet[Person]:
        return self.known()

    def get_object(self, pk: str) -> Person:
        return self.known().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Person]:
        return self.known().filter(pk__in=pks)


class ChoosePerson(_Known, ChooseByName):
    pass


class PersonResults(_Known, ResultsByName):
    pass


class ChosenPerson(_Known, ChosenView):
    pass


class ChosenPeople(_Known, ChosenMultipleView):
    pass


class PersonChooser(ChooserByName):
    model = Person
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_view_class = ChoosePerson
    choose_results_view_class = PersonResults
    chosen_view_class = ChosenPerson
    chosen_multiple_view_class = ChosenPeople


class OrganisationChooser(ChooserByName):
    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")


person_chooser = PersonChooser("person_chooser")
organisation_chooser = OrganisationChooser("organisation_chooser")
