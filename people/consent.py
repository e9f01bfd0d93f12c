"""What of a person is shown to whom. Every output asks here, and there is nowhere else to ask.

Decides, for one viewer: whether a person is there at all, which of their fields may be shown, and, for lists and
searches, the same thing as a condition on rows. Leaves how it looks to the outputs, which are handed a
`ShownPerson` and never the row. Organisations are public and need no asking.

Staff see on these pages what every member sees; what they look after they edit in the CMS.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from people.models import FieldVisibility, Involvement, Person
from programmes.models import Area

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User

Level = FieldVisibility.Level
DECIMALS = 2  # of a shown point: about a kilometre, whatever was saved


class Field(StrEnum):
    """What a person chooses for, one by one. `PROFILE` is being here at all: their name and their roles."""

    PROFILE = "profile"
    SUMMARY = "summary"
    OFFERS = "offers"
    SEEKS = "seeks"
    PLACE = "place"


# Who may see a field that its person has said nothing about. Their name and roles, once they are in the
# who's-who, everyone; their own words and where they are, members.
DEFAULTS = dict.fromkeys(Field, Level.MEMBERS) | {Field.PROFILE: Level.PUBLIC}
# The words a person writes themselves, in the order in which they are shown.
WORDS = (Field.SUMMARY, Field.OFFERS, Field.SEEKS)


@dataclass(frozen=True)
class Viewer:
    """Who is looking: nobody in particular, or a member of the network, who to one person is themselves."""

    user_id: int | None = None

    @classmethod
    def of(cls, user: User | AnonymousUser) -> Viewer:
        return cls(user.pk if user.is_authenticated and user.is_active else None)

    @property
    def levels(self) -> frozenset[str]:
        """The levels open to them on anybody else's profile."""
        return frozenset({Level.PUBLIC} if self.user_id is None else {Level.PUBLIC, Level.MEMBERS})

    def is_self(self, person: Person) -> bool:
        return self.user_id is not None and person.user_id == self.user_id


ANONYMOUS = Viewer()


@dataclass(frozen=True)
class ShownPerson:
    """A person as one viewer may see them. What they may not see is empty, as if it had never been written."""

    pk: int
    name: str
    href: str
    is_own: bool
    is_claimed: bool
    is_fictional: bool
    summary: str = ""  # theirs; of an unclaimed person, the role that the public source states
    offers: str = ""
    seeks: str = ""
    region: str = ""
    area: Area | None = None
    point: tuple[float, float] | None = None  # latitude, longitude
    source_note: str = ""  # where an unclaimed person is known from
    roles: tuple[Involvement, ...] = ()

    @property
    def place(self) -> str:
        """Where, in words, as exact as the person chose."""
        return self.area.name if self.area else self.region


def visible(person: Person, *, to: Viewer) -> ShownPerson | None:
    """The person as this viewer may see them; None if they may not even know that they are here.

    Costs no query for rows of `listed`.
    """
    if not is_known(person, to=to):
        return None
    words: dict[str, Any] = {
        field.value: getattr(person, field) for field in WORDS if _may_see(person, field, to=to)
    }
    where = _place(person) if _may_see(person, Field.PLACE, to=to) else {}
    return ShownPerson(
        pk=person.pk,
        name=person.display_name,
        href=person.get_absolute_url(),
        is_own=to.is_self(person),
        is_claimed=person.is_claimed,
        is_fictional=person.is_fictional,
        source_note="" if person.is_claimed else person.source_note,
        roles=tuple(person.involvements.all()),
        **words,
        **where,
    )


def is_known(person: Person, *, to: Viewer) -> bool:
    """Whether this viewer may know that the person is here, and so be led to their page."""
    return person.removed_at is None and _may_see(person, Field.PROFILE, to=to)


def listed(*, to: Viewer) -> QuerySet[Person]:
    """Everybody this viewer may know of, with what `visible` needs."""
    rows = Person.objects.filter(may_see(Field.PROFILE, to=to), removed_at__isnull=True)
    return rows.select_related("area__programme").prefetch_related("field_visibilities", roles())


