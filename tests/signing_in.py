"""What several suites need to sign somebody in: accounts with an address of their own, and codes out of mails."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage

from tests.factories import UserFactory


def account(email: str = "me@example.org", **fields: Any) -> Any:
    """A user whose address is confirmed."""
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def code_in(mail: EmailMessage) -> str:
    found = re.search(r"^\d{4}-\d{4}$", str(mail.body), re.MULTILINE)
    assert found, mail.body
    return found[0]
