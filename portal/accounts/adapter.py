"""What allauth sends and how it looks: plain words first, and the same words in the portal's own frame.

Each mail is written once, as text (`templates/account/email/`). The HTML is made from it: a paragraph that is
nothing but an address becomes a link, a code is set large, the rest are paragraphs.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.accounts.naming import network_name

_ADDRESS = re.compile(r"https?://\S+")
SIGNATURE = "\n-- \n"


class Part(NamedTuple):
    """One paragraph of a mail, and how it is shown."""

    kind: Literal["words", "link", "code"]
    text: str


def parts_of(body: str, *, code: str = "") -> list[Part]:
    """The paragraphs above the signature."""
    words, _, _ = body.partition(SIGNATURE)
    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", words)]
    return [_part(paragraph, code) for paragraph in paragraphs if paragraph]


def _part(paragraph: str, code: str) -> Part:
    if _ADDRESS.fullmatch(paragraph):
        return Part("link", paragraph)
    return Part("code" if code and paragraph == code else "words", paragraph)


class AccountAdapter(DefaultAccountAdapter):
    """allauth's mails in our words, as text and as HTML; what it says of mistakes, too."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code we sent last. Look again: it has eight figures."),
        "incorrect_password": _("This is not your password."),
        "email_password_mismatch": _(
            "The address and the password do not belong together. A code by e-mail lets you in as well."
        ),
        "too_many_login_attempts": _(
            "That was wrong too often. Wait a few minutes, then ask for a new code."
        ),
        "rate_limited": _("That was asked too often. Wait a few minutes, then try again."),
        "unverified_primary_email": _("Confirm the address that we write to first."),
    }

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """On to where somebody was going; whoever is new comes past the welcome."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.is_new and response.status_code == 302:
            response["Location"] = f"{reverse('welcome')}?{urlencode({'next': response['Location']})}"
        return response

    def is_safe_url(self, url: str) -> bool:
        """One of our own addresses, written out or from the root: `%2f%2fevil.example` is neither."""
        return url.startswith(("/", "http://", "https://")) and super().is_safe_url(url)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Joining twice is an easy mistake; the answer is the way in."""
        context = {"login_url": build_absolute_uri(self.request, reverse("account_login"))}
        self.send_mail("account/email/account_already_exists", email, context)

    def format_email_subject(self, subject: str) -> str:
        return f"{self._network}: {subject}"

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        frame = {"site_name": self._network, "site_address": settings.PUBLIC_ADDRESS}
        message: EmailMessage = super().render_mail(template_prefix, email, context | frame, headers)
        if not isinstance(message, EmailMultiAlternatives):
            return message  # a mail that somebody wrote as HTML alone
        parts = parts_of(str(message.body), code=str(context.get("code") or ""))
        subject = message.subject.removeprefix(self.format_email_subject(""))
        page = render_to_string("email/message.html", frame | {"subject": subject, "parts": parts})
        message.attach_alternative(page, "text/html")
        return message

    @cached_property
    def _network(self) -> str:
        """Asked once for a mail, which says it in several places."""
        return network_name()
