"""For somebody who has lost their phone, their passkeys and their recovery codes, once you know that it is them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User


class Command(BaseCommand):
    help = (
        "Forget somebody's second step, so that they can set up a new one. Make sure first that it is them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody has an account with {email}.")
        Authenticator.objects.filter(user=user).delete()
        self.stdout.write(
            f"{email} has no second step now. They set up a new one when they next open the CMS."
        )
