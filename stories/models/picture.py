"""Our own copies of the pictures that stories show."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stories.models.story import Story


class PictureCopy(models.Model):
    """One picture of one story: its address at home, and whether we hold a copy, shall hold one, or gave up.

    A copy whose story is gone, or no longer shows it, has no story and is swept away with its file. Several
    stories may share one image. An image that is missing although it was kept was taken out by staff.
    """

    class State(models.TextChoices):
        OWED = "owed", _("To be copied")
        KEPT = "kept", _("Copied")
        GIVEN_UP = "given_up", _("Given up")

    story = models.ForeignKey(
        Story,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="picture_copies",
        verbose_name=_("story"),
    )
    url = models.URLField(_("address"), max_length=2048)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OWED)
    image = models.ForeignKey(
        "programmes.CustomImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="picture_copies",
        verbose_name=_("our copy"),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    note = models.CharField(_("why not"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("copy of a picture")
        verbose_name_plural = _("copies of pictures")
        constraints = [
            models.UniqueConstraint(fields=["story", "url"], name="picture_copy_once"),
            models.CheckConstraint(
                name="picture_copy_state_known", condition=Q(state__in=["owed", "kept", "given_up"])
            ),
            models.CheckConstraint(
                name="picture_copy_owed_has_time", condition=~Q(state="owed") | Q(next_try_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["url"], name="picture_copy_held", condition=Q(state="kept")),
            models.Index(fields=["id"], name="picture_copy_loose", condition=Q(story__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.url
