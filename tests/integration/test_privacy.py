"""Privacy as a table: every field of a person x who may see it x who is looking x where it could come out.

What is right is written here once, by hand (`SEEN`); the table is made from the model, from `consent.Field` and
from the URL configuration. A new column of a person, a new field, or a new address fails until it is listed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people import consent
from people.consent import Field
from people.models import FieldVisibility, Organisation, Person, Relationship
from portal.accounts.models import User
from portal.search.indexing import sweep
from programmes import site_tree
from programmes.models import Area, AreaPage, Programme, ProgrammePage
from stories.models import StoryCredit
from tests.browser.pages import public_routes
from tests.factories import (
    NOON,
    AreaFactory,
    InvolvementFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# --- what is right ------------------------------------------------------------------------------------------

VIEWERS = ("anonymous", "member", "self")
# Who sees what a person chose; `None` is a person who has said nothing of a field.
SEEN: dict[str | None, tuple[str, ...]] = {
    "public": ("anonymous", "member", "self"),
    "members": ("member", "self"),
    "self": ("self",),
    None: ("member", "self"),
}
# Being here at all, and the roles that go with it, is public until a person says otherwise.
SEEN_OF_PROFILE = SEEN | {None: SEEN["public"]}

# Every column of a person: the field it stands and falls with, or why it never comes out.
COLUMNS: dict[str, Field | str] = {
    "display_name": Field.PROFILE,
    "slug": Field.PROFILE,
    "is_fictional": Field.PROFILE,
    "summary": Field.SUMMARY,
    "offers": Field.OFFERS,
    "seeks": Field.SEEKS,
    "region": Field.PLACE,
    "area": Field.PLACE,
    "precision": Field.PLACE,
    "shown_latitude": Field.PLACE,
    "shown_longitude": Field.PLACE,
    "source_note": "only of those who never came: says which public source they are known from",
    "id": "a number, in the keys of lists and maps of those who are shown",
    "user": "never shown: whose account it is",
    "claimed_at": "never shown, but for whether there is one",
    "removed_at": "never shown: they are nowhere",
}

# A word for each field that stands nowhere else.
MARKS = {
    Field.PROFILE: "Quillfeather",
    Field.SUMMARY: "zithering",
    Field.OFFERS: "marmalading",
    Field.SEEKS: "bassoonery",
    Field.PLACE: "Wexmoorland",
}


# What is said there to whoever holds this client; the field is the one that is asked about, where asking is needed.
Ask = Callable[[Client, Person, Field], str]


@dataclass(frozen=True)
class Output:
    """Somewhere a person can come out, and which of their fields may. `alike`: it says the same to every reader."""

    ask: Ask
    fields: frozenset[Field]
    alike: bool = False


def _page(path: str) -> Ask:
    return lambda client, person, field: _about(client.get(path).content.decode(), person, field)


def _about(page: str, person: Person, field: Field) -> str:
    """The whole page; but names of places stand on it anyway, so of a place only what the person's entry says."""
    if field != Field.PLACE:
        return page
    entries = re.findall(r'<article class="entry">.*?</article>|<li data-thread="[^"]*">.*?</li>', page, re.S)
    return " ".join(entry for entry in entries if f'href="{person.get_absolute_url()}"' in entry)


def _found(path: str, *only: Field) -> Ask:
    """Whether a question that only this field answers finds the person: their page is linked, or it is not."""

    def ask(client: Client, person: Person, field: Field) -> str:
        if only and field not in only:
            return ""  # a value that is not known is no question
        page = client.get(path.format(mark=MARKS[field])).content.decode()
        return MARKS[field] if f'href="{person.get_absolute_url()}"' in page else ""

    return ask


def _profile(client: Client, person: Person, field: Field) -> str:
    response = client.get(person.get_absolute_url())
    return response.content.decode() if response.status_code == 200 else ""


def _linked_data(client: Client, person: Person, field: Field) -> str:
    page = _profile(client, person, field)
    return page.partition('application/ld+json">')[2].partition("</script>")[0]


def _points(client: Client) -> str:
    return client.get(reverse("people:points")).content.decode()


def _point(client: Client, person: Person, field: Field) -> str:
    return MARKS[Field.PLACE] if "51.12" in _points(client) else ""


def _story(client: Client, person: Person, field: Field) -> str:
    page = client.get(person.stories.get().get_absolute_url()).content.decode()
    return MARKS[Field.PROFILE] if f'href="{person.get_absolute_url()}"' in page else ""


