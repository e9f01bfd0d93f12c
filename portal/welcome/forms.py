"""What is asked of somebody new, and only what is not known yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import own
from people.models import Person
from portal.accounts.models import User
from programmes.models import Area, Membership, Programme


class WelcomeForm(forms.Form):
    name = forms.CharField(
        label=_("What is your name?"),
        help_text=_("It stands under the stories you tell. A first name is enough."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell us a name, or leave this for later.")},
    )
    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label=_("Which programme are you with?"),
        empty_label=_("None of these"),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
    )
    area = forms.CharField(
        label=_("Which area?"),
        help_text=_("Begin to type, and choose from the list."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "areas", "autocomplete": "off"}),
    )
    listed = forms.BooleanField(
        label=_("List me in the who’s who"),
        help_text=_(
            "Your name and your programme can then be found by everybody. What else is shown, and to whom, "
            "you choose there; you can go at any time."
        ),
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": user.name, "programme": ""}
        super().__init__(*args, **kwargs)
        self.user = user
        if user.memberships.exists():
            del self.fields["programme"], self.fields["area"]
        if Person.objects.filter(user=user).exists():
            del self.fields["listed"]

    @property
    def areas(self) -> list[str]:
        """The names to choose from."""
        if "area" not in self.fields:
            return []
        return sorted(set(Area.objects.values_list("name", flat=True)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if name := (cleaned.get("area") or "").strip():
            cleaned["area"] = self._find(name, cleaned.get("programme"))
        return cleaned

    @transaction.atomic
    def save(self, *, now: datetime) -> None:
        user, said = self.user, self.cleaned_data
        user.name, user.welcomed_at = said["name"], now
        user.save(update_fields=["name", "welcomed_at"])
        area = said.get("area") or None
        programme = area.programme if area else said.get("programme")
        if programme:
            Membership.objects.create(user=user, role=Membership.Role.MEMBER, programme=programme, area=area)
        if said.get("listed"):
            own.keep(user, _entry(said["name"], area), now=now)

    def _find(self, name: str, programme: Programme | None) -> Area | None:
        known = Area.objects.select_related("programme")
        if programme:
            known = known.filter(programme=programme)
        areas = list(known.filter(name__iexact=name)[:2]) or list(known.filter(name__istartswith=name)[:2])
        if not areas:
            self.add_error("area", _("We know no area of that name there. Choose one, or leave it out."))
        elif len(areas) > 1:
            self.add_error("area", _("There is more than one of that name. Say which programme, too."))
        else:
            return areas[0]
        return None


def _entry(name: str, area: Area | None) -> own.Chosen:
    """Their name and area, seen as the who's-who shows what nobody has decided about."""
    return own.Chosen(
        display_name=name,
        summary="",
        offers="",
        seeks="",
        region=area.region if area else "",
        area_id=area.pk if area else None,
        precision=Person.Precision.AREA if area else Person.Precision.NOWHERE,
        levels={},
    )
