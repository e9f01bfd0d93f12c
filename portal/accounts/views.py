"""The one way in that allauth has no page for: by password, where an e-mailed code is the usual way."""

from __future__ import annotations

from allauth.account.views import LoginView

from portal.accounts.forms import PasswordSignInForm


class PasswordSignIn(LoginView):
    """For those who have set a password."""

    template_name = "account/login_password.html"

    def get_form_class(self) -> type[PasswordSignInForm]:
        return PasswordSignInForm


by_password = PasswordSignIn.as_view()
