"""Where each feed is: of the stream under any filters, of a programme, an area, a person, an organisation."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from people.models import Organisation, Person
from programmes.models import Area, Programme
from stories.filters import Filters

About = Programme | Area | Person | Organisation | Filters | None

FORMS = {
    "atom": ("Atom", "application/atom+xml"),
    "rss": ("RSS", "application/rss+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}


class Feed(NamedTuple):
    """One way to follow something."""

    address: str
    label: str
    media_type: str


def feeds(about: About) -> list[Feed]:
    """The same stories in every form."""
    return [Feed(address(about, form), label, media_type) for form, (label, media_type) in FORMS.items()]


def address(about: About, form: str) -> str:
    match about:
        case Programme():
            return reverse("stories:programme_feed", args=[about.slug, form])
        case Area():
            return reverse("stories:area_feed", args=[about.programme.slug, about.slug, form])
        case Person():
            return reverse("stories:person_feed", args=[about.slug, form])
        case Organisation():
            return reverse("stories:organisation_feed", args=[about.slug, form])
        case Filters():
            return reverse("stories:feed", args=[form]) + about.query()
        case None:
            return reverse("stories:feed", args=[form])
