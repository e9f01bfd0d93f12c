"""What a posted story shows beside its words: whom to thank."""

from __future__ import annotations

from django import template
from django.template import Context

from people import consent
from people.templatetags.people_tags import viewer
from stories.models import Story

register = template.Library()


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
