"""One's own profile: what is kept, who may see it, and the way out and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from people import removals
from people.models import Person, Removal
from portal.accounts.models import User
from tests.factories import AreaFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

OWN, LEAVE = "/people/me/", "/people/me/leave/"


@pytest.fixture
def user(client: Client) -> User:
    made: User = UserFactory(name="Nadia Hussain")
    client.force_login(made)
    return made


def answers(**other: Any) -> dict[str, Any]:
    words = {
        "display_name": "Nadia Hussain",
        "summary": "Runs the kitchen.",
        "offers": "Cooking for forty.",
        "seeks": "A van.",
        "region": "",
        "area": "",
        "precision": "nowhere",
    }
    levels = {f"shows_{field}": "public" for field in ("profile", "summary", "offers", "seeks", "place")}
    return words | levels | other


def test_a_profile_is_made_by_whoever_wants_one(client: Client, user: User) -> None:
    assert 'value="Nadia Hussain"' in client.get(OWN).content.decode()
    assert not Person.objects.exists()
    client.post(OWN, answers())
    person = Person.objects.get(user=user)
    assert (person.slug, person.is_claimed) == ("nadia-hussain", True)
    assert "Cooking for forty." in Client().get(person.get_absolute_url()).content.decode()


def test_nobody_is_told_of_before_they_said_so(client: Client, user: User) -> None:
    page = client.get(OWN).content.decode()
    assert page.count('<option value="members" selected>') == 5


def test_no_two_people_have_one_address_and_nobody_has_that_of_a_page(client: Client, user: User) -> None:
    PersonFactory(slug="nadia-hussain")
    client.post(OWN, answers())
    assert Person.objects.get(user=user).slug == "nadia-hussain-2"
    other = Client()
    other.force_login(UserFactory())
    other.post(OWN, answers(display_name="Me"))
    assert Person.objects.get(display_name="Me").slug == "me-2"


def test_of_an_area_only_its_rounded_middle_is_kept(client: Client, user: User) -> None:
    area = AreaFactory(region="London", latitude=51.123456, longitude=-0.654321)
    client.post(OWN, answers(area=area.pk, precision="area"))
    person = Person.objects.get(user=user)
    assert (person.shown_latitude, person.shown_longitude) == (51.12, -0.65)
    assert person.region == "London"
    client.post(OWN, answers(area=area.pk, precision="region"))
    person.refresh_from_db()
    assert (person.shown_latitude, person.shown_longitude) == (None, None)


def test_trying_shows_what_everyone_would_see_and_saves_nothing(client: Client, user: User) -> None:
    page = client.post(OWN, answers(shows_seeks="members", **{"try": "1"})).content.decode()
    seen = page.partition('id="everyone"')[2]
    assert "Cooking for forty." in seen
    assert "A van." not in seen
    assert "A van." in page  # what was typed is still in the form
    assert not Person.objects.exists()


def test_trying_says_what_is_not_saved(client: Client, user: User) -> None:
    def tried() -> str:
        return client.post(OWN, answers(**{"try": "1"})).content.decode()

    assert "Nothing is saved yet." in tried()
    client.post(OWN, answers())
    page = tried()
    assert "These changes are not saved yet." in page and "Nothing is saved yet." not in page


def test_mistakes_are_told_in_our_own_words(client: Client, user: User) -> None:
    page = client.post(OWN, answers(display_name="", offers="a" * 2001)).content.decode()
    assert "Tell us what to call you." in page
    assert "This is 2001 characters long, and there is room for 2000." in page
    assert "This field is required" not in page and "Ensure this value" not in page


def test_areas_are_offered_by_name_whatever_their_case_and_accents(client: Client, user: User) -> None:
    for name in ("Élan", "ashdown", "Zeal", "Ely"):
        AreaFactory(name=name)
    page = client.get(OWN).content.decode().partition('id="id_area"')[2].partition("</select>")[0]
    assert re.findall(r">([^<]+?)</option>", page)[1:] == ["ashdown", "Élan", "Ely", "Zeal"]


def test_what_is_wrong_is_told_beside_its_question_and_nothing_typed_is_lost(
    client: Client, user: User
) -> None:
    response = client.post(OWN, answers(display_name="", precision="area", offers="Half a sentence"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "2 things to put right" in page
    assert "Choose your area" in page
    assert "Half a sentence" in page


@pytest.mark.parametrize("field", ["precision", "area", "region", "shows_profile", "shows_place"])
def test_a_value_that_was_not_offered_is_refused(client: Client, user: User, field: str) -> None:
    assert client.post(OWN, answers(**{field: "99999999999999999999"})).status_code == 422


def test_who_leaves_is_nowhere_and_nothing_they_wrote_is_kept(client: Client, user: User) -> None:
    client.post(OWN, answers())
    person = Person.objects.get(user=user)
    for _twice in range(2):
        client.post(LEAVE)
    person.refresh_from_db()
    assert person.removed_at is not None
    assert (person.summary, person.offers, person.seeks, person.region) == ("", "", "", "")
    assert not person.field_visibilities.exists()
    assert removals.asked_to_be_left_out("nadia  HUSSAIN")
    for path in ("/people/", "/people/?q=Nadia"):
        assert "Nadia" not in Client().get(path).content.decode().replace("q=Nadia", "").replace(
            "“Nadia”", ""
        ).replace('value="Nadia"', "")
    assert Client().get(person.get_absolute_url()).status_code == 404


def test_who_would_leave_is_asked_once_before_anything_is_deleted(client: Client, user: User) -> None:
    assert client.get(LEAVE)["Location"] == OWN  # nobody is there who could leave
    client.post(OWN, answers())
    assert f'href="{LEAVE}"' in client.get(OWN).content.decode()
    words = client.get(LEAVE).content.decode()
    assert "What is deleted cannot be brought back." in words
    assert Person.objects.get(user=user).removed_at is None
    client.post(LEAVE)
    assert Person.objects.get(user=user).removed_at is not None
    assert client.get(LEAVE)["Location"] == OWN


def test_who_left_may_come_back(client: Client, user: User) -> None:
    client.post(OWN, answers())
    client.post(LEAVE)
    assert "You are not in the who’s who" in client.get(OWN).content.decode()
    client.post(OWN, answers())
    person = Person.objects.get(user=user)
    assert person.removed_at is None
    assert not Removal.objects.exists()
    assert Client().get(person.get_absolute_url()).status_code == 200


def test_making_a_profile_brings_nobody_else_of_that_name_back(client: Client, user: User) -> None:
    Removal.objects.create(digest=removals.digest("Nadia Hussain"))
    client.post(OWN, answers())
    assert removals.asked_to_be_left_out("Nadia Hussain")


def test_visitors_are_asked_to_sign_in_first(client: Client) -> None:
    assert client.get(OWN).status_code == 302
    assert client.post(LEAVE).status_code == 302
    assert "login" in client.get(LEAVE)["Location"]
