"""Rights in the CMS follow from memberships: an officer of one programme cannot touch another's."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from portal import roles
from portal.accounts.models import User
from programmes import site_tree
from programmes.models import CustomImage, Membership, Programme, ProgrammePage
from tests.factories import ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Membership.Role
SLUGS = ("community-organisers", "big-local")


@pytest.fixture
def programmes() -> list[Programme]:
    """Two programmes with pages: ours and theirs."""
    made: list[Programme] = [
        ProgrammeFactory(slug=slug, name=slug.replace("-", " ").title()) for slug in SLUGS
    ]
    site_tree.plant()
    return made


def client_of(role: str, programme: Programme | None = None) -> Client:
    user = UserFactory()
    Membership.objects.create(user=user, role=role, programme=programme)
    client = Client()
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]  # for those who ask
    return client


def page_of(programme: Programme) -> ProgrammePage:
    page: ProgrammePage = ProgrammePage.objects.get(programme=programme)
    return page


def groups_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def png() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "PNG")
    return SimpleUploadedFile("kettle.png", content.getvalue(), "image/png")


class TestOfficers:
    def test_change_their_own_pages(self, programmes: list[Programme]) -> None:
        ours, _theirs = programmes
        client, page = client_of(Role.OFFICER, ours), page_of(ours)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
        child = client.get(f"/cms/pages/add/programmes/areapage/{page.pk}/")
        assert child.status_code == 200

    @pytest.mark.parametrize(
        "address", ["{}/edit/", "{}/delete/", "{}/unpublish/", "{}/history/", "{}/move/", "{}/copy/"]
    )
    def test_cannot_touch_anothers(self, programmes: list[Programme], address: str) -> None:
        ours, theirs = programmes
        client = client_of(Role.OFFICER, ours)
        path = f"/cms/pages/{address.format(page_of(theirs).pk)}"
        for answer in (client.get(path), client.post(path, {"title": "Taken over"})):
            assert (answer.status_code, answer.headers.get("Location")) in {(302, "/cms/"), (403, None)}, path
        assert page_of(theirs).title == theirs.name

    def test_cannot_add_pages_elsewhere(self, programmes: list[Programme]) -> None:
        ours, theirs = programmes
        client = client_of(Role.OFFICER, ours)
        for parent in (page_of(theirs), page_of(theirs).get_parent()):
            assert client.get(f"/cms/pages/{parent.pk}/add_subpage/").status_code in (302, 403)

    def test_cannot_move_their_pages_into_anothers(self, programmes: list[Programme]) -> None:
        ours, theirs = programmes
        client = client_of(Role.OFFICER, ours)
        path = f"/cms/pages/{page_of(ours).pk}/move/{page_of(theirs).pk}/confirm/"
        client.post(path)
        assert page_of(ours).get_parent() == page_of(theirs).get_parent()

    def test_keep_pictures_in_their_own_collection_only(
        self, programmes: list[Programme], settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        ours, theirs = programmes
        client, other = client_of(Role.OFFICER, ours), client_of(Role.OFFICER, theirs)
        for collection in Collection.objects.filter(name=theirs.name) | Collection.objects.filter(depth=1):
            data = {"title": "Kettle", "collection": collection.pk, "file": png(), "tags": ""}
            client.post("/cms/images/add/", data)
            kept = CustomImage.objects.filter(collection=collection).first()
            assert kept is None, "the collection they sent is not one of theirs"
        own = Collection.objects.get(name=ours.name)
        image = CustomImage.objects.create(title="Kettle", file=png(), collection=own)
        assert client.get(f"/cms/images/{image.pk}/").status_code == 200
        assert other.get(f"/cms/images/{image.pk}/").status_code == 302
        other.post(f"/cms/images/{image.pk}/delete/")
        assert CustomImage.objects.filter(pk=image.pk).exists()

    @pytest.mark.parametrize("path", ["programme/new", "area/new", "membership", "membership/new", "person/new",
                                      "users", "groups", "sites", "collections", "redirects"])  # fmt: skip
    def test_cannot_change_what_is_the_networks(self, programmes: list[Programme], path: str) -> None:
        answer = client_of(Role.OFFICER, programmes[0]).get(f"/cms/{path}/")
        assert answer.status_code in (302, 403)

    def test_may_enter_a_page_that_came_after_them(self, programmes: list[Programme]) -> None:
        third = ProgrammeFactory(slug="third", name="Third")
        client = client_of(Role.OFFICER, third)
        page = (
            page_of(programmes[0])
            .get_parent()
            .add_child(instance=ProgrammePage(programme=third, title="Third", slug="third"))
        )
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200


class TestEditors:
    def test_edit_every_page(self, programmes: list[Programme]) -> None:
        client = client_of(Role.NETWORK_EDITOR)
        for programme in programmes:
            assert client.get(f"/cms/pages/{page_of(programme).pk}/edit/").status_code == 200

    def test_cannot_make_themselves_anything_more(self, programmes: list[Programme]) -> None:
        client = client_of(Role.NETWORK_EDITOR)
        for path in ("users", "users/new", "groups", "groups/new"):
            assert client.get(f"/cms/{path}/").status_code in (302, 403), path

    def test_give_roles_to_those_with_an_account_and_to_those_without(
        self, programmes: list[Programme]
    ) -> None:
        client = client_of(Role.NETWORK_EDITOR)
        UserFactory(email="known@example.org")
        for email in ("Known@example.org", "new@example.org"):
            data = {"email": email, "role": Role.OFFICER, "programme": programmes[0].pk, "area": ""}
            assert client.post("/cms/membership/new/", data).status_code == 302
            user = User.objects.get(email__iexact=email)
            assert groups_of(user) == {f"Programme officers {programmes[0].pk}: Community Organisers"}
            assert not user.is_superuser
        again = client.post("/cms/membership/new/", data)
        assert "already has that role in this programme" in again.content.decode()

    def test_an_officer_needs_a_programme(self, programmes: list[Programme]) -> None:
        data = {"email": "new@example.org", "role": Role.OFFICER, "programme": "", "area": ""}
        page = client_of(Role.NETWORK_EDITOR).post("/cms/membership/new/", data).content.decode()
        assert "A programme officer needs a programme." in page
        assert not User.objects.filter(email="new@example.org").exists()

    def test_change_and_take_away_a_role(self, programmes: list[Programme]) -> None:
        client = client_of(Role.NETWORK_EDITOR)
        officer = client_of(Role.OFFICER, programmes[0]).user  # type: ignore[attr-defined]  # see client_of
        row = officer.memberships.get()
        data = {"role": Role.OFFICER, "programme": programmes[1].pk, "area": ""}
        assert client.post(f"/cms/membership/edit/{row.pk}/", data).status_code == 302
        assert groups_of(officer) == {f"Programme officers {programmes[1].pk}: Big Local"}
        client.post(f"/cms/membership/delete/{row.pk}/")
        assert groups_of(officer) == set()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.MEMBER])
def test_reporters_and_members_do_not_come_into_the_cms(role: str) -> None:
    assert client_of(role).get("/cms/").status_code == 302


def test_moderators_look_at_stories_and_at_nothing_else(programmes: list[Programme]) -> None:
    client = client_of(Role.MODERATOR)
    assert client.get("/cms/story/").status_code == 200
    for path in ("person", "programme", "membership", f"pages/{page_of(programmes[0]).pk}/edit"):
        assert client.get(f"/cms/{path}/").status_code == 302, path


def everything() -> dict[str, Any]:
    return {
        group.name: (
            sorted(group.user_set.values_list("pk", flat=True)),
            sorted(group.permissions.values_list("codename", flat=True)),
            sorted(GroupPagePermission.objects.filter(group=group).values_list("page", "permission")),
            sorted(
                GroupCollectionPermission.objects.filter(group=group).values_list("collection", "permission")
            ),
        )
        for group in Group.objects.all()
    }


def test_reconciling_changes_nothing_where_nothing_changed(programmes: list[Programme]) -> None:
    for role in Role:
        client_of(role, programmes[0] if role == Role.OFFICER else None)
    roles.reconcile()
    before = everything()
    call_command("reconcile_roles")
    assert everything() == before


def test_reconciling_puts_back_what_was_changed_by_hand(programmes: list[Programme]) -> None:
    user = client_of(Role.OFFICER, programmes[0]).user  # type: ignore[attr-defined]  # see client_of
    roles.reconcile()
    before = everything()
    group = user.groups.get()
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).update(page=page_of(programmes[1]))
    user.groups.set(Group.objects.filter(name="Network editors"))
    stray = Group.objects.create(name="Programme officers 99999: Gone")
    roles.reconcile()
    assert everything() == before
    assert not Group.objects.filter(pk=stray.pk).exists()


def test_groups_made_by_hand_are_left_alone(programmes: list[Programme]) -> None:
    user = client_of(Role.OFFICER, programmes[0]).user  # type: ignore[attr-defined]  # see client_of
    user.groups.add(Group.objects.create(name="Friends of the archive"))
    roles.reconcile()
    assert "Friends of the archive" in groups_of(user)


def test_a_renamed_programme_keeps_its_group_and_its_pictures(programmes: list[Programme]) -> None:
    ours = programmes[0]
    user = client_of(Role.OFFICER, ours).user  # type: ignore[attr-defined]  # see client_of
    collection = Collection.objects.get(name=ours.name)
    ours.name = "Neighbours Organise"
    ours.save()
    assert groups_of(user) == {f"Programme officers {ours.pk}: Neighbours Organise"}
    collection.refresh_from_db()
    assert collection.name == "Neighbours Organise"


def test_somebody_with_many_roles_can_be_deleted(programmes: list[Programme]) -> None:
    user = client_of(Role.OFFICER, programmes[0]).user  # type: ignore[attr-defined]  # see client_of
    Membership.objects.create(user=user, role=Role.OFFICER, programme=programmes[1])
    Membership.objects.create(user=user, role=Role.MODERATOR)
    user.delete()
    assert not User.objects.filter(pk=user.pk).exists()