def roles() -> Prefetch[str]:
    """What somebody does in which programme, the lead body first. Roles stand and fall with the profile."""
    edges = Involvement.objects.select_related("programme", "area__programme")
    return Prefetch("involvements", queryset=edges.order_by("-is_lead", "since", "pk"))


def may_see(field: Field, *, to: Viewer) -> Q:
    """As a condition on persons: those whose field this viewer may see, and so may be found by."""
    chosen = FieldVisibility.objects.filter(person=OuterRef("pk"), field=field)
    if DEFAULTS[field] in to.levels:
        allowed = ~Q(Exists(chosen.exclude(level__in=to.levels)))
    else:
        allowed = Q(Exists(chosen.filter(level__in=to.levels)))
    if field != Field.PROFILE:
        allowed &= _claimed()
    if field == Field.SUMMARY:
        allowed |= ~_claimed() & ~Q(source_note="")
    return allowed if to.user_id is None else allowed | Q(user=to.user_id)


def in_regions(regions: Collection[str], *, to: Viewer) -> Q:
    """Persons who let this viewer see that they are in one of these regions."""
    there = Q(region__in=regions) | Q(region="", area__region__in=regions)
    return may_see(Field.PLACE, to=to) & there & ~Q(precision=Person.Precision.NOWHERE)


def in_areas(areas: Collection[Area], *, to: Viewer) -> Q:
    """Persons who let this viewer see that they are in one of these areas."""
    return may_see(Field.PLACE, to=to) & Q(area__in=areas, precision=Person.Precision.AREA)


def said(word: str, *, to: Viewer) -> Q:
    """Persons in whose name, or in what else this viewer may read of them, the word stands."""
    found = Q(display_name__folded__contains=word)
    for field in WORDS:
        found |= Q(**{f"{field}__folded__contains": word}) & may_see(field, to=to)
    region = Q(region__folded__contains=word) | Q(region="", area__region__folded__contains=word)
    area = Q(area__name__folded__contains=word, precision=Person.Precision.AREA)
    shown = ~Q(precision=Person.Precision.NOWHERE) & may_see(Field.PLACE, to=to)
    return found | (shown & (region | area))


def on_the_map(*, to: Viewer) -> Q:
    """Persons who let this viewer see a point. A region is told in words only: its middle is nobody's place."""
    has_point = Q(precision=Person.Precision.AREA, shown_latitude__isnull=False)
    return may_see(Field.PLACE, to=to) & has_point


def choices(person: Person) -> dict[Field, str]:
    """What the person chose for each field, or what holds until they do."""
    chosen = {row.field: row.level for row in person.field_visibilities.all()}
    return {field: chosen.get(field, DEFAULTS[field]) for field in Field}


def choose(person: Person, levels: dict[Field, str]) -> None:
    """Keep what a person chose; fields that are not named stay as they are."""
    for field, level in levels.items():
        FieldVisibility.objects.update_or_create(person=person, field=field, defaults={"level": level})


def _may_see(person: Person, field: Field, *, to: Viewer) -> bool:
    """What `may_see` says in rows, of one person."""
    if to.is_self(person):
        return True
    if not person.is_claimed and field == Field.SUMMARY:
        return bool(person.source_note)
    if not person.is_claimed and field != Field.PROFILE:
        return False
    return choices(person)[field] in to.levels


def _place(person: Person) -> dict[str, Any]:
    if person.precision == Person.Precision.NOWHERE:
        return {}
    region = person.region or (person.area.region if person.area else "")
    if person.precision == Person.Precision.REGION:
        return {"region": region}
    point = None
    if person.shown_latitude is not None and person.shown_longitude is not None:
        point = (round(person.shown_latitude, DECIMALS), round(person.shown_longitude, DECIMALS))
    return {"region": region, "area": person.area, "point": point}


def _claimed() -> Q:
    return Q(user__isnull=False) | Q(claimed_at__isnull=False)