def _feed(client: Client, person: Person, field: Field) -> str:
    response = client.get(reverse("stories:person_feed", args=[person.slug, "atom"]))
    return response.content.decode() if response.status_code == 200 else ""


def _first(page: Any) -> Ask:
    def ask(client: Client, person: Person, field: Field) -> str:
        found = client.get(page.objects.live().order_by("-pk").first().get_url()).content.decode()
        return _about(found, person, field)

    return ask


ALL = frozenset(Field)
OUTPUTS: dict[str, Output] = {
    "list": Output(_page("/people/"), ALL),
    "list, searched": Output(_found("/people/?q={mark}"), ALL),
    "list, by what is offered": Output(_found("/people/?offers={mark}"), frozenset({Field.OFFERS})),
    "list, by region": Output(_found("/people/?region={mark}", Field.PLACE), frozenset({Field.PLACE})),
    "list, by area": Output(_found("/people/?area=big-local.{mark}", Field.PLACE), frozenset({Field.PLACE})),
    "list beside the map": Output(_page("/people/?view=map&kind=person"), ALL),
    "points": Output(_point, frozenset({Field.PLACE})),
    "profile": Output(_profile, ALL),
    "linked data": Output(_linked_data, frozenset({Field.PROFILE, Field.SUMMARY, Field.PLACE}), alike=True),
    "search": Output(_found("/search/?q={mark}&kind=person"), ALL, alike=True),
    # A story's credits are the same for every reader, as its card is.
    "story": Output(_story, frozenset({Field.PROFILE}), alike=True),
    "their feed": Output(_feed, frozenset({Field.PROFILE}), alike=True),
    "first page": Output(_page("/"), frozenset({Field.PROFILE, Field.OFFERS, Field.PLACE})),
    "programme page": Output(_first(ProgrammePage), ALL),
    "area page": Output(_first(AreaPage), ALL),
}

# By the name of the route: the outputs above, or why no person comes out there.
ROUTES: dict[str, str | tuple[str, ...]] = {
    "people:directory": (
        "list", "list, searched", "list, by what is offered", "list, by region", "list, by area",
        "list beside the map",
    ),
    "people:points": ("points",),
    "people:person": ("profile", "linked data"),
    "people:organisation": "people come out through `ties.of`, which asks as a profile does: tested below",
    "people:own": "shown to its person only",
    "people:leave": "asks its person whether to take them out, says nothing of anybody",
    "search:search": ("search",),
    "stories:story": ("story",),
    "stories:stream": "cards lead to authors as the story's page does to nobody in particular: tested below",
    "stories:news": "a number",
    "stories:propose": "asks for an address of a blog",
    "stories:person_feed": ("their feed",),
    "stories:feed": "bylines of published stories, and of people nothing",
    "stories:programme_feed": "as the feed of all stories",
    "stories:area_feed": "as the feed of all stories",
    "stories:organisation_feed": "as the feed of all stories",
    "stories:sources": "a list of blogs",
    "sitemap": "the parts of the map of the site",
    "sitemap_part": "stories, organisations and lists, and no people",
    "wagtail_serve": ("first page", "programme page", "area page"),
}  # fmt: skip
# Addresses that say nothing of anybody but whoever is signed in.
OWN_BUSINESS = (
    "account", "mfa_", "second_step", "sign_out_elsewhere", "usersessions", "mailbox:", "demo_codes", "design:",
    "healthz", "readyz", "metrics", "theme", "scheme", "media/", "wagtaildocs", "wagtailcore", "robots",
    "welcome", "stories:mine", "stories:post", "stories:draft", "stories:change", "stories:preview",
    "stories:send", "stories:withdraw", "stories:restore",
    "headless", "socialaccount",
)  # fmt: skip


# --- the table is whole -------------------------------------------------------------------------------------


def test_every_column_of_a_person_stands_and_falls_with_a_field_or_never_comes_out() -> None:
    assert {field.name for field in Person._meta.concrete_fields} == set(COLUMNS)


def test_every_field_has_a_mark_and_comes_out_somewhere() -> None:
    assert set(MARKS) == set(Field) == {value for value in COLUMNS.values() if isinstance(value, Field)}
    assert frozenset().union(*(output.fields for output in OUTPUTS.values())) == ALL


