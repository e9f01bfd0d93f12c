"""Every name by which a story would come back, as marks nobody can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from stories.ingest import tombstones
from stories.ingest.identify import canonical_url, digest
from stories.models import Source, Story, StorySource

if TYPE_CHECKING:
    from portal.accounts.models import User


def with_names(stories: QuerySet[Story]) -> QuerySet[Story]:
    """With all that `of_story` looks at, for when many are looked at together."""
    return stories.select_related("owner_source").prefetch_related(
        "owner_source__former_addresses",
        "entry_keys__source__former_addresses",
        "story_sources__source__former_addresses",
    )


def of_story(story: Story) -> set[bytes]:
    """The marks that keep it out: of its entries in each feed that tells it, and of its addresses."""
    return {
        *_of_keys(story),
        *_of_words(story),
        *map(tombstones.of_address, _addresses(story)),
        of_post(story),
    }


def of_post(story: Story) -> bytes:
    """For what only a restored backup can bring back; not its number, which may be given again after that."""
    made = story.post_key or f"{story.first_seen_at.isoformat()} {story.posted_by_id}"
    return tombstones.mark("story", str(made))


def of_account(user: User) -> bytes:
    """Not its address, which may be another one by now; nor its number alone, which may be given again."""
    return tombstones.mark("account", str(user.pk), user.date_joined.isoformat())


def of_blog(source: Source) -> bytes:
    return tombstones.mark("blog", source.url)


def _of_keys(story: Story) -> Iterator[bytes]:
    for key in story.entry_keys.all():
        for feed in tombstones.feeds_of(key.source):
            yield tombstones.of_key(feed, bytes(key.digest))


def _of_words(story: Story) -> Iterator[bytes]:
    for source in _sources(story):
        for feed in tombstones.feeds_of(source):
            date = story.dated_ahead or story.published_at
            yield from tombstones.of_title(feed, _bytes(story.title_hash), date)
            yield from tombstones.of_words(feed, _bytes(story.content_hash))


def _sources(story: Story) -> set[Source]:
    carried = {row.source for row in story.story_sources.all()} | {
        key.source for key in story.entry_keys.all()
    }
    return carried | ({story.owner_source} if story.owner_source else set())


def _addresses(story: Story) -> Iterator[str]:
    """Where it stands on the web; never an address that other stories have too, or they would go with it."""
    own = canonical_url(story.canonical_url)
    if own and digest(own) == _bytes(story.url_hash):
        yield own
    for row in story.story_sources.all():
        address = canonical_url(row.link)
        if (
            row.source_id != story.owner_source_id
            and address not in ("", own)
            and not _is_shared(row, address)
        ):
            yield address


def _is_shared(row: StorySource, address: str) -> bool:
    others = StorySource.objects.filter(source=row.source_id, link=row.link).exclude(story=row.story_id)
    return others.exists() or Story.objects.filter(url_hash=digest(address)).exclude(pk=row.story_id).exists()


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
