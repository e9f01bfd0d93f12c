"""Writers hear by e-mail of what others decide: once, with the reason, and not of what holds no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend

from portal.accounts.models import User
from programmes.models import Outbox
from stories import notify, publishing, tasks
from stories.models import Story
from stories.notify import sending
from tests.factories import NOON, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db

REASON = "Two children can be recognised.\n\nCrop them out, or ask <their> parents."


@pytest.fixture
def story(writer: User) -> Story:
    return StoryFactory(posted=True, posted_by=writer, title="Photos from the fair & more")


def mails(mailoutbox: list[Any]) -> list[tuple[str, list[str]]]:
    return [(mail.subject, mail.to) for mail in mailoutbox]


def test_a_published_story_is_told_with_the_way_to_it(
    story: Story, writer: User, mailoutbox: list[Any]
) -> None:
    publishing.approve(story, by=UserFactory(), now=NOON)
    assert notify.tell_owed(now=NOON) == 1
    assert mails(mailoutbox) == [("Common Thread: Your story is out", ["joan@example.org"])]
    assert "“Photos from the fair & more” is out." in mailoutbox[0].body
    assert f"http://portal.example{story.get_absolute_url()}" in mailoutbox[0].body
    page = mailoutbox[0].alternatives[0][0]
    assert f'<a href="http://portal.example{story.get_absolute_url()}"' in page
    assert "fair &amp; more" in page


def test_a_story_that_comes_back_brings_the_reason(story: Story, mailoutbox: list[Any]) -> None:
    publishing.send_back(story, by=UserFactory(), reason=REASON, now=NOON)
    notify.tell_owed(now=NOON)
    assert REASON in mailoutbox[0].body
    assert f"http://portal.example/stories/mine/{story.pk}/" in mailoutbox[0].body
    page = mailoutbox[0].alternatives[0][0]
    assert "&lt;their&gt;" in page and "<their>" not in page


def test_nobody_is_told_twice(story: Story, mailoutbox: list[Any]) -> None:
    publishing.approve(story, by=UserFactory(), now=NOON)
    assert [notify.tell_owed(now=NOON + timedelta(hours=hours)) for hours in range(3)] == [1, 0, 0]
    assert tasks.tell_owed() == 0
    assert len(mailoutbox) == 1


def test_what_holds_no_longer_is_not_told(story: Story, writer: User, mailoutbox: list[Any]) -> None:
    publishing.approve(story, by=UserFactory(), now=NOON)
    publishing.withdraw(story, by=writer, now=NOON)
    assert notify.tell_owed(now=NOON) == 0
    assert mailoutbox == []
    assert Outbox.objects.get().done_at == NOON


def test_a_mail_server_that_is_away_is_asked_again_later(
    story: Story, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.approve(story, by=UserFactory(), now=NOON)
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", _refuse)
        assert notify.tell_owed(now=NOON) == 0
    assert notify.tell_owed(now=NOON + timedelta(minutes=1)) == 0
    assert notify.tell_owed(now=NOON + timedelta(minutes=2)) == 1
    assert len(mailoutbox) == 1


def test_it_is_given_up_after_a_while(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing.approve(story, by=UserFactory(), now=NOON)
    monkeypatch.setattr(EmailBackend, "send_messages", _refuse)
    for day in range(30):
        notify.tell_owed(now=NOON + timedelta(days=day))
    assert Outbox.objects.get().attempts == notify.MOST_ATTEMPTS


def test_a_row_somebody_else_has_taken_is_left_alone(story: Story, mailoutbox: list[Any]) -> None:
    publishing.approve(story, by=UserFactory(), now=NOON)
    row = Outbox.objects.get()
    assert sending._taken(row, now=NOON)
    assert not sending._taken(row, now=NOON)


def _refuse(*_args: Any, **_kwargs: Any) -> int:
    raise ConnectionRefusedError
