"""Who stands beside a programme's or an area's stories: the few there is room for, those who lead it first."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from people import directory
from people.consent import ANONYMOUS
from people.models import FieldVisibility
from programmes.models import Programme
from tests.factories import (
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory()


def names(about: object, limit: int = 6) -> list[str]:
    return [entry.name for entry in directory.who_is_in(about, to=ANONYMOUS, limit=limit)]  # type: ignore[arg-type]


def test_who_leads_a_programme_comes_first_then_who_acts_for_all_of_it(programme: Programme) -> None:
    area = AreaFactory(programme=programme)
    for name, where in (("Allotment", area), ("Partner", None), ("Trust", None)):
        InvolvementFactory(
            person=None,
            organisation=OrganisationFactory(name=name),
            programme=programme,
            area=where,
            is_lead=name == "Trust",
        )
    InvolvementFactory(person=PersonFactory(display_name="Ada"), programme=programme, area=area)
    InvolvementFactory(person=PersonFactory(display_name="Zoe"), programme=programme)
    assert names(programme) == ["Trust", "Partner", "Allotment", "Zoe", "Ada"]
    assert names(programme, limit=1) == ["Trust", "Zoe"]


def test_leading_another_programme_or_another_area_counts_for_nothing_here(programme: Programme) -> None:
    area, other = AreaFactory(programme=programme), AreaFactory(programme=programme)
    ada, zoe = OrganisationFactory(name="Ada"), OrganisationFactory(name="Zoe")
    for organisation in (ada, zoe):
        InvolvementFactory(person=None, organisation=organisation, programme=programme, area=area)
    InvolvementFactory(person=None, organisation=zoe, programme=programme, area=other, is_lead=True)
    InvolvementFactory(person=None, organisation=zoe, programme=ProgrammeFactory(), is_lead=True)
    assert names(area) == ["Ada", "Zoe"]
    assert names(programme) == ["Ada", "Zoe"]


def test_who_can_help_are_those_who_say_so_and_every_day_others() -> None:
    PersonFactory(display_name="Silent", claimed_at=NOON, offers="")
    PersonFactory(display_name="Members only", claimed_at=NOON, offers="A van.")
    for name in ("Ada", "Ben", "Cem", "Dot", "Eve"):
        person = PersonFactory(display_name=name, claimed_at=NOON, offers=f"{name} offers.")
        FieldVisibility.objects.create(person=person, field="offers", level="public")

    def met(day: int) -> list[str]:
        return [each.name for each in directory.who_can_help(to=ANONYMOUS, limit=2, on=date(2026, 11, day))]

    week = [met(day) for day in range(1, 8)]
    assert all(len(each) == 2 for each in week)
    assert {name for each in week for name in each} == {"Ada", "Ben", "Cem", "Dot", "Eve"}
    everybody = directory.who_can_help(to=ANONYMOUS, limit=9, on=date(2026, 11, 1))
    assert sorted(each.offers for each in everybody) == [
        f"{n} offers." for n in ("Ada", "Ben", "Cem", "Dot", "Eve")
    ]
