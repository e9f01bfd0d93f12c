"""Who can sign in. What someone is in the network is a `people.Person`; what they may do, a `Membership`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(DjangoUserManager["User"]):
    """Makes users by e-mail address; there are no user names."""

    def _create(self, email: str, password: str | None, **fields: Any) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # type: ignore[override]  # no user name
        return self._create(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:  # type: ignore[override]  # no user name
        return self._create(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Somebody with an e-mail address. The name is what they sign their stories with."""

    username = None  # type: ignore[assignment]  # the e-mail address is the user name
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    # When they were asked the few questions of the first visit, whatever they answered.
    welcomed_at = models.DateTimeField(_("welcomed at"), null=True, editable=False)
    # Visits that began before this moment have ended; empty: none was ended from afar.
    signed_out_at = models.DateTimeField(_("signed out everywhere at"), null=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return self.name or super().get_full_name()

    def get_short_name(self) -> str:
        return self.name or super().get_short_name()

    @property
    def is_new(self) -> bool:
        """Not asked yet, and nobody has said their name for them."""
        return self.welcomed_at is None and not self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to be this user's: a new password ends it, and so does `signed_out_at`.

        Beside Django's own hash, so that accounts without a password can end their visits too.
        """
        theirs: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]  # not in the stubs
        if self.signed_out_at is None:
            return theirs
        salted = salted_hmac(
            "accounts.signed_out", f"{theirs}{self.signed_out_at.isoformat()}", secret=secret
        )
        return salted.hexdigest()
