"""What the portal owes somebody: so far, letters. The row is the truth, the queue only a nudge."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outbox(models.Model):
    """One thing owed, written in the transaction that made it due. Down here so that every app can owe."""

    topic = models.CharField(_("topic"), max_length=60)
    # Saying the same thing twice is one debt.
    dedupe_key = models.CharField(_("dedupe key"), max_length=200, unique=True)
    payload = models.JSONField(_("payload"), default=dict)
    due_at = models.DateTimeField(_("due at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="outbox_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.dedupe_key}"
