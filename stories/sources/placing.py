"""Into which programmes and areas a source puts its stories, where staff change that after it has brought some."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from stories.models import Source, SourceArea, SourceProgramme, Story, StoryArea, StoryProgramme
from stories.models.story import StoryQuerySet


@dataclass(frozen=True)
class Places:
    """Programmes, or areas: the rows that say so of a source, and of a story."""

    of_source: Any
    of_story: Any
    name: str  # of their column

    def held(self, *sources: Source) -> set[int]:
        """The programmes or areas that any of these sources puts its stories into."""
        rows = self.of_source.objects.filter(source__in=sources)
        return set(rows.values_list(f"{self.name}_id", flat=True))

    def add(self, source: Source, keys: Collection[int]) -> None:
        """The source belongs there too, and so does every story it carries."""
        missing = sorted(set(keys) - self.held(source))
        self.of_source.objects.bulk_create(
            self.of_source(source=source, **{f"{self.name}_id": key}) for key in missing
        )
        carried = carried_by(source).spots() if keys else {}
        self.of_story.objects.bulk_create(
            (
                self.of_story(story_id=pk, **spot._asdict(), **{f"{self.name}_id": key})
                for pk, spot in carried.items()
                for key in sorted(keys)
            ),
            ignore_conflicts=True,
        )

    def take_away(self, source: Source, keys: Collection[int]) -> None:
        """The source no longer belongs there, nor do its stories, but for those another source there carries."""
        self.of_source.objects.filter(source=source, **{f"{self.name}_id__in": keys}).delete()
        carried = carried_by(source)
        for key in keys:
            there = self.of_source.objects.filter(**{f"{self.name}_id": key}).values("source")
            rows = self.of_story.objects.filter(**{f"{self.name}_id": key}, story__in=carried)
            rows.exclude(story__in=carried.filter(story_sources__source__in=there)).delete()


PROGRAMMES = Places(SourceProgramme, StoryProgramme, "programme")
AREAS = Places(SourceArea, StoryArea, "area")


def carried_by(source: Source) -> StoryQuerySet:
    """The stories that it tells, its own or another's; what somebody posted here is put where they said."""
    return Story.objects.filter(story_sources__source=source, origin=Story.Origin.PULLED)
