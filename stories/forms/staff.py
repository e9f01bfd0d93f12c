"""What people send us about stories and sources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.curating import answering
from stories.curating.answering import Thing


class AnswerForm(forms.Form):
    """One answer to one thing: the state it was given for, a ready-made reason, and one's own words after it."""

    answer = forms.CharField(max_length=20)
    seen = forms.CharField(max_length=24)
    because = forms.CharField(label=_("A reason"), required=False, max_length=300)
    reason = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, thing: Thing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing

    def clean(self) -> dict[str, Any]:
        """A no needs a reason. Whether the answer still can be given is for `answering` to say."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") in answering.OWES_A_REASON and not self.why():
            self.add_error("reason", _("Please give a reason: it is kept with the decision."))
        return data

    def why(self) -> str:
        """The reason as it is kept."""
        parts = (self.cleaned_data.get(name, "").strip() for name in ("because", "reason"))
        return "\n\n".join(part for part in parts if part)