def test_every_address_is_an_output_or_says_why_nobody_comes_out_there() -> None:
    unlisted = {name for name in public_routes() if name not in ROUTES and not name.startswith(OWN_BUSINESS)}
    assert not unlisted, f"say in {__name__}.ROUTES what of a person comes out at {sorted(unlisted)}"
    listed = {name for names in ROUTES.values() if isinstance(names, tuple) for name in names}
    assert listed == set(OUTPUTS)


# --- the table ----------------------------------------------------------------------------------------------


@pytest.fixture
def network() -> tuple[Programme, Area]:
    programme = ProgrammeFactory(slug="big-local")
    area = AreaFactory(
        programme=programme,
        name="Wexmoorland",
        slug="Wexmoorland",
        region="Wexmoorland",
        latitude=51,
        longitude=0,
    )
    site_tree.plant()
    return programme, area


def somebody(network: tuple[Programme, Area], levels: dict[Field, str | None], **fields: Any) -> Person:
    """Somebody who has written everything there is to write, and may be met everywhere."""
    programme, area = network
    person = Person.objects.create(
        display_name="Quillfeather",
        slug="someone",
        summary="I go zithering.",
        offers="Much marmalading.",
        seeks="Some bassoonery.",
        region="Wexmoorland",
        area=area,
        precision="area",
        shown_latitude=51.1234,
        shown_longitude=-0.6543,
        **fields,
    )
    for field, level in levels.items():
        if level:
            FieldVisibility.objects.create(person=person, field=field, level=level)
    InvolvementFactory(person=person, programme=programme, role="Organiser")
    StoryFactory(published=True, author=person, byline="Somebody")
    sweep()
    return person


