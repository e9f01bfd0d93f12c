"""Django's way to send mail, which here writes it into a folder: a file a letter, the newest last by name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = settings.MAILBOX_DIR
        if folder is None:
            raise ImproperlyConfigured("MAILBOX_DIR says where the letters go.")
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{uuid4().hex[:8]}"
            half = folder / f"{name}.part"
            half.write_bytes(message.message().as_bytes())
            os.replace(half, folder / f"{name}.eml")  # readers see whole letters only
        return len(email_messages)
