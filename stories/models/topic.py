"""What stories are about, in the words of those who tell them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 60


class Topic(models.Model):
    """One subject, spelled as it came first. What makes two spellings one topic is decided in `stories.topics`."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    # Letters of any script, and the marks some scripts need, which Django's slug fields turn away.
    slug = models.CharField(_("slug"), max_length=NAME_LENGTH, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class StoryTopic(models.Model):
    """A story about a topic, with the story's place copied, so that the facet is one walk along an index."""

    # No index of its own: the constraint begins with it.
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="story_topics", db_index=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="story_topics")
    sort_at = models.DateTimeField(_("place in the stream"))
    visible = models.BooleanField(_("visible"), default=False)

    class Meta:
        verbose_name = _("topic of a story")
        verbose_name_plural = _("topics of stories")
        ordering = ["pk"]  # as the teller put them
        constraints = [models.UniqueConstraint(fields=["story", "topic"], name="story_topic_once")]
        indexes = [
            models.Index(
                fields=["topic", "-sort_at", "-story"], name="story_topic_stream", condition=Q(visible=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.topic}"
