"""Whoever can mend a source hears by e-mail that it has been failing for days: once, and not when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend

from portal.accounts.models import User
from programmes.models import Membership, Programme
from stories import notify, tasks
from stories.models import Code, Source
from tests.factories import NOON, PersonFactory, ProgrammeFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role
STEWARD, OFFICER = "steward@example.org", "officer@example.org"


def member(email: str, role: str, programme: Programme | None = None) -> User:
    user: User = UserFactory(email=email)
    Membership.objects.create(user=user, role=role, programme=programme)
    return user


@pytest.fixture
def source(ours: Programme) -> Source:
    """Ours, and failing for four days; it has a steward, and its programme an officer."""
    member(OFFICER, Role.OFFICER, ours)
    made: Source = SourceFactory(
        approved=True, title="The Bandstand & friends", url="https://bandstand.example/feed",
        programmes=[ours], steward=PersonFactory(user=UserFactory(email=STEWARD)), failures=9,
        failing_since=NOON - timedelta(days=4), last_code=Code.HTTP_4XX,
    )  # fmt: skip
    return made


def told(mailoutbox: list[Any], *, hours: float = 0) -> list[str]:
    """Both sweeps run; to whom letters have gone in all."""
    now = NOON + timedelta(hours=hours)
    notify.owe_word_of_failing(now=now)
    notify.tell_owed(now=now)
    return sorted(mail.to[0] for mail in mailoutbox)


def letter_to(mailoutbox: list[Any], email: str) -> Any:
    return next(mail for mail in mailoutbox if mail.to == [email])


def test_its_steward_and_its_programmes_officers_are_told(source: Source, mailoutbox: list[Any]) -> None:
    member("elsewhere@example.org", Role.OFFICER, ProgrammeFactory())
    member("editor@example.org", Role.NETWORK_EDITOR)
    member("moderator@example.org", Role.MODERATOR)
    assert told(mailoutbox) == [OFFICER, STEWARD]


def test_staff_read_what_is_wrong_and_where_the_button_is(source: Source, mailoutbox: list[Any]) -> None:
    told(mailoutbox)
    mail = letter_to(mailoutbox, OFFICER)
    assert mail.subject == "Common Thread: We cannot read “The Bandstand & friends”"
    assert "since 5 June" in mail.body
    assert "9 attempts since 5 June brought nothing." in mail.body
    assert "It may have moved" in mail.body
    assert f"\nhttp://portal.example/cms/source/inspect/{source.pk}/\n" in mail.body
    page = mail.alternatives[0][0]
    assert f'<a href="http://portal.example/cms/source/inspect/{source.pk}/"' in page
    assert "Bandstand &amp; friends" in page


def test_a_steward_reads_what_they_can_do_and_nothing_of_the_cms(
    source: Source, mailoutbox: list[Any]
) -> None:
    told(mailoutbox)
    mail = letter_to(mailoutbox, STEWARD)
    assert "You look after “The Bandstand & friends”" in mail.body
    assert "The site says there is nothing here" in mail.body
    assert "/stories/sources/propose/?address=https%3A%2F%2Fbandstand.example%2F\n" in mail.body
    assert "/cms/" not in mail.body


def test_where_a_new_address_cannot_help_none_is_asked_for(source: Source, mailoutbox: list[Any]) -> None:
    Source.objects.update(last_code=Code.TLS)
    told(mailoutbox)
    mail = letter_to(mailoutbox, STEWARD)
    assert "/propose/" not in mail.body
    assert "show this letter to whoever keeps the site" in mail.body


def test_before_three_days_nobody_is_called(source: Source, mailoutbox: list[Any]) -> None:
    Source.objects.update(failing_since=NOON - timedelta(days=3))
    assert told(mailoutbox) == []
    assert told(mailoutbox, hours=0.5) == [OFFICER, STEWARD]


def test_an_outage_is_told_of_once_and_the_next_one_again(source: Source, mailoutbox: list[Any]) -> None:
    for hours in range(3):
        assert told(mailoutbox, hours=hours) == [OFFICER, STEWARD]
    Membership.objects.create(user=UserFactory(), role=Role.OFFICER, programme=source.programmes.get())
    assert len(told(mailoutbox, hours=4)) == 2, "who came later is not told of what was told already"
    assert tasks.owe_word_of_failing() == 0
    Source.objects.update(failing_since=NOON)
    assert len(told(mailoutbox, hours=24 * 4)) == 5


@pytest.mark.parametrize(
    "columns",
    [
        {"state": Source.State.PAUSED},
        {"state": Source.State.ENDED},
        {"state": Source.State.PROPOSED},
        {"failures": 0, "failing_since": None},
        {"failures": 1, "failing_since": NOON},
    ],
    ids=["paused", "ended", "proposed", "recovered", "recovered and failing anew"],
)
def test_what_is_over_is_not_told(source: Source, mailoutbox: list[Any], columns: dict[str, Any]) -> None:
    assert notify.owe_word_of_failing(now=NOON) == 2
    Source.objects.update(**columns)
    assert notify.tell_owed(now=NOON) == 0
    assert told(mailoutbox) == []


def test_a_steward_on_the_staff_hears_once_and_as_staff(source: Source, mailoutbox: list[Any]) -> None:
    Source.objects.update(steward=PersonFactory(user=User.objects.get(email=OFFICER)))
    assert told(mailoutbox) == [OFFICER]
    assert "/cms/source/" in mailoutbox[0].body


def test_where_no_officer_looks_after_it_the_networks_editors_do(
    source: Source, mailoutbox: list[Any]
) -> None:
    Membership.objects.all().delete()
    member("editor@example.org", Role.NETWORK_EDITOR)
    source.programmes.clear()
    assert told(mailoutbox) == ["editor@example.org", STEWARD]


def test_nobody_to_tell_is_no_error(source: Source, mailoutbox: list[Any]) -> None:
    Membership.objects.all().delete()
    Source.objects.update(steward=PersonFactory(user=None))
    assert told(mailoutbox) == []


def test_whose_account_is_closed_hears_nothing(source: Source, mailoutbox: list[Any]) -> None:
    User.objects.filter(email=STEWARD).update(is_active=False)
    assert told(mailoutbox) == [OFFICER]


def test_a_mail_server_that_is_away_costs_nobody_a_second_letter(
    source: Source, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailBackend.send_messages

    def send_to_staff_only(backend: EmailBackend, mails: Any) -> int:
        if mails[0].to == [STEWARD]:
            raise ConnectionRefusedError
        return int(send(backend, mails) or 0)

    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", send_to_staff_only)
        assert told(mailoutbox) == [OFFICER]
    assert told(mailoutbox, hours=1) == [OFFICER, STEWARD]
