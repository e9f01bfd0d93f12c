"""More for the programmes' pages than a new network starts with: at least five kinds of block on each.

Only a page that still has the words it was planted with is furnished; a page that staff have changed is theirs.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from wagtail.models import Site

from people.models import Organisation, Person
from portal.demo.blogs import POSTS
from portal.demo.seeding.made_up import CAST, MADE_UP
from programmes import pictures
from programmes.models import CustomImage, ProgrammePage, SiteSettings

CONTACT = "hello@demo.example"

_PLANTED = ["facts", "text"]
Block = tuple[str, object]


def name_contact() -> None:
    """Whom visitors write to, before the first pages say so."""
    network = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if not network.contact_email:
        network.contact_email = CONTACT
        network.save()


@transaction.atomic
def furnish() -> None:
    written = json.loads((CAST / "pages.json").read_text(encoding="utf-8"))
    for page in ProgrammePage.objects.filter(programme__slug__in=written):
        if [block.block_type for block in page.body] == _PLANTED:
            facts, text = page.body.get_prep_value()
            more = _blocks(page.programme.slug, written[page.programme.slug])
            stream = [{"type": kind, "value": value} for kind, value in more]
            page.body = page.body.stream_block.to_python([*stream[:2], text, facts, *stream[2:]])
            page.save_revision().publish()


def _blocks(programme: str, given: dict[str, Any]) -> list[Block]:
    """The picture and the quote stand first, all that is live below the facts."""
    return [
        ("picture", _picture(given["picture"], given["alt"])),
        ("quote", {"words": given["quote"], "who": given["who"]}),
        ("people", {"title": "Some of those who tie it together", "who": _who(given)}),
        ("stories", {"programme": programme, "count": 3} | given["stories"]),
        ("areas", {"title": given["areas"], "programme": programme}),
        ("call", given["call"]),
    ]


def _who(given: dict[str, Any]) -> list[dict[str, object]]:
    people = dict(Person.objects.filter(slug__in=given["people"]).values_list("slug", "pk"))
    bodies = dict(Organisation.objects.filter(slug__in=given["organisations"]).values_list("slug", "pk"))
    chosen = [("person", people[slug]) for slug in given["people"] if slug in people]
    chosen += [("organisation", bodies[slug]) for slug in given["organisations"] if slug in bodies]
    return [{"type": kind, "value": key} for kind, key in chosen]


def _picture(file: str, alt: str) -> dict[str, object]:
    image = pictures.keep(
        (POSTS / "pictures" / file).read_bytes(),
        title=file.partition(".")[0],
        origin=CustomImage.Origin.STAFF,
        description=alt,
        credit=f"{MADE_UP}, and drawn for it",
        consent=CustomImage.Consent.NOT_NEEDED,
    )
    return {"image": image.pk, "alt_text": alt, "decorative": False}
