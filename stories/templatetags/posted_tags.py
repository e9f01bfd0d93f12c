"""What a posted story shows beside its words: its film, and whom to thank."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template import Context

from people import consent
from people.templatetags.people_tags import viewer
from stories import embeds
from stories.links import host
from stories.models import Story
from stories.templatetags.stories_tags import thread

register = template.Library()


@dataclass(frozen=True)
class Film:
    """For embed_still. Without a player it is a link to the film's own page."""

    title: str
    home: str
    provider: str
    player: str = ""
    still: str = ""  # theirs would be asked for before the reader has pressed play
    alt: str = ""
    thread: str = ""
    lang: str = ""


@register.filter
def film(story: Story) -> Film | None:
    """The film a reporter points at."""
    if not host(story.video_url):
        return None
    found = embeds.player_for(story.video_url)
    return Film(
        title=story.headline,
        home=found.home if found else story.video_url,
        provider=found.provider if found else host(story.video_url),
        player=found.player if found else "",
        thread=thread(story),
        lang=story.lang,
    )


@register.simple_tag(takes_context=True)
def thanked(context: Context, story: Story) -> list[dict[str, str]]:
    """Who else made it, as far as this reader may know of them."""
    if story.origin != Story.Origin.POSTED:
        return []
    to = viewer(context)
    people = [credit.person for credit in story.credits.all()]
    return [
        {"name": person.display_name, "href": person.get_absolute_url()}
        for person in people
        if consent.is_known(person, to=to)
    ]
