"""What people decided about a source or story, and a table for what readers report."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.models.source import Source
from stories.models.story import Story

if TYPE_CHECKING:
    from portal.accounts.models import User


def _in_words(who: User | None) -> str:
    """Steps of the engine and of commands are nobody's, and so are those of an account that was erased since."""
    return str(who or gettext("The portal itself, or somebody who is no longer here"))


class Decision(models.Model):
    """One moderation step: who, when, from which state to which, and why. Never edited.

    It goes with its story or source, never before. What is left to say of a story taken down is a `Takedown`.
    """

    story = models.ForeignKey(
        Story, models.CASCADE, null=True, blank=True, related_name="decisions", verbose_name=_("story")
    )
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="decisions", verbose_name=_("source")
    )
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    when = models.DateTimeField(_("when"))
    from_state = models.CharField(_("from"), max_length=10, blank=True)
    to_state = models.CharField(_("to"), max_length=10)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-when", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_on_one_thing",
                condition=Q(story__isnull=False, source__isnull=True)
                | Q(story__isnull=True, source__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.story or self.source}: {self.from_state} → {self.to_state}"

    @property
    def outcome(self) -> str:
        """The state it led to, as people read it."""
        states = Source.State if self.source_id else Story.State
        return str(states(self.to_state).label) if self.to_state in states.values else self.to_state

    @property
    def taken_by(self) -> str:
        return _in_words(self.who)


class TakedownManager(models.Manager["Takedown"]):
    def write_down(self, story: Story, *, who: Any, when: datetime, reason: str) -> Takedown:
        """Of a story that is about to go: what is left to say of it."""
        told_at = story.published_at if story.posted_by_id else None
        taken = self.create(
            source=story.owner_source,
            posted_by_id=story.posted_by_id,
            told_at=told_at,
            who=who,
            when=when,
            reason=reason,
        )
        taken.programmes.set(story.programmes.all())
        return taken


class Takedown(models.Model):
    """Something was taken down for good: who, when and why, and who has to know. Says nothing of what it was.

    There is no way back from it, and so no step that takes one away.
    """

    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="takedowns", verbose_name=_("source")
    )
    # Whoever posted it sees that it is gone, and tells it from others by its day.
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("posted by"),
    )
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    # Whose staff see it.
    programmes = models.ManyToManyField(
        "programmes.Programme", blank=True, related_name="+", verbose_name=_("programmes")
    )
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    when = models.DateTimeField(_("when"))
    reason = models.TextField(_("reason"))

    objects = TakedownManager()

    class Meta:
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")
        ordering = ["-when", "-pk"]

    def __str__(self) -> str:
        return f"{self.source or ''} {self.when:%Y-%m-%d}".strip()

    @property
    def taken_by(self) -> str:
        return _in_words(self.who)


class Flag(models.Model):
    """A reader's report about a story. The table alone: nothing makes one yet, and nothing shows one."""

    class Reason(models.TextChoices):
        WRONG = "wrong", _("Something in it is wrong")
        PRIVATE = "private", _("It shows someone who did not agree")
        HARMFUL = "harmful", _("It is harmful or abusive")
        OTHER = "other", _("Something else")

    story = models.ForeignKey(Story, models.CASCADE, related_name="flags", verbose_name=_("story"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.TextField(_("note"), blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                name="flag_reason_known", condition=Q(reason__in=["wrong", "private", "harmful", "other"])
            )
        ]
        indexes = [
            models.Index(fields=["created_at"], name="flag_open", condition=Q(settled_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.get_reason_display()}"
