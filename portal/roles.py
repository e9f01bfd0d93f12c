"""What the CMS lets somebody do, worked out of their memberships.

`Membership` is the truth. Django's groups and Wagtail's permissions, which the CMS asks, are written from it, and
can be written again at any time: `reconcile()` for everybody, `reconcile_user()` when one row has changed. Groups
made by hand are left alone; whatever is changed by hand in one of these is put back.

    network editor      every page, picture and document; programmes, areas, people, sources; memberships
    programme officer   the pages below their programme's, its own pictures and documents; looks at the rest
    moderator           comes in and looks at stories and sources; what they decide is `programmes.rights`
    reporter, member    nothing in the CMS: groups that a page can be kept for
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.accounts.models import User
from programmes.models import Membership, Programme, ProgrammePage

Role = Membership.Role
_NAMES = {
    Role.NETWORK_EDITOR: "Network editors",
    Role.MODERATOR: "Story moderators",  # Wagtail comes with "Moderators", who may publish everywhere
    Role.REPORTER: "Community reporters",
    Role.MEMBER: "Network members",
}
_OFFICERS = "Programme officers"  # of which there is one group a programme

_COME_IN = Q(content_type__app_label="wagtailadmin", codename="access_admin")
_LOOK_AT_STORIES = Q(content_type__app_label="stories", codename__in=["view_story", "view_source"])
_LOOK_AROUND = (
    _LOOK_AT_STORIES
    | Q(content_type__app_label="people", codename__in=["view_person", "view_organisation"])
    | Q(content_type__app_label="programmes", codename__in=["view_programme", "view_area"])
)
# Not users and groups: whoever may change those may give themselves any right.
_EVERYTHING = Q(
    content_type__app_label__in=[
        "programmes", "people", "stories",
        "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailredirects", "simple_translation",
    ]
)  # fmt: skip
_MAY = {
    Role.NETWORK_EDITOR: _COME_IN | _EVERYTHING,
    Role.OFFICER: _COME_IN | _LOOK_AROUND,
    Role.MODERATOR: _COME_IN | _LOOK_AT_STORIES,
    Role.REPORTER: Q(pk__in=[]),
    Role.MEMBER: Q(pk__in=[]),
}
_WITH_OWN_PAGES = ["add_page", "change_page", "publish_page"]
_WITH_ANY_PAGE = [*_WITH_OWN_PAGES, "lock_page", "unlock_page", "bulk_delete_page"]
_CHOOSE_FILES = ["choose_image", "choose_document"]
_WITH_OWN_FILES = ["add_image", "change_image", "add_document", "change_document", *_CHOOSE_FILES]
_WITH_ANY_FILE = [*_WITH_OWN_FILES, "add_collection", "change_collection", "delete_collection"]


@transaction.atomic
def reconcile() -> None:
    """Every group and everybody in them, from the memberships there are."""
    groups = [_network_wide(role) for role in _NAMES]
    led = Programme.objects.filter(memberships__role=Role.OFFICER).distinct()
    groups += [officers_of(programme) for programme in led]
    Group.objects.filter(_OURS).exclude(pk__in=[group.pk for group in groups]).delete()
    for user in User.objects.filter(Q(memberships__isnull=False) | Q(groups__in=groups)).distinct():
        reconcile_user(user)


@transaction.atomic
def reconcile_user(user: User) -> None:
    """Puts the user into the groups of their memberships, and out of those they no longer have."""
    wanted = {
        officers_of(row.programme) if row.role == Role.OFFICER and row.programme else _network_wide(row.role)
        for row in Membership.objects.filter(user=user).select_related("programme")
    }
    user.groups.remove(*user.groups.filter(_OURS).exclude(pk__in=[group.pk for group in wanted]))
    user.groups.add(*wanted)


def reconcile_programme(programme: Programme) -> None:
    """After its name changed, or a page of it came; a programme without officers needs nothing."""
    if _officers(programme):
        officers_of(programme)


@transaction.atomic
def officers_of(programme: Programme) -> Group:
    """The group of a programme's officers, with the rights to its pages in every language, and to its files.

    They may choose pictures from everywhere, since pages share them, but change only their own.
    """
    name = f"{_prefix(programme)}{programme.name}"[:150]
    group = _officers(programme) or Group.objects.create(name=name)
    if group.name != name:
        group.name = name
        group.save(update_fields=["name"])
    group.permissions.set(Permission.objects.filter(_MAY[Role.OFFICER]))
    _let_pages(group, ProgrammePage.objects.filter(programme=programme), _WITH_OWN_PAGES)
    everywhere = Collection.get_first_root_node()
    _let_files(group, {_collection(group, programme): _WITH_OWN_FILES, everywhere: _CHOOSE_FILES})
    return group


def _network_wide(role: str) -> Group:
    group, _ = Group.objects.get_or_create(name=_NAMES[Role(role)])
    group.permissions.set(Permission.objects.filter(_MAY[Role(role)]))
    if role == Role.NETWORK_EDITOR:
        _let_pages(group, [Page.get_first_root_node()], _WITH_ANY_PAGE)
        _let_files(group, {Collection.get_first_root_node(): _WITH_ANY_FILE})
    return group


_OURS = Q(name__in=_NAMES.values()) | Q(name__startswith=f"{_OFFICERS} ")


def _prefix(programme: Programme) -> str:
    """Names and slugs change; the key finds the group again."""
    return f"{_OFFICERS} {programme.pk}: "


def _officers(programme: Programme) -> Group | None:
    return Group.objects.filter(name__startswith=_prefix(programme)).first()


def _collection(group: Group, programme: Programme) -> Collection:
    """Where the programme's own files lie: the one its officers may add to, else a new one."""
    known = GroupCollectionPermission.objects.filter(
        group=group, collection__depth__gt=1, permission__codename="add_image"
    ).first()
    if known is None:
        return Collection.get_first_root_node().add_child(instance=Collection(name=programme.name))
    if known.collection.name != programme.name:
        known.collection.name = programme.name
        known.collection.save()
    return known.collection


def _let_pages(group: Group, pages: Iterable[Page], may: list[str]) -> None:
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=may)
    wanted = {(page.pk, right.pk) for page in pages for right in rights}
    _write(GroupPagePermission, group, "page_id", wanted)


def _let_files(group: Group, may: dict[Collection, list[str]]) -> None:
    rights = Permission.objects.filter(
        content_type__app_label__in=["wagtailcore", "wagtailimages", "wagtaildocs"]
    )
    wanted = {
        (collection.pk, right.pk)
        for collection, names in may.items()
        for right in rights
        if right.codename in names
    }
    _write(GroupCollectionPermission, group, "collection_id", wanted)


def _write(
    model: type[GroupPagePermission | GroupCollectionPermission],
    group: Group,
    where: str,
    wanted: set[tuple[int, int]],
) -> None:
    """Exactly these rows, each a place and a right; what is there already stays."""
    there = {(getattr(row, where), row.permission_id): row.pk for row in model.objects.filter(group=group)}
    model.objects.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    model.objects.bulk_create(
        model(group=group, permission_id=right, **{where: place}) for place, right in wanted - there.keys()
    )
