"""The first visit: asked once, nothing must be answered, nobody is listed who did not ask for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from people.models import Person
from programmes.models import Membership
from tests.factories import AreaFactory, PersonFactory
from tests.signing_in import account, code_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(client: Client) -> Any:
    user = account(name="", password=None)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return user


def join(client: Client, mailoutbox: list[Any], **data: str) -> Any:
    answer = client.post("/accounts/signup/", {"email": "new@example.org", **data})
    return client.post(answer["Location"], {"code": code_in(mailoutbox[-1]), **data})


def sign_in(client: Client, mailoutbox: list[Any], **data: str) -> Any:
    answer = client.post("/accounts/login/", {"login": "new@example.org", **data})
    return client.post(answer["Location"], {"code": code_in(mailoutbox[-1]), **data})


def test_somebody_new_is_asked_once_and_comes_to_where_they_were_going(
    client: Client, mailoutbox: list[Any]
) -> None:
    answer = join(client, mailoutbox, next="/stories/?kind=video")
    assert answer["Location"] == "/welcome/?next=%2Fstories%2F%3Fkind%3Dvideo"
    page = client.get(answer["Location"]).content.decode()
    assert "<h1>Welcome</h1>" in page
    answer = client.post("/welcome/", {"do": "later", "next": "/stories/?kind=video"})
    assert answer["Location"] == "/stories/?kind=video"
    client.post("/accounts/logout/")
    assert sign_in(client, mailoutbox, next="/people/")["Location"] == "/people/"


def test_whoever_has_a_name_already_is_not_asked(client: Client, mailoutbox: list[Any]) -> None:
    account("new@example.org", name="Joan")
    assert sign_in(client, mailoutbox)["Location"] == "/"


def test_a_name_is_enough_and_lists_nobody(client: Client, newcomer: Any) -> None:
    answer = client.post("/welcome/", {"name": "Joan", "programme": "", "area": ""})
    assert answer["Location"] == "/"
    newcomer.refresh_from_db()
    assert newcomer.name == "Joan"
    assert not Person.objects.exists()
    assert not Membership.objects.exists()


def test_the_box_for_the_whos_who_is_not_ticked(client: Client, newcomer: Any) -> None:
    box = client.get("/welcome/").content.decode().partition('name="listed"')[2].partition(">")[0]
    assert box and "checked" not in box


def test_whoever_wishes_is_listed_with_their_area_and_as_themselves(client: Client, newcomer: Any) -> None:
    PersonFactory(slug="joan-petty")
    area = AreaFactory(name="Kesterfield")
    client.post("/welcome/", {"name": "Joan Petty", "area": "kesterfield", "listed": "on"})
    person = Person.objects.get(user=newcomer)
    assert (person.display_name, person.slug, person.area) == ("Joan Petty", "joan-petty-2", area)
    assert person.claimed_at and not person.source_note
    membership = Membership.objects.get(user=newcomer)
    assert (membership.role, membership.programme, membership.area) == ("member", area.programme, area)
    assert not newcomer.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("name", ["ۂمارا نام", "!!!", "x" * 150])
def test_every_name_finds_an_address(client: Client, newcomer: Any, name: str) -> None:
    client.post("/welcome/", {"name": name, "listed": "on"})
    assert client.get(Person.objects.get().get_absolute_url()).status_code == 200


def test_an_area_nobody_knows_is_asked_about_and_nothing_typed_is_lost(client: Client, newcomer: Any) -> None:
    page = client.post("/welcome/", {"name": "Joan", "area": "Nowhere", "listed": "on"}).content.decode()
    assert "We know no area of that name there" in page
    assert 'value="Joan"' in page and 'value="Nowhere"' in page
    assert not Membership.objects.exists()


def test_the_beginning_of_an_areas_name_is_enough_if_only_one_begins_so(
    client: Client, newcomer: Any
) -> None:
    area = AreaFactory(name="Kesterfield (made up)")
    client.post("/welcome/", {"name": "Joan", "area": "Kesterf"})
    assert Membership.objects.get().area == area


def test_an_area_whose_name_is_used_twice_needs_its_programme(client: Client, newcomer: Any) -> None:
    first, second = AreaFactory(name="Church Street"), AreaFactory(name="Church Street")
    page = client.post("/welcome/", {"name": "Joan", "area": "Church Street"}).content.decode()
    assert "more than one of that name" in page
    client.post("/welcome/", {"name": "Joan", "area": "Church Street", "programme": second.programme.pk})
    assert Membership.objects.get().area == second != first


def test_what_is_known_already_is_not_asked_again(client: Client, newcomer: Any) -> None:
    client.post("/welcome/", {"name": "Joan", "area": AreaFactory().name, "listed": "on"})
    page = client.get("/welcome/").content.decode()
    assert 'name="name"' in page
    assert 'name="area"' not in page and 'name="listed"' not in page
    client.post("/welcome/", {"name": "Joan P.", "listed": "on", "area": "x"})
    assert Person.objects.count() == Membership.objects.count() == 1


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "\r\nX: y", "javascript:alert(1)"])
def test_it_never_leads_off_the_site(client: Client, newcomer: Any, address: str) -> None:
    """hostile E7."""
    for answer in (
        client.post("/welcome/", {"do": "later", "next": address}),
        client.post("/welcome/", {"name": "Joan", "next": address}),
    ):
        assert answer["Location"] == "/"


def test_visitors_are_asked_to_sign_in_first(client: Client) -> None:
    assert client.get("/welcome/")["Location"] == "/accounts/login/?next=/welcome/"
