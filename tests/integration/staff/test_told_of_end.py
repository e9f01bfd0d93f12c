"""Whoever looks after a source hears by e-mail that the engine has ended it: once, and not when it was reopened."""

from __future__ import annotations

from typing import Any

import pytest

from programmes.models import Membership, Programme
from stories import notify, publishing
from stories.ingest import ending
from stories.models import Decision, Source
from tests.factories import NOON, PersonFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

STEWARD, OFFICER = "steward@example.org", "officer@example.org"


@pytest.fixture
def source(ours: Programme) -> Source:
    """Ours, and ended by the engine a moment ago; it has a steward, and its programme an officer."""
    officer = UserFactory(email=OFFICER)
    Membership.objects.create(user=officer, role=Membership.Role.OFFICER, programme=ours)
    made: Source = SourceFactory(
        approved=True, title="The Bandstand & friends", url="https://bandstand.example/feed",
        programmes=[ours], steward=PersonFactory(user=UserFactory(email=STEWARD)),
    )  # fmt: skip
    for row in ending.rows(made, now=NOON):
        row.save()
    made.state = Source.State.ENDED
    made.save()
    return made


def letters(mailoutbox: list[Any]) -> dict[str, Any]:
    """Two sweeps; the letters by whom they went to."""
    for _ in range(2):
        notify.tell_owed(now=NOON)
    assert len(mailoutbox) == len({mail.to[0] for mail in mailoutbox})
    return {mail.to[0]: mail for mail in mailoutbox}


def test_its_steward_and_its_programmes_officers_are_told(source: Source, mailoutbox: list[Any]) -> None:
    told = letters(mailoutbox)
    assert sorted(told) == [OFFICER, STEWARD]
    assert {mail.subject for mail in told.values()} == {"Common Thread: “The Bandstand & friends” has ended"}
    assert all("https://bandstand.example/feed" in mail.body for mail in told.values())


def test_staff_are_led_to_its_page_and_its_steward_to_where_a_new_address_is_told(
    source: Source, mailoutbox: list[Any]
) -> None:
    told = letters(mailoutbox)
    assert f"http://portal.example/cms/source/inspect/{source.pk}/" in told[OFFICER].body
    assert "/cms/" not in told[STEWARD].body
    assert "/stories/sources/propose/?address=https%3A%2F%2F" in told[STEWARD].body


def test_nobody_hears_of_an_end_that_was_taken_back(source: Source, mailoutbox: list[Any]) -> None:
    publishing.reopen_source(source, by=None, reason="It is there after all.", now=NOON)
    assert letters(mailoutbox) == {}


def test_the_end_is_written_down_as_a_decision_of_nobody(source: Source) -> None:
    decision = Decision.objects.get(source=source)
    assert (decision.who, decision.to_state) == (None, Source.State.ENDED)
