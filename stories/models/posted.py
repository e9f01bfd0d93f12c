"""What a story that was written here has and a pulled one does not: photos of our own, and more people to thank.

A `Photo` is no `Enclosure`: that is something of the publisher's, linked by its address and written anew at every
fetch; this is a picture we hold, in an order and with a caption its reporter gave it. What it shows in words, and
who agreed to be shown, is said once, on the image.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.story import Story


class Photo(models.Model):
    """One picture of a posted story, in its place."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="photos", verbose_name=_("story"))
    image = models.ForeignKey(
        "programmes.CustomImage", models.CASCADE, related_name="+", verbose_name=_("image")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    # SHA-256 in hex of the file as it was sent: a form that comes twice brings no photo twice.
    digest = models.CharField(_("digest"), max_length=64, default="", editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "digest"], name="photo_once")]

    def __str__(self) -> str:
        return self.caption or str(self.image)


class StoryCredit(models.Model):
    """Somebody of the who's-who who made this story too; its author is on the story itself."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="credits", verbose_name=_("story"))
    person = models.ForeignKey(
        "people.Person", models.CASCADE, related_name="story_credits", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="story_credit_once")]

    def __str__(self) -> str:
        return f"{self.story}: {self.person}"
