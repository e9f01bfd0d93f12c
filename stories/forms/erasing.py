"""What is asked once more before everything of a person goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import removals
from stories import erasing
from stories.erasing import Somebody
from stories.models import Source


class EraseForm(forms.Form):
    """Which blogs are theirs alone, and their name, typed: a button alone is pressed too soon."""

    blogs = forms.ModelMultipleChoiceField(
        Source.objects.none(),
        label=gettext_lazy("Which of these are theirs alone?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "These go too, with every story they brought. The others are followed as before."
        ),
    )
    name = forms.CharField(label=gettext_lazy("Type their name"), max_length=150)

    def __init__(self, data: Any = None, *, somebody: Somebody) -> None:
        super().__init__(data)
        self.somebody = somebody
        self.fields["blogs"].queryset = erasing.blogs_of(somebody)  # type: ignore[attr-defined]  # of a choice among rows

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if removals.digest(name) != removals.digest(str(self.somebody)):
            raise forms.ValidationError(_("This is not their name. Nothing was erased."))
        return name
