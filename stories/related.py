"""From one story to the same question asked elsewhere: stories of other programmes, each with its reason.

Decides what counts as a reason: topics two stories share, the rarer the stronger; after that the same place, then
the same region. Where there is none, nothing is shown. What is public is `Story.objects.published()`'s business.
Looks at the newest stories of each topic and area only, so that the answer costs the same in ten years.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from programmes.models import Area
from stories.models import Story, StoryArea, StoryProgramme, StoryTopic, Topic

MOST = 3
NEWEST = 60  # stories looked at per topic; one that more are about says little anyway


@dataclass(frozen=True)
class Reason:
    """Why another story is near: one of these three is set."""

    story: int
    topics: tuple[str, ...] = ()
    place: str = ""
    region: str = ""


@dataclass(frozen=True)
class Related:
    story: Story
    reason: Reason


def elsewhere(story: Story, *, limit: int = MOST) -> list[Related]:
    """At most `limit` stories of programmes that this story is not in, the nearest first."""
    reasons = {reason.story: reason for reason in _by_topic(story)[:limit]}
    if len(reasons) < limit:
        for reason in _by_place(story):
            reasons.setdefault(reason.story, reason)
    nearest = list(reasons.values())[:limit]
    found = Story.objects.published().for_cards().in_bulk([reason.story for reason in nearest])
    return [
        Related(found[reason.story], reason)
        for reason in nearest
        if reason.story in found and not _told_again(found[reason.story], story)
    ]


def _told_again(other: Story, story: Story) -> bool:
    """The same thing told by somebody else stands on the page already."""
    return story.cluster_id is not None and other.cluster_id == story.cluster_id


def _of_other_programmes(story: Story) -> Q:
    """Asked of rows that name a story: it shares no programme with this one. Of none is a thread of its own."""
    memberships = StoryProgramme.objects.filter(story=OuterRef("story"))
    own = [programme.pk for programme in story.programmes.all()]
    return ~Q(Exists(memberships.filter(programme__in=own))) if own else Q(Exists(memberships))


# --- the same topics ----------------------------------------------------------------------------------------


def _by_topic(story: Story) -> list[Reason]:
    """Stories that share topics, those with the rarest first, then the newest."""
    names = {topic.pk: topic.name for topic in story.topics.all()}
    if not names:
        return []
    rows = StoryTopic.objects.filter(_newest_of(names), visible=True)
    told = list(
        rows.annotate(elsewhere=_of_other_programmes(story)).values_list(
            "story", "topic", "sort_at", "elsewhere"
        )
    )
    stories_about = Counter(topic for _pk, topic, _sort_at, _elsewhere in told)
    shared: dict[tuple[int, datetime], list[int]] = defaultdict(list)
    for pk, topic, sort_at, is_elsewhere in told:
        if is_elsewhere:
            shared[pk, sort_at].append(topic)

    def nearness(key: tuple[int, datetime]) -> tuple[float, datetime, int]:
        pk, sort_at = key
        return sum(1 / stories_about[topic] for topic in shared[key]), sort_at, pk

    nearest = sorted(shared, key=nearness, reverse=True)
    rarest_first = sorted(names, key=lambda topic: stories_about[topic])
    return [
        Reason(key[0], topics=tuple(names[topic] for topic in rarest_first if topic in shared[key]))
        for key in nearest
    ]


def _newest_of(topics: Iterable[int]) -> Q:
    """The newest stories of each topic: one step along its index to the edge, then from there to the top."""
    told = StoryTopic.objects.filter(topic=OuterRef("pk"), visible=True).order_by("-sort_at", "-story")
    edge = Subquery(told.values("sort_at")[NEWEST - 1 : NEWEST])
    wanted = Q()
    edges = Topic.objects.filter(pk__in=list(topics)).annotate(edge=edge)
    for pk, sort_at in edges.order_by().values_list("pk", "edge"):
        wanted |= Q(topic=pk, sort_at__gte=sort_at) if sort_at else Q(topic=pk)
    return wanted


# --- the same place -----------------------------------------------------------------------------------------


def _by_place(story: Story) -> list[Reason]:
    """The newest story of each area under the same authority, then of each in the same region."""
    own = list(story.areas.all())
    authorities = {area.local_authority for area in own} - {""}
    regions = {area.region for area in own} - {""}
    if not authorities and not regions:
        return []
    told = StoryArea.objects.filter(_of_other_programmes(story), area=OuterRef("pk"), visible=True)
    newest = told.order_by("-sort_at", "-story")
    areas = (
        Area.objects.filter(Q(local_authority__in=authorities) | Q(region__in=regions))
        .exclude(programme__in=story.programmes.all())
        .annotate(story=Subquery(newest.values("story")[:1]), at=Subquery(newest.values("sort_at")[:1]))
        .filter(story__isnull=False)
        .order_by("-at")
        .values_list("story", "local_authority", "region")
    )
    found = list(areas)
    return [
        *(Reason(pk, place=authority) for pk, authority, _region in found if authority in authorities),
        *(Reason(pk, region=region) for pk, _authority, region in found if region in regions),
    ]
