"""The films of a story, each with all that its still and its button need. Nothing is asked of anybody.

A story may be a film (it lives on a listed host), bring one with it (an address its reporter gave) or hold some
among its words (frames that the cleaner took out and kept as enclosures). Its publisher's choice holds here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from programmes.models import CustomImage
from stories.embeds import Player, player_for
from stories.links import host
from stories.models import Enclosure, Story
from stories.models.source import Licence


@dataclass(frozen=True)
class Film:
    """One film, as `components/embed_still.html` shows it. Without a player it is only a way home."""

    title: str
    home: str
    provider: str
    player: str = ""
    image: CustomImage | None = None  # our copy of its still
    alt: str = ""
    thread: str = ""
    lang: str = ""
    captioned: bool = True  # False where its title stands over it already


def films_of(story: Story, copies: Mapping[str, CustomImage]) -> list[Film]:
    """In the order they matter, each once; `copies` are our own pictures by their address at home."""
    if story.licence == Licence.LINK:
        return []
    found: dict[str, Film] = {}
    for url in (story.video_url, story.canonical_url):
        if player := player_for(url):
            image = copies.get(player.still) or _beside(story)
            found[player.home] = replace(_film(story, player, image), captioned=False)
    if story.licence == Licence.FULL:
        for each in story.enclosures.all():
            if player := player_for(each.url):
                film = _film(story, player, copies.get(player.still), each.alt)
                found.setdefault(player.home, replace(film, captioned=bool(each.alt)))
    if story.video_url and not found and (place := host(story.video_url)):
        found[story.video_url] = _film(story, Player(place, player="", home=story.video_url), None)
    return list(found.values())


def attached(enclosures: Iterable[Enclosure]) -> list[Enclosure]:
    """What came with a story and is no film of a listed host."""
    return [each for each in enclosures if player_for(each.url) is None]


def _beside(story: Story) -> CustomImage | None:
    """What a feed puts beside a film is its still; what a reporter puts beside one is a photo of its own."""
    return None if story.origin == Story.Origin.POSTED else story.picture


def _film(story: Story, player: Player, image: CustomImage | None, title: str = "") -> Film:
    thread = next((programme.slug for programme in story.programmes.all()), "")
    return Film(
        title=title or story.headline,
        home=player.home,
        provider=player.provider,
        player=player.player,
        image=image,
        thread=thread,
        lang=story.lang,
    )
