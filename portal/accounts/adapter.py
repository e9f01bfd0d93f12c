"""What allauth sends and how it looks: plain words first, and the same words in the portal's own frame.

Each mail is written once, as text (`templates/account/email/`). The HTML is made from it: a paragraph that is
nothing but an address becomes a link, a code is set large, the rest are paragraphs.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string

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
    """allauth's mails in our words, as text and as HTML."""

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        frame = {"site_name": settings.SITE_NAME, "site_address": settings.PUBLIC_ADDRESS}
        message: EmailMessage = super().render_mail(template_prefix, email, context | frame, headers)
        if not isinstance(message, EmailMultiAlternatives):
            return message  # a mail that somebody wrote as HTML alone
        parts = parts_of(str(message.body), code=str(context.get("code") or ""))
        subject = message.subject.removeprefix(self.format_email_subject(""))
        page = render_to_string("email/message.html", frame | {"subject": subject, "parts": parts})
        message.attach_alternative(page, "text/html")
        return message
