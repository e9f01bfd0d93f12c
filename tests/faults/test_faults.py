"""Whatever befalls the engine: every story of every feed stands once, and a mistake in its way would be seen."""

from __future__ import annotations

import pytest

from tests.faults import deaths, hosts, standing
from tests.faults.fault import Begin, Fault, named

pytestmark = [pytest.mark.faults, pytest.mark.postgres, pytest.mark.worker]

BRIEF = [*deaths.SHORT, *hosts.SHORT, *standing.SHORT]
OTHERS = [*deaths.LONG, *hosts.LONG, *standing.LONG]


def test_in_peace_every_feed_is_told_as_it_was_served(play: Begin) -> None:
    with play() as run:
        for _ in range(3):
            run.turn()
            run.heal()
        run.check()


@pytest.mark.parametrize("fault", BRIEF + standing.SHORT_ALONE, ids=named)
def test_nothing_is_lost_and_nothing_doubled(play: Begin, fault: Fault) -> None:
    fault.must_heal(play)


@pytest.mark.parametrize("fault", BRIEF, ids=named)
def test_a_mistake_there_would_be_seen(play: Begin, fault: Fault) -> None:
    fault.must_be_seen(play)


@pytest.mark.long
@pytest.mark.parametrize("fault", OTHERS, ids=named)
def test_nor_by_anything_else(play: Begin, fault: Fault) -> None:
    fault.must_heal(play)


@pytest.mark.long
@pytest.mark.parametrize("fault", standing.SHORT_ALONE + OTHERS, ids=named)
def test_a_mistake_in_any_other_would_be_seen(play: Begin, fault: Fault) -> None:
    fault.must_be_seen(play)
