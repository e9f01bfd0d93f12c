"""A share of the due sources: taken up by one worker, and counted while it waits for one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """One lease token, the sources it was made for, and how far its work has come.

    The sources themselves say whether it still holds them. They are found by their numbers: an index over the
    tokens would have to be written anew at every look at every source.
    """

    token = models.UUIDField(_("lease token"), primary_key=True)
    # By the database as well: while a new release starts, the old one still makes claims, and names no sources.
    sources = models.JSONField(_("sources"), default=list, db_default=models.Value([], models.JSONField()))
    made_at = models.DateTimeField(_("made at"))
    until = models.DateTimeField(_("leased until"))
    begun_at = models.DateTimeField(_("begun at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [models.Index(fields=["until"], name="claim_by_lease")]

    def __str__(self) -> str:
        return str(self.token)
