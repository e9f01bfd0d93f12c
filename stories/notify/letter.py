"""How a letter looks: words first, and the same words in the portal's frame."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from portal.accounts.adapter import parts_of
from programmes.naming import network_name


def letter(to: str, *, subject: str, template: str, about: dict[str, Any]) -> EmailMultiAlternatives:
    """The mail as text and as HTML; whoever asks has chosen the language."""
    network = network_name()
    frame = {"site_name": network, "site_address": settings.PUBLIC_ADDRESS}
    words = render_to_string(template, frame | about)
    page = render_to_string("email/message.html", frame | {"subject": subject, "parts": parts_of(words)})
    mail = EmailMultiAlternatives(f"{network}: {subject}", words, to=[to])
    mail.attach_alternative(page, "text/html")
    return mail


def address(path: str) -> str:
    """The whole address of one of our pages."""
    return f"{settings.PUBLIC_ADDRESS}{path}"
