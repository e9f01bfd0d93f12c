"""The list of what was taken down, kept beside the database: a restored backup brings nothing back."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from stories import publishing, tasks
from stories.models import Story, Tombstone
from stories.takedown import kept_list
from tests.factories import NOON, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(settings: Settings, tmp_path: Path) -> Path:
    settings.TAKEN_DOWN_LIST = tmp_path / "kept" / "taken-down.jsonl"
    return tmp_path / "kept" / "taken-down.jsonl"


def told(**other: object) -> Story:
    story: Story = StoryFactory(published=True, **other)
    return story


def take_down(story: Story) -> None:
    publishing.take_down(story, by=UserFactory(), reason="x", now=NOON)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("taken_down", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_taken_down_is_on_the_list_at_once(
    path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        take_down(told())
    assert kept_list.read(path) == {bytes(stone.digest) for stone in Tombstone.objects.all()}
    first, *rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert first.keys() == {"key"}
    assert all(row.keys() == {"mark", "at"} and len(row["mark"]) == 64 for row in rows)


@pytest.mark.parametrize("posted", [False, True], ids=["pulled", "posted"])
def test_after_an_old_backup_is_restored_it_goes_again(path: Path, posted: bool) -> None:
    story, other = told(posted=posted), told(posted=posted)
    backup = {field.attname: getattr(story, field.attname) for field in Story._meta.concrete_fields}
    take_down(story)
    command()
    # The backup was made before: the story is back, and nobody remembers that it was taken down.
    Tombstone.objects.all().delete()
    Story.objects.create(**backup)

    assert "1 stories taken down again" in command()
    assert list(Story.objects.all()) == [other]
    assert "0 marks new to the database, 0 new to the list, 0 stories" in command()


def test_a_list_written_elsewhere_can_be_replayed(path: Path, tmp_path: Path) -> None:
    take_down(told())
    command(str(tmp_path / "copy.jsonl"))
    Tombstone.objects.all().delete()
    command(str(tmp_path / "copy.jsonl"))
    assert Tombstone.objects.exists()
    assert not path.exists()


def test_a_list_made_under_another_key_is_refused_in_words(path: Path, settings: Settings) -> None:
    take_down(told())
    command()
    settings.IDENTITY_HMAC_KEY = "another"
    with pytest.raises(CommandError, match="another IDENTITY_HMAC_KEY"):
        command()
    tasks.keep_taken_down()  # and maintenance goes on


def test_a_line_that_broke_off_harms_only_itself(path: Path) -> None:
    kept_list.append(path, [b"a" * 32], now=NOON)
    with path.open("a") as file:
        file.write('{"mark": "616')
    kept_list.append(path, [b"b" * 32], now=NOON)
    assert kept_list.read(path) == {b"a" * 32, b"b" * 32}


def test_maintenance_writes_what_the_list_lacks(path: Path) -> None:
    take_down(told())
    assert not path.exists()  # nothing was committed
    tasks.keep_taken_down()
    assert len(kept_list.read(path)) == Tombstone.objects.count() > 0
    written = path.read_bytes()
    tasks.keep_taken_down()
    assert path.read_bytes() == written
