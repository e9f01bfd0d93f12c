"""allauth's forms in our words: what is asked, and what helps a browser or a phone to fill it in.

What they check stays allauth's business.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class _AsksForAddress:
    """Calls the address by one name everywhere, and shows no grey words in place of typed ones."""

    fields: dict[str, Any]
    address_field = "email"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.address_field]
        field.label = _("Your e-mail address")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autocomplete"] = "email"


class _AsksForCode:
    """Some figures, which a phone offers by itself and types with its number keys."""

    fields: dict[str, Any]
    code_label: Any = _("The code from the e-mail")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = self.code_label
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autocapitalize": "off",
            "spellcheck": "false",
            "maxlength": "20",
        }


class SignInForm(_AsksForAddress, forms.LoginForm):
    """Only the address: the code comes by e-mail."""

    address_field = "login"


class PasswordSignInForm(SignInForm):
    """With the password of those who have set one; allauth leaves it out because joining asks for none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def _setup_password_field(self) -> None:
        pass


class JoinForm(_AsksForAddress, forms.SignupForm):
    pass


class AskForCodeForm(_AsksForAddress, forms.RequestLoginCodeForm):
    pass


class AnotherAddressForm(_AsksForAddress, forms.AddEmailForm):
    pass


class ForgottenPasswordForm(_AsksForAddress, forms.ResetPasswordForm):
    pass


class SignInCodeForm(_AsksForCode, forms.ConfirmLoginCodeForm):
    pass


class AddressCodeForm(_AsksForCode, forms.ConfirmEmailVerificationCodeForm):
    pass


class SecondStepForm(_AsksForCode, second_step.AuthenticateForm):
    code_label = _("The code from your app, or one of your recovery codes")


class SecondStepAgainForm(_AsksForCode, second_step.ReauthenticateForm):
    code_label = SecondStepForm.code_label


class FirstAppCodeForm(_AsksForCode, ActivateTOTPForm):
    code_label = _("The code that the app shows")


class AddPasskeyForm(AddWebAuthnForm):
    """Always a passkey: kept by the device, opened by a finger, a face or a PIN, good for both steps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        name = self.fields["name"]
        name.label = _("A name for it")
        name.help_text = _("So that you know later which device it is.")
        name.widget.attrs |= {"autocomplete": "off", "maxlength": "60"}

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned
