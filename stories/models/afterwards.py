"""What is still to be done for a story that is stored, shown and found already."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories import bulk
from stories.models.story import Story


class AfterwardsQuerySet(models.QuerySet["Afterwards"]):
    def words_changed(self, stories: Iterable[Story]) -> None:
        """What follows from it that the words of these public stories are new, or others."""
        stories = sorted(
            stories, key=lambda story: story.pk
        )  # whoever else writes the same waits, and not in a ring
        self.owe(Afterwards.What.RETOLD, [story.pk for story in stories])
        self.owe(Afterwards.What.LANGUAGE, [story.pk for story in stories if not story.lang])

    def owe(self, what: str, stories: Iterable[int]) -> None:
        """To be done for these stories, if it is not written down already."""
        rows = [{"what": str(what), "story_id": pk} for pk in stories]
        bulk.insert(Afterwards, rows, ignore_conflicts=True)

    def take(self, what: str, *, after: int = 0, most: int) -> list[int]:
        """Strike the next ones off, in the order of their stories; nobody else takes them until the commit.

        Struck off before the work, inside its transaction: who owes the same again meanwhile waits for the commit
        and writes it down anew, so that nothing is lost between the reading and the striking.
        """
        owed = self.filter(what=what, story__gt=after).order_by("story")
        held = list(owed.select_for_update(skip_locked=True).values_list("pk", "story_id")[:most])
        self.filter(pk__in=[pk for pk, _story in held]).delete()
        return [story for _pk, story in held]


class Afterwards(models.Model):
    """One thing owed to one story. A row of its own: a story's is wide, and in eight indexes."""

    class What(models.TextChoices):
        """Nobody is shown these."""

        RETOLD = "retold", "see who else tells it"
        LANGUAGE = "language", "hear its language"

    what = models.CharField(_("what"), max_length=10, choices=What)
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")

    objects = AfterwardsQuerySet.as_manager()

    class Meta:
        verbose_name = _("owed afterwards")
        verbose_name_plural = _("owed afterwards")
        constraints = [models.UniqueConstraint(fields=["what", "story"], name="afterwards_once")]

    def __str__(self) -> str:
        return f"{self.story}: {self.what}"
