"""Choosing one of many rows in the CMS: a list that can be searched by name, in a dialog."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from programmes.models import Area


class ByName(BaseFilterForm):
    """Words that the name holds."""

    field = "name"
    q = forms.CharField(
        label=_("Search by name"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Search by name")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        return objects.filter(**{f"{self.field}__folded__contains": self.search_query})


class ChooseByName(ChooseView):
    filter_form_class = ByName


class ResultsByName(ChooseResultsView):
    filter_form_class = ByName


class ChooserByName(ChooserViewSet):
    """Chooses among what is there: rows are made in their own place, not in passing."""

    register_widget = False
    choose_view_class = ChooseByName
    choose_results_view_class = ResultsByName

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class AreaChooser(ChooserByName):
    model = Area
    icon = "site"
    choose_one_text = _("Choose an area")


area_chooser = AreaChooser("area_chooser")
