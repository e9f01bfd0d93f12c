"""The form for a role in the CMS: whom it is for is an e-mail address, with or without an account so far."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from programmes.models import Membership


class MembershipForm(forms.ModelForm[Membership]):
    """Gives a role. Somebody new gets an account with it; they sign in with a code to that address."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "If nobody has an account with it yet, one is made. They are written to, with the way in."
        ),
    )

    class Meta:
        model = Membership
        fields = ["role", "programme", "area"]

    field_order = ["email", "role", "programme", "area"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        email = cleaned.get("email")
        # Before the model's own checks, which ask whether this user has the role already.
        self.instance.user = User.objects.filter(email__iexact=email).first() or User(email=email or "")
        area, programme = cleaned.get("area"), cleaned.get("programme")
        if area and programme and area.programme_id != programme.pk:
            self.add_error("area", _("This area belongs to another programme."))
        elif area and not programme:
            cleaned["programme"] = area.programme
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The user is checked too, though it is no field of the form; somebody new has no role yet."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return excluded | {"user"} if self.instance.user.pk is None else excluded - {"user"}

    def save(self, commit: bool = True) -> Membership:
        if self.instance.user.pk is None:
            self.instance.user = User.objects.create_user(self.cleaned_data["email"])
        return super().save(commit)


class ChangedMembershipForm(forms.ModelForm[Membership]):
    """Changes a role. Whose it is stays: another person's role is another row."""

    class Meta:
        model = Membership
        fields = ["role", "programme", "area"]
