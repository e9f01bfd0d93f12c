"""The form of one's own profile: each part of it beside the question who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from people import consent
from people.consent import Field, Level
from people.filters import known_regions
from people.models import Person
from people.own import Chosen
from programmes.models import Area

LEVELS = [
    (Level.PUBLIC, _("Everyone")),
    (Level.MEMBERS, _("Members of the network")),
    (Level.SELF, _("Only me")),
]
LONGEST = 2000  # characters of one's own words
TOO_LONG = _("This is %(show_value)s characters long, and there is room for %(limit_value)s.")


def _words(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=widget,
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )


def _level(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=LEVELS)


class OwnProfileForm(forms.Form):
    """Nothing but the name is asked for; a field that is left empty is shown to nobody, whatever was chosen."""

    display_name = forms.CharField(
        label=_("Your name, as others may call you"),
        max_length=150,
        error_messages={"required": _("Tell us what to call you."), "max_length": TOO_LONG},
    )
    shows_profile = _level(_("Who may know that you are here"))
    summary = _words(_("About you"), _("What you do, in a sentence or two."))
    shows_summary = _level(_("Who may see what is about you"))
    offers = _words(_("What you offer"), _("What others may ask you for: cooking for forty, minutes, a van."))
    shows_offers = _level(_("Who may see what you offer"))
    seeks = _words(_("What you look for"), _("Somebody may have it."))
    shows_seeks = _level(_("Who may see what you look for"))
    region = forms.ChoiceField(label=_("Your region"), required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Your area"), required=False, empty_label=_("None of these")
    )
    precision = forms.ChoiceField(
        label=_("How exact a place is shown"),
        help_text=_("Where you live is never asked or kept. An area is shown as its middle."),
        choices=Person.Precision.choices,
    )
    shows_place = _level(_("Who may see your place"))

    def __init__(self, *args: Any, person: Person | None, name: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(person, name))
        super().__init__(*args, **kwargs)
        regions = [("", _("None"))] + [(region, region) for region in known_regions()]
        if person and person.region and (person.region, person.region) not in regions:
            regions.append((person.region, person.region))
        self._choice("region").choices = regions
        self._choice("area").queryset = Area.objects.select_related("programme").order_by(
            "name__folded", "name"
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("precision") == Person.Precision.AREA and not given.get("area"):
            self.add_error("area", _("Choose your area, or show your region only."))
        if given.get("precision") == Person.Precision.REGION and not (
            given.get("region") or given.get("area")
        ):
            self.add_error("region", _("Choose your region, or show no place."))
        return given

    def parts(self) -> Iterator[list[BoundField]]:
        """What belongs together: the questions, and last who may see the answers."""
        yield [self["display_name"], self["shows_profile"]]
        for field in consent.WORDS:
            yield [self[field], self[f"shows_{field}"]]
        yield [self["region"], self["area"], self["precision"], self["shows_place"]]

    def chosen(self) -> Chosen:
        given = self.cleaned_data
        area: Area | None = given["area"]
        return Chosen(
            display_name=given["display_name"],
            summary=given["summary"],
            offers=given["offers"],
            seeks=given["seeks"],
            region=given["region"] or (area.region if area else ""),
            area_id=area.pk if area else None,
            precision=given["precision"],
            levels={field: given[f"shows_{field}"] for field in Field},
        )

    def _choice(self, name: str) -> Any:
        return self.fields[name]


def _initial(person: Person | None, name: str) -> dict[str, Any]:
    if person is None:
        # Nobody is told of before they said so.
        shown: dict[str, Any] = {f"shows_{field}": Level.MEMBERS for field in Field}
        return shown | {"display_name": name, "precision": Person.Precision.REGION}
    shown = {f"shows_{field}": level for field, level in consent.choices(person).items()}
    kept = ("display_name", "summary", "offers", "seeks", "region", "area", "precision")
    return shown | {field: getattr(person, field) for field in kept}
