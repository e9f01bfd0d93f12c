"""What there is of a programme, in figures: counted now, so that nobody has to keep them true."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from people import directory
from people.filters import Filters as Whom
from people.templatetags.people_tags import viewer
from programmes.models import Programme
from stories import stream
from stories.filters import Filters

register = template.Library()


@register.simple_tag(takes_context=True)
def figures_of(context: Context, programme: Programme) -> SafeString | str:
    """Places, stories, and whom this reader may know of. What there is none of is not told of."""
    places = programme.areas.count()
    stories = stream.count(Filters(programmes=(programme,)))
    who = directory.matching(Whom(programmes=(programme,)), to=viewer(context))
    them = who.count_of_people_and_organisations()
    facts = [
        {"figure": _figure(number), "label": label}
        for number, label in (
            (places, ngettext("place", "places", places)),
            (stories, ngettext("story", "stories", stories)),
            (them, ngettext("person or organisation", "people and organisations", them)),
        )
        if number
    ]
    return render_to_string("components/fact_list.html", {"facts": facts}) if facts else ""


def _figure(number: int) -> str:
    """With the marks of the language between thousands; a story count stops where counting further says no more."""
    if number > stream.COUNT_LIMIT:
        return f"{number_format(stream.COUNT_LIMIT, force_grouping=True)}+"
    return number_format(number, force_grouping=True)
