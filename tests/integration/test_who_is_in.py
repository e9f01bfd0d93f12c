"""Who stands beside a programme's or an area's stories: the few there is room for, those who lead it first."""

from __future__ import annotations

import pytest

from people import directory
from people.consent import ANONYMOUS
from programmes.models import Programme
from tests.factories import (
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


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
