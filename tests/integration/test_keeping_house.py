"""What is swept away by itself: pictures that nothing shows, letters that went out long ago; and what is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from programmes import site_tree
from programmes.models import CustomImage, HomePage, Membership, Outbox, PlainPage
from programmes.pictures import keep
from stories import notify, tasks
from stories.models import Photo, PictureCopy, Story
from stories.notify import MOST_ATTEMPTS
from stories.pictures import strays
from tests.factories import NOON, SourceFactory, StoryFactory, UserFactory
from tests.pictures import picture

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Origin = CustomImage.Origin


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(origin: str = Origin.REPORTER, **fields: Any) -> CustomImage:
    return keep(picture(), title="A picture", origin=origin, **fields)


def a_week_later() -> int:
    return strays.sweep_strays(now=timezone.now() + 8 * DAY)


# --- pictures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", [Origin.REPORTER, Origin.SOURCE])
def test_a_picture_that_nothing_shows_goes_after_a_week_with_its_file(
    origin: str, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = kept(origin)
    file = Path(image.file.path)
    assert file.exists()
    assert strays.sweep_strays(now=timezone.now() + 6 * DAY) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert a_week_later() == 1
    assert not CustomImage.objects.exists()
    assert not file.exists()


def test_what_something_shows_stays() -> None:
    story = StoryFactory(published=True, picture=kept())
    Photo.objects.create(story=story, image=kept())
    PictureCopy.objects.create(
        story=story, url="https://b.example/i.png", image=kept(Origin.SOURCE), state="kept"
    )
    site_tree.plant()
    shown = kept()
    body = [{"type": "picture", "value": {"image": shown.pk, "decorative": False, "alt_text": "A picture"}}]
    page = PlainPage(title="A page", slug="a-page", body=body)
    HomePage.objects.get().add_child(instance=page)
    assert a_week_later() == 0
    assert CustomImage.objects.count() == 4


def test_what_staff_put_in_the_cms_is_theirs() -> None:
    kept(Origin.STAFF)
    assert a_week_later() == 0


def test_a_photo_whose_story_has_gone_goes_too() -> None:
    story = StoryFactory(published=True)
    Photo.objects.create(story=story, image=kept())
    Story.objects.all().delete()
    assert a_week_later() == 1


# --- letters ------------------------------------------------------------------------------------------------


def row(key: str, **fields: Any) -> Outbox:
    return Outbox.objects.create(**{"topic": "tell-writer", "dedupe_key": key, "due_at": NOON} | fields)


def test_letters_are_forgotten_when_they_are_long_over() -> None:
    row("sent", done_at=NOON)
    row("given up", attempts=MOST_ATTEMPTS)
    owed = row("owed")
    assert notify.purge(now=NOON + 29 * DAY) == 0
    assert notify.purge(now=NOON + 31 * DAY) == 1
    assert notify.purge(now=NOON + 91 * DAY) == 1
    assert list(Outbox.objects.all()) == [owed]


def test_an_outage_that_goes_on_is_not_told_of_again() -> None:
    Membership.objects.create(user=UserFactory(), role=Membership.Role.NETWORK_EDITOR)
    source = SourceFactory(approved=True, failures=9, failing_since=NOON - 4 * DAY, last_code="dns")
    assert notify.owe_word_of_failing(now=NOON) == 1
    Outbox.objects.update(done_at=NOON)
    assert notify.purge(now=NOON + 60 * DAY) == 1  # the letter; not that it was written
    assert notify.owe_word_of_failing(now=NOON + 60 * DAY) == 0
    source.failures, source.failing_since = 0, None
    source.save()
    assert notify.purge(now=NOON + 61 * DAY) == 1


def test_the_clock_rings_for_both() -> None:
    kept()
    row("sent", done_at=NOON - 365 * DAY)
    CustomImage.objects.update(created_at=timezone.now() - 8 * DAY)
    assert (tasks.sweep_strays(), tasks.purge_outbox()) == (1, 1)
