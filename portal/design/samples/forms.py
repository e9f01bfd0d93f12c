"""The post form as a form: the questions a story needs, asked one under another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.design.samples.network import PROGRAMMES
from portal.design.samples.stories import URDU_NAME
from stories.forms import PeopleWidget, PhotosWidget, ThreadRadio


class SampleStoryForm(forms.Form):
    title = forms.CharField(label=_("What happened?"), help_text=_("One line."), required=False)
    words = forms.CharField(
        label=_("Tell us more"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what happened, in a sentence or more.")},
    )
    photos = forms.FileField(
        label=_("Photos"),
        help_text=_("Up to ten. We make them smaller before sending."),
        widget=PhotosWidget(attrs={"multiple": True, "accept": "image/*"}),
        required=False,
    )
    consent = forms.BooleanField(label=_("Everyone who can be recognised said yes"), required=False)
    where = forms.CharField(
        label=_("Where?"),
        help_text=_("A place or a postcode. We show the area, never the address."),
        required=False,
    )
    programme = forms.ChoiceField(
        label=_("Which programme?"),
        choices=[*((each.slug, each.name) for each in PROGRAMMES), ("network", _("Across the network"))],
        widget=ThreadRadio,
        error_messages={"required": _("Choose one, or “Across the network”.")},
    )
    credits = forms.MultipleChoiceField(
        label=_("Who else made it?"),
        choices=[("1", "Marcus Oyelaran"), ("2", URDU_NAME)],
        widget=PeopleWidget,
        required=False,
    )


def story_form(name: str, **answers: Any) -> SampleStoryForm:
    """A form with these answers, checked when there are any; `name` keeps its ids apart from the others'."""
    return SampleStoryForm(
        {f"{name}-{key}": answer for key, answer in answers.items()} if answers else None, prefix=name
    )
