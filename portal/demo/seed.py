"""Fills the database with the demo network: the founding facts, three who can sign in, three blogs to follow.

Safe to repeat: what is there is left as it is. The people who sign in come last, so that finding them means
that everything before them was done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import GroupPagePermission, Site

from people.models import Organisation, Person
from portal.accounts.models import User
from portal.demo import addresses
from portal.demo.blogs import Blog, all_blogs
from portal.demo.logins import LOGINS, Login
from programmes import site_tree
from programmes.models import Area, Membership, Programme, ProgrammePage
from stories.models import Host, Source

MADE_UP = "Made up for the demo network"
# What an officer may do to the pages of their own programme, and to nothing else.
_OFFICER_MAY = ["add_page", "change_page", "publish_page"]


def is_done() -> bool:
    return User.objects.filter(email__in=[login.email for login in LOGINS]).count() == len(LOGINS)


def seed(*, now: datetime, say: Callable[[str], None]) -> None:
    """Everything, in the order in which it leans on each other."""
    say("The programmes, their areas and their pages")
    call_command("load_areas", stdout=StringIO())
    say("The organisations and people of the founding programmes")
    call_command("import_people", stdout=StringIO())
    say("Three made-up places, and a blog from each")
    follow_blogs(now=now)
    site_tree.plant()
    say("Three made-up people who can sign in")
    make_logins(now=now)


def find_ourselves() -> None:
    """Tell the CMS the address it answers at; `make run PORT=...` may have changed it."""
    address = urlsplit(settings.PUBLIC_ADDRESS)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=address.port or 80)
    Site.clear_site_root_paths_cache()


def look_now(*, now: datetime) -> None:
    """Whoever starts the demo wants to see it read the blogs, not wait for their usual hour."""
    kept = addresses.load(settings.VAR_DIR)
    Source.objects.filter(host__key__in=kept.pairs if kept else []).update(next_fetch_at=now)


@transaction.atomic
def follow_blogs(*, now: datetime) -> None:
    blogs = all_blogs()
    where = addresses.load_or_choose(settings.VAR_DIR, [blog.slug for blog in blogs], now=now)
    for blog in blogs:
        _follow(blog, where, now=now)


def _follow(blog: Blog, where: addresses.Addresses, *, now: datetime) -> None:
    """An approved source for the blog, with its place, its group and its steward."""
    programme = Programme.objects.get(slug=blog.programme)
    area, _ = Area.objects.get_or_create(
        programme=programme,
        slug=blog.area,
        defaults={
            "name": blog.area_name,
            "kind": Area.Kind.AREA,
            "summary": blog.area_summary,
            "source": MADE_UP,
            "confidence": "low",
        },
    )
    group, _ = Organisation.objects.get_or_create(
        slug=slugify(blog.group),
        defaults={"name": blog.group, "kind": Organisation.Kind.GROUP, "is_fictional": True},
    )
    group.involvements.get_or_create(programme=programme, area=area, defaults={"role": "Writes the blog"})
    steward = _person(blog.steward, area)
    host, _ = Host.objects.get_or_create(key=where.pair(blog.slug))
    source, _ = Source.objects.get_or_create(
        url=f"{where.root(blog.slug)}{blog.feed_path}",
        defaults={
            "title": blog.title,
            "home_page": f"{where.root(blog.slug)}/",
            "host": host,
            "state": Source.State.APPROVED,
            "licence": blog.licence,
            "steward": steward,
            "next_fetch_at": now,
        },
    )
    source.source_programmes.get_or_create(programme=programme)
    source.source_areas.get_or_create(area=area)


@transaction.atomic
def make_logins(*, now: datetime) -> None:
    for login in LOGINS:
        if not User.objects.filter(email=login.email).exists():
            _make_login(login, now=now)


def _make_login(login: Login, *, now: datetime) -> None:
    """A user with a verified address, a role, and a profile they have claimed."""
    user = User.objects.create_user(login.email, login.password, name=login.name)
    EmailAddress.objects.create(user=user, email=login.email, verified=True, primary=True)
    programme = Programme.objects.get(slug=login.programme) if login.programme else None
    Membership.objects.create(user=user, role=login.role, programme=programme)
    if login.role == Membership.Role.NETWORK_EDITOR:
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    elif login.role == Membership.Role.OFFICER and programme:
        user.groups.add(_officers_of(programme))
    person = _person(login.name, None)
    person.user, person.claimed_at, person.summary = user, now, login.summary
    person.save()


def _officers_of(programme: Programme) -> Group:
    """May enter the CMS, and change the pages below their own programme's."""
    group, is_new = Group.objects.get_or_create(name=f"Programme officers: {programme.name}")
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        for page in ProgrammePage.objects.filter(programme=programme):
            for permission in Permission.objects.filter(
                content_type__app_label="wagtailcore", codename__in=_OFFICER_MAY
            ):
                GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return group


def _person(name: str, area: Area | None) -> Person:
    person, _ = Person.objects.get_or_create(
        slug=slugify(name),
        defaults={
            "display_name": name,
            "is_fictional": True,
            "area": area,
            "precision": Person.Precision.AREA if area else Person.Precision.NOWHERE,
            "source_note": f"{MADE_UP}.",
        },
    )
    return person
