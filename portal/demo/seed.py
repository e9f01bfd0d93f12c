"""Fills the database with the demo network, in the order in which its parts lean on each other.

What each part is stands in `portal.demo.seeding`. Safe to repeat: what is there is left as it is. The stories
posted here come last, so that finding them means that everything before them was done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from wagtail.models import Site

from portal.demo.seeding import cast, edges, logins, pages, places, posted, sources
from programmes import site_tree


def is_done() -> bool:
    return posted.are_there()


def seed(*, now: datetime, say: Callable[[str], None]) -> None:
    say("The programmes, their areas and their pages")
    pages.name_contact()
    call_command("load_areas", stdout=StringIO())
    say("The organisations and people of the founding programmes")
    call_command("import_people", stdout=StringIO())
    say("Made-up places, groups and people")
    places.make()
    cast.make_groups()
    cast.make_people(now=now)
    edges.make()
    say("The blogs from there")
    sources.follow_blogs(now=now)
    site_tree.plant()
    say("Made-up people who can sign in")
    logins.make(now=now)
    say("The words of the programmes' pages, and the stories that are posted here")
    pages.furnish()
    posted.post(now=now)


def find_ourselves() -> None:
    """Tell the CMS the address it answers at; `make run PORT=...` may have changed it."""
    address = urlsplit(settings.PUBLIC_ADDRESS)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=address.port or 80)
    Site.clear_site_root_paths_cache()
