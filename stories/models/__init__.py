"""What we follow (source, fetch), what comes of it (story and its links), and what people decide about it."""

from __future__ import annotations

from stories.models.afterwards import Afterwards
from stories.models.claim import Claim
from stories.models.curation import Placement
from stories.models.fetch import Code, Fetch
from stories.models.identity import EntryKey, LastDocument, Sketch, StorySource, Tombstone
from stories.models.moderation import Decision, Flag, Takedown
from stories.models.parts import Enclosure, Revision
from stories.models.picture import PictureCopy
from stories.models.posted import Photo, StoryCredit
from stories.models.rediscovery import Rediscovery
from stories.models.source import FormerAddress, Host, Source, SourceArea, SourceProgramme
from stories.models.story import Cluster, Spot, Story, StoryArea, StoryProgramme
from stories.models.topic import StoryTopic, Topic

__all__ = [
    "Afterwards",
    "Claim",
    "Cluster",
    "Code",
    "Decision",
    "Enclosure",
    "EntryKey",
    "Fetch",
    "Flag",
    "FormerAddress",
    "Host",
    "LastDocument",
    "Photo",
    "PictureCopy",
    "Placement",
    "Rediscovery",
    "Revision",
    "Sketch",
    "Source",
    "SourceArea",
    "SourceProgramme",
    "Spot",
    "Story",
    "StoryArea",
    "StoryCredit",
    "StoryProgramme",
    "StorySource",
    "StoryTopic",
    "Takedown",
    "Tombstone",
    "Topic",
]
