"""People and organisations that editors chose for a page, as each may be shown to whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from people import consent, entries
from people.entries import Entry
from people.models import Organisation, Person
from people.templatetags.people_tags import viewer

register = template.Library()


@register.simple_tag(takes_context=True)
def shown(context: Context, chosen: Iterable[Any]) -> list[Entry]:
    """In the editor's order, without those this reader may not know of: consent outlives an editor's choice."""
    wanted = [child.value for child in chosen if child.value is not None]
    to = viewer(context)
    people = {row.pk: row for row in consent.listed(to=to).filter(pk__in=_pks(wanted, Person))}
    groups = Organisation.objects.filter(pk__in=_pks(wanted, Organisation)).prefetch_related(consent.roles())
    organisations = {row.pk: row for row in groups}
    found: list[Entry] = []
    for each in wanted:
        if isinstance(each, Person):
            person = people.get(each.pk)
            seen = consent.visible(person, to=to) if person else None
            found += [entries.of_person(seen)] if seen else []
        elif isinstance(each, Organisation) and each.pk in organisations:
            found.append(entries.of_organisation(organisations[each.pk]))
    return found


def _pks(wanted: Iterable[Any], model: type[Person] | type[Organisation]) -> list[int]:
    return [each.pk for each in wanted if isinstance(each, model)]
