"""The demo blogs as sources, each with its place, its group and its steward; most followed, some proposed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from people.models import Organisation
from portal.demo import addresses
from portal.demo.blogs import Blog, all_blogs, before, site_names
from portal.demo.seeding import logins, made_up, places
from programmes.models import Programme
from stories.models import Decision, Host, Source


@transaction.atomic
def follow_blogs(*, now: datetime) -> None:
    where = addresses.load_or_choose(settings.VAR_DIR, site_names(), now=now)
    for blog in all_blogs():
        _follow(blog, where, now=now)


def look_now(*, now: datetime) -> None:
    """Whoever starts the demo wants to see it read the blogs, not wait for their usual hour."""
    kept = addresses.load(settings.VAR_DIR)
    Source.objects.filter(host__key__in=kept.pairs if kept else []).update(next_fetch_at=now)


def _follow(blog: Blog, where: addresses.Addresses, *, now: datetime) -> None:
    programme = Programme.objects.get(slug=blog.programme)
    area = places.of_blog(blog, programme)
    group, _ = Organisation.objects.get_or_create(
        slug=slugify(blog.group),
        defaults={"name": blog.group, "kind": Organisation.Kind.GROUP, "is_fictional": True},
    )
    group.involvements.get_or_create(programme=programme, area=area, defaults={"role": "Writes the blog"})
    # Where the network believes it to be: of a blog that has moved, it knows the old address.
    site = before(blog) if blog.trouble == "moved" else blog.slug
    host, _ = Host.objects.get_or_create(key=where.pair(site))
    asked_by = (
        logins.reporter(blog.proposed_by, programme=programme.slug, now=now) if blog.proposed_by else None
    )
    source, is_new = Source.objects.get_or_create(
        url=f"{where.root(site)}{blog.feed_path}",
        defaults={
            "title": blog.title,
            "home_page": f"{where.root(site)}/",
            "host": host,
            "state": Source.State.PROPOSED if asked_by else Source.State.APPROVED,
            "proposed_by": asked_by,
            "licence": blog.licence,
            "publisher": group,
            "steward": made_up.person(blog.steward, area),
            "next_fetch_at": now,
        },
    )
    source.source_programmes.get_or_create(programme=programme)
    if blog.is_placed:
        source.source_areas.get_or_create(area=area)
    if is_new and asked_by:
        Decision.objects.create(source=source, who=asked_by, when=now, to_state=source.state, reason=blog.why)
