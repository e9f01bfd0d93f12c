"""Whoever is given a role hears of it, with the way in; once, and not of what holds no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from programmes.models import Membership, Outbox, Programme
from stories import notify
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def give(
    client: Client, role: str, *, email: str = "new@example.org", programme: Programme | None = None
) -> None:
    data = {"email": email, "role": role, "programme": programme.pk if programme else "", "area": ""}
    assert client.post("/cms/membership/new/", data).status_code == 302


def sent() -> int:
    return notify.tell_owed(now=timezone.now())


def test_an_officer_hears_which_programme_from_whom_and_of_the_second_step(
    editor: Client, ours: Programme, mailoutbox: list[Any]
) -> None:
    give(editor, "officer", programme=ours)
    assert sent() == 1
    mail = mailoutbox[0]
    assert mail.to == ["new@example.org"]
    assert mail.subject == "Common Thread: You have a role: Programme officer"
    assert "Edie Editor gave you a role: Programme officer, for Ours." in mail.body
    assert "http://portal.example/accounts/login/?next=%2Fcms%2F" in mail.body
    assert "second step" in mail.body


@pytest.mark.parametrize(
    ("role", "first"), [("reporter", "%2Fstories%2Fpost%2F"), ("member", "%2Fstories%2F")]
)
def test_who_is_no_staff_is_led_to_what_is_theirs(
    editor: Client, role: str, first: str, mailoutbox: list[Any]
) -> None:
    UserFactory(email="known@example.org")
    give(editor, role, email="known@example.org")
    sent()
    assert f"/accounts/login/?next={first}\n" in mailoutbox[0].body
    assert "second step" not in mailoutbox[0].body


def test_another_role_is_news_and_the_same_one_is_not(
    editor: Client, ours: Programme, mailoutbox: list[Any]
) -> None:
    give(editor, "member")
    sent()
    row = Membership.objects.get(user__email="new@example.org")
    data = {"role": "member", "programme": "", "area": ""}
    editor.post(f"/cms/membership/edit/{row.pk}/", data)
    assert sent() == 0
    editor.post(f"/cms/membership/edit/{row.pk}/", data | {"role": "moderator", "programme": ours.pk})
    assert sent() == 1
    assert "Moderator, for Ours." in mailoutbox[1].body


def test_what_was_taken_away_meanwhile_is_not_told(editor: Client, mailoutbox: list[Any]) -> None:
    give(editor, "member")
    Membership.objects.filter(user__email="new@example.org").delete()
    assert sent() == 0
    assert mailoutbox == []


def test_nobody_hears_of_what_they_gave_themselves(editor: Client) -> None:
    email = Membership.objects.get().user.email
    give(editor, "member", email=email)
    assert not Outbox.objects.exists()


def test_a_role_given_by_a_command_or_the_seed_writes_to_nobody() -> None:
    Membership.objects.create(user=UserFactory(), role="member")
    assert not Outbox.objects.exists()