class Reader(Client):
    """Opens no page twice: what stands there does not change between two questions."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: dict[str, Any] = {}

    def get(self, path: str) -> Any:  # type: ignore[override]  # nobody here asks for more
        if path not in self._opened:
            self._opened[path] = super().get(path)
        return self._opened[path]


def clients(person: Person) -> dict[str, Client]:
    found: dict[str, Client] = {viewer: Reader() for viewer in VIEWERS}
    member: User = UserFactory()
    found["member"].force_login(member)
    if person.user is not None:
        found["self"].force_login(person.user)
    return found


def differences(person: Person, right: Callable[[Field, str], bool], *about: Field) -> list[str]:
    """Where what comes out of these fields, in some output to some viewer, is not what is right."""
    found = []
    for viewer, client in clients(person).items():
        for (name, output), field in product(OUTPUTS.items(), about):
            said = _without_their_form(output.ask(client, person, field))
            reader = "anonymous" if output.alike else viewer
            expected = field in output.fields and right(field, reader) and _is_met(name, right, reader)
            if (MARKS[field] in said) is not expected:
                found.append(f"{name}: {viewer} sees {field}: {not expected}, should be {expected}")
    return found


def _is_met(output: str, right: Callable[[Field, str], bool], reader: str) -> bool:
    """Nothing of a person comes out where they are not met: without a profile, nor by what they do not show."""
    by = {Field.PLACE} if output in {"list beside the map", "points", "area page"} else set()
    by |= {Field.OFFERS} if output == "first page" else set()
    return all(right(field, reader) for field in {Field.PROFILE, *by})


def _without_their_form(said: str) -> str:
    """The page without its form, which names the regions of all areas to everybody."""
    return re.sub(r"<option.*?</option>", "", said)


def test_what_is_public_is_seen_by_everybody_in_all_outputs(network: tuple[Programme, Area]) -> None:
    person = somebody(network, dict.fromkeys(Field, "public"), user=UserFactory(), claimed_at=NOON)
    assert differences(person, lambda asked, viewer: viewer in SEEN["public"], *Field) == []


@pytest.mark.parametrize("level", ["members", "self", None])
@pytest.mark.parametrize("field", list(Field))
def test_a_field_is_seen_by_whom_its_person_chose_and_by_nobody_else(
    network: tuple[Programme, Area], field: Field, level: str | None
) -> None:
    levels: dict[Field, str | None] = {}
    levels.update(dict.fromkeys(Field, "public"))
    levels[field] = level
    person = somebody(network, levels, user=UserFactory(), claimed_at=NOON)

    def right(asked: Field, viewer: str) -> bool:
        table = SEEN_OF_PROFILE if asked == Field.PROFILE else SEEN
        return viewer in table[levels[asked]]

    assert differences(person, right, field) == []


def test_of_somebody_who_never_came_only_name_and_stated_role_are_seen_whatever_the_rows_say(
    network: tuple[Programme, Area],
) -> None:
    person = somebody(network, dict.fromkeys(Field, "public"), source_note="A report.")
    stated = {Field.PROFILE, Field.SUMMARY}
    assert differences(person, lambda asked, viewer: asked in stated, *Field) == []


def test_somebody_who_left_is_nowhere(network: tuple[Programme, Area]) -> None:
    person = somebody(network, dict.fromkeys(Field, "public"), user=UserFactory(), removed_at=NOON)
    assert differences(person, lambda asked, viewer: False, *Field) == []


def test_a_point_is_as_rough_as_the_person_chose(network: tuple[Programme, Area]) -> None:
    person = somebody(network, dict.fromkeys(Field, "public"), user=UserFactory(), claimed_at=NOON)
    person.precision = "region"
    person.save()
    assert "51.12" not in _points(Client())
    assert "Quillfeather" not in Client().get("/people/?area=big-local.Wexmoorland").content.decode()
    person.precision = "nowhere"
    person.save()
    assert "Quillfeather" not in Client().get("/people/?region=Wexmoorland").content.decode()


# --- where people come out beside others --------------------------------------------------------------------


@pytest.mark.parametrize("level", ["public", "members", "self", None])
def test_ties_and_cards_lead_to_nobody_the_reader_may_not_know_of(
    network: tuple[Programme, Area], level: str | None
) -> None:
    person = somebody(network, {Field.PROFILE: level}, user=UserFactory(), claimed_at=NOON)
    other = somebody_else(person)
    for viewer, client in clients(person).items():
        met = viewer in SEEN_OF_PROFILE[level]
        for path in (other.get_absolute_url(), "/organisations/kitchen/"):
            assert ("Quillfeather" in client.get(path).content.decode()) is met, (viewer, path)
        # A card is the same for every reader: it leads to whom everyone may know of.
        card = client.get("/stories/").content.decode()
        assert (f'href="{person.get_absolute_url()}"' in card) is ("anonymous" in SEEN_OF_PROFILE[level])


def somebody_else(person: Person) -> Person:
    """Tied to the person, as is an organisation; and a story both are credited with."""
    other = Person.objects.create(display_name="Other", slug="other")
    kitchen = Organisation.objects.create(name="Kitchen", slug="kitchen")
    Relationship.objects.create(kind="works_with", subject_person=other, object_person=person)
    Relationship.objects.create(kind="works_for", subject_person=person, object_organisation=kitchen)
    SourceFactory(approved=True, steward=person, publisher=kitchen)
    StoryCredit.objects.create(story=person.stories.get(), person=other)
    return other


def test_numbers_count_only_those_who_are_shown(network: tuple[Programme, Area]) -> None:
    person = somebody(network, {Field.PROFILE: "self"}, user=UserFactory(), claimed_at=NOON)
    told = {
        viewer: client.get("/people/?kind=person").content.decode().count('<b class="num">0</b>')
        for viewer, client in clients(person).items()
    }
    assert told == {"anonymous": 1, "member": 1, "self": 0}


def test_the_rules_in_rows_and_for_one_person_are_the_same(network: tuple[Programme, Area]) -> None:
    person = somebody(
        network, {Field.SEEKS: "public", Field.PLACE: "self"}, claimed_at=NOON, user=UserFactory()
    )
    stranger = consent.Viewer(UserFactory().pk)
    for viewer in (consent.ANONYMOUS, stranger, consent.Viewer(person.user_id)):
        shown = consent.visible(person, to=viewer)
        assert shown is not None
        for field, seen in (
            (Field.SUMMARY, shown.summary),
            (Field.OFFERS, shown.offers),
            (Field.SEEKS, shown.seeks),
            (Field.PLACE, shown.place),
        ):
            rows = Person.objects.filter(consent.may_see(field, to=viewer))
            assert rows.filter(pk=person.pk).exists() is bool(seen), (field, viewer)


def test_points_are_json_of_nothing_but_what_marks_need(network: tuple[Programme, Area]) -> None:
    somebody(network, dict.fromkeys(Field, "public"), user=UserFactory(), claimed_at=NOON)
    found = json.loads(_points(Client()))["features"]
    keys = {key for each in found for key in each["properties"]}
    assert keys == {"kind", "label", "name", "href", "summary", "place", "note", "threads"}
