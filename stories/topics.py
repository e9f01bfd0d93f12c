"""From the tags of a blog, or the words a reporter types, to the topics of stories.

Decides which tags say what a story is about, when two spellings are one topic, and how many a story may have.
Leaves who may change a story to the callers, and the transaction too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from stories import bulk
from stories.bulk import Insert
from stories.models import Spot, Story, StoryTopic, Topic
from stories.models.topic import NAME_LENGTH

MOST = 8  # of one story; blogs that tag every noun would otherwise be about everything

# What blogging software files a post under when nobody chose anything.
NOBODY_CHOSE = frozenset(
    {"blog", "default", "general", "misc", "post", "posts", "uncategorised", "uncategorized", "untagged"}
)


def slug_of(name: str) -> str:
    """Letters, digits and marks in lower case, everything else a hyphen: “#Empty Shops” is `empty-shops`.

    Marks stay with their letters: without its vowel signs a word of Hindi would be another word.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded)
    return "-".join(kept.split())


def chosen(tags: Iterable[str], *, besides: Collection[str] = ()) -> dict[str, str]:
    """Name by slug, in the order given. Not what nobody chose, bare numbers, nor slugs among `besides`.

    Too long for a topic is a sentence, and is left out rather than cut.
    """
    kept: dict[str, str] = {}
    for tag in tags:
        name, slug = _said_by(tag)
        if slug and slug not in besides:
            kept.setdefault(slug, name)
        if len(kept) == MOST:
            break
    return kept


def left_out(typed: Iterable[str]) -> tuple[list[str], list[str]]:
    """What somebody typed and `chosen` does not take: too long for a topic, and beyond as many as there may be."""
    names = [" ".join(name.split()).strip("# ") for name in typed]
    too_long = [name for name in names if _is_too_long(name, slug_of(name))]
    said: dict[str, str] = {}
    for name, slug in map(_said_by, names):
        if slug:
            said.setdefault(slug, name)
    return too_long, list(said.values())[MOST:]


def _is_too_long(name: str, slug: str) -> bool:
    return max(len(slug), len(name)) > NAME_LENGTH


@lru_cache(maxsize=4096)  # blogs choose from few
def _said_by(tag: str) -> tuple[str, str]:
    """Name and slug of the topic it is; empty where it says nothing."""
    name = " ".join(tag.split()).strip("# ")
    slug = slug_of(name)
    is_none = _is_too_long(name, slug) or slug in NOBODY_CHOSE or slug.replace("-", "").isdigit()
    return ("", "") if is_none else (name, slug)


def assign(wanted: Mapping[int, Mapping[str, str]]) -> None:
    """Make these the topics of these stories, by their ids: what is new is added, what is gone is taken away.

    A fixed number of queries for any number of stories; none that writes where nothing changed.
    """
    topics = _topics({slug: name for names in wanted.values() for slug, name in names.items()})
    held = {(row.story_id, row.topic_id): row.pk for row in StoryTopic.objects.filter(story__in=list(wanted))}
    asked = [(story, topics[slug]) for story, names in wanted.items() for slug in names]
    gone = held.keys() - set(asked)
    if gone:
        StoryTopic.objects.filter(pk__in=[held[pair] for pair in gone]).delete()
    new = [pair for pair in asked if pair not in held]
    if new:
        places = Story.objects.filter(pk__in=[story for story, _topic in new]).spots()
        bulk.insert(StoryTopic, _rows(new, places), ignore_conflicts=True)


def first(wanted: Mapping[int, Mapping[str, str]], places: Mapping[int, Spot]) -> Insert:
    """What gives stories that were just made their topics, to be written with what else hangs on them."""
    topics = _topics({slug: name for names in wanted.values() for slug, name in names.items()})
    pairs = [(story, topics[slug]) for story, names in wanted.items() for slug in names]
    return Insert(StoryTopic, _rows(pairs, places))


def _rows(pairs: Iterable[tuple[int, int]], places: Mapping[int, Spot]) -> list[bulk.Row]:
    return [
        {
            "story_id": story,
            "topic_id": topic,
            "sort_at": places[story].sort_at,
            "visible": places[story].visible,
        }
        for story, topic in pairs
    ]


def _topics(names: Mapping[str, str]) -> dict[str, int]:
    """The id of each slug's topic, made where there was none.

    In the order of slugs, so that two sources with the same new topics wait for each other instead of deadlocking.
    """
    known = bulk.ids(Topic, "slug", names)
    missing = sorted(set(names) - set(known))
    if missing:
        Topic.objects.bulk_create(
            (Topic(slug=slug, name=names[slug]) for slug in missing), ignore_conflicts=True
        )
        known |= bulk.ids(Topic, "slug", missing)
    return known
