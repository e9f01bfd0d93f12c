"""The form in which staff change a source: who keeps it, where its stories belong, and what has to be reviewed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import consent
from people.models import Organisation, Person
from programmes import rights
from programmes.models import Area, Programme
from stories.forms import places
from stories.models import Source
from stories.models.source import Licence
from stories.sources.changing import Wanted


class SourceForm(forms.Form):
    """All that can be said of one source. An officer moves it among programmes of their own; others stay put."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Without one it is called by its address."),
    )
    home_page = forms.URLField(
        label=gettext_lazy("Home page"), max_length=2048, required=False, assume_scheme="https"
    )
    steward = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Steward"),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy("The person who publishes it and hears from us when it breaks."),
    )
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.none(),
        label=gettext_lazy("Programmes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The stories it has brought move with it."),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Areas"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=gettext_lazy("Hold Ctrl, or Cmd on a Mac, to choose several."),
    )
    url = forms.CharField(label=gettext_lazy("Feed address"), max_length=2048)
    licence = forms.ChoiceField(
        label=gettext_lazy("Shown as"),
        choices=Licence.choices,
        help_text=gettext_lazy(
            "Its publisher decides this. Less is shown at once; more, once it is approved."
        ),
    )
    publisher = forms.ModelChoiceField(
        Organisation.objects.filter(replaced_by__isnull=True).order_by("name"),
        label=gettext_lazy("Published by"),
        required=False,
        empty_label=gettext_lazy("No organisation"),
        help_text=gettext_lazy("The organisation behind it; readers of its stories are led there."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=24)

    def __init__(self, data: Any = None, *, source: Source, user: Any) -> None:
        self.source = source
        self.reach = rights.curating(user)
        super().__init__(data, initial=self._as_it_is())
        known = Q(pk__in=consent.listed(to=consent.Viewer.of(user)).values("pk")) | Q(pk=source.steward_id)
        self._field("steward").queryset = Person.objects.filter(known).order_by("display_name")
        programmes = self.reach.narrow(Programme.objects.all(), through="pk")
        self._field("programmes").queryset = programmes
        self._field("areas").choices = places.area_choices(among=programmes)[1:]

    def _as_it_is(self) -> dict[str, Any]:
        source = self.source
        return {
            "title": source.title,
            "home_page": source.home_page,
            "steward": source.steward_id,
            "programmes": [each.pk for each in source.programmes.all()],
            "areas": [str(each.pk) for each in source.areas.all()],
            "url": source.url,
            "licence": source.licence,
            "publisher": source.publisher_id,
            "seen": source.edition,
        }

    def clean_url(self) -> str:
        return str(self.cleaned_data["url"]).strip()

    def clean(self) -> None:
        chosen = self.cleaned_data.get("programmes")
        if chosen is not None and not self.reach.covers([*chosen, *self._kept("programmes")]):
            self.add_error("programmes", _("Leave at least one: it would be out of your sight otherwise."))

    def wanted(self) -> Wanted:
        """With what is out of this person's reach left as it is."""
        data = self.cleaned_data
        areas = list(Area.objects.filter(pk__in=data["areas"]).select_related("programme"))
        programmes = {*data["programmes"], *self._kept("programmes"), *(area.programme for area in areas)}
        return Wanted(
            title=data["title"],
            url=data["url"],
            home_page=data["home_page"],
            licence=data["licence"],
            publisher=data["publisher"],
            steward=data["steward"],
            programmes=sorted(programmes, key=lambda each: each.pk),
            areas=[*areas, *self._kept("areas")],
        )

    def _kept(self, name: str) -> list[Any]:
        held = getattr(self.source, name).all()
        return [each for each in held if not self.reach.covers([getattr(each, "programme_id", each.pk)])]

    def _field(self, name: str) -> Any:
        return self.fields[name]
