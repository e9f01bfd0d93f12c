"""One person, one organisation: what they do, with whom, and how we know."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from people import consent, entries, metadata, ties
from people.consent import ANONYMOUS, Viewer
from people.models import Organisation


@require_safe
def person_view(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody whom the viewer may not see is not there: the same answer as for a name nobody has."""
    viewer = Viewer.of(request.user)
    person = get_object_or_404(consent.listed(to=viewer), slug=slug)
    shown = consent.visible(person, to=viewer)
    if shown is None:
        raise Http404
    address = request.build_absolute_uri(shown.href)
    everyone = consent.visible(person, to=ANONYMOUS)
    context = {
        "person": person,
        "shown": shown,
        "entry": entries.of_person(shown),
        "roles": ties.roles_of(person),
        "ties": ties.of(person, to=viewer),
        # What machines are told is what everyone may read, whoever is looking.
        "linked_data": metadata.of_person(everyone, address=address) if everyone else "",
    }
    return render(request, "people/person.html", context)


@require_safe
def organisation_view(request: HttpRequest, slug: str) -> HttpResponse:
    """One that became another keeps its page, which says so: what was said of it stays true of it."""
    organisations = Organisation.objects.select_related("replaced_by").prefetch_related(consent.roles())
    organisation = get_object_or_404(organisations, slug=slug)
    context = {
        "organisation": organisation,
        "entry": entries.of_organisation(organisation),
        "roles": ties.roles_of(organisation),
        "ties": ties.of(organisation, to=Viewer.of(request.user)),
        "linked_data": metadata.of_organisation(
            organisation, address=request.build_absolute_uri(organisation.get_absolute_url())
        ),
    }
    return render(request, "people/organisation.html", context)
