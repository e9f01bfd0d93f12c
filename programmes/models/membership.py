"""What a user may do, and for which programme: an officer of one programme cannot touch another's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.area import Area
from programmes.models.programme import Programme


class Membership(models.Model):
    """One role of one user, network-wide or narrowed to a programme or an area."""

    class Role(models.TextChoices):
        NETWORK_EDITOR = "network_editor", _("Network editor")
        OFFICER = "officer", _("Programme officer")
        MODERATOR = "moderator", _("Moderator")
        REPORTER = "reporter", _("Community reporter")
        MEMBER = "member", _("Member")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("programme"),
    )
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("area")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            # Three, because a null programme or area would make every row distinct.
            models.UniqueConstraint(
                fields=["user", "role"],
                name="membership_once_network_wide",
                condition=models.Q(programme__isnull=True, area__isnull=True),
                violation_error_message=_("This person already has that role."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "programme"],
                name="membership_once_per_programme",
                condition=models.Q(programme__isnull=False, area__isnull=True),
                violation_error_message=_("This person already has that role in this programme."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area"],
                name="membership_once_per_area",
                condition=models.Q(area__isnull=False),
                violation_error_message=_("This person already has that role in this area."),
            ),
            models.CheckConstraint(
                name="membership_role_known",
                condition=models.Q(role__in=["network_editor", "officer", "moderator", "reporter", "member"]),
            ),
            models.CheckConstraint(
                name="membership_officer_has_programme",
                condition=~models.Q(role="officer") | models.Q(programme__isnull=False),
                violation_error_message=_("A programme officer needs a programme."),
            ),
        ]

    def __str__(self) -> str:
        where = self.area or self.programme
        return f"{self.get_role_display()}, {where}" if where else str(self.get_role_display())
