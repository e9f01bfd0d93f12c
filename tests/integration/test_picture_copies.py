"""Copies of publishers' pictures: which are made, what is remembered, and that they go when their story goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from portal import outbound
from programmes import pictures
from programmes.models import CustomImage
from stories import publishing, tasks
from stories.embeds import Player
from stories.models import Enclosure, PictureCopy, Story
from stories.pictures import fetching, owed
from stories.pictures.copying import Tally, copy_owed
from stories.pictures.fetching import LIMITS, WAITS, rounds
from stories.pictures.wanted import wanted
from tests.factories import NOON, StoryFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, endless, in_turn
from tests.pictures import photo_with_secrets, picture

pytestmark = pytest.mark.django_db
State = PictureCopy.State


@pytest.fixture
def web(settings: Settings, tmp_path: Path) -> Iterator[FakeWeb]:
    settings.MEDIA_ROOT = tmp_path
    with FakeWeb() as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({server.pair})
        server.on("/p.jpg", answer(picture(320, 240), headers={"Content-Type": "image/jpeg"}))
        yield server


def told(url: str = "", *, html: str = "<p>Words.</p>", licence: str = "full", **fields: object) -> Story:
    """A public story that is due."""
    story: Story = StoryFactory(
        published=True, image_url=url, html=html, licence=licence, pictures_due_at=NOON, **fields
    )
    return story


def run(after: timedelta = timedelta()) -> Tally:
    return copy_owed(client=outbound.client(LIMITS), now=lambda: NOON + after)


def row() -> PictureCopy:
    return PictureCopy.objects.get()


# --- what may be copied ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "copied"),
    [("full", ["/beside.jpg", "/among.jpg", "/attached.jpg"]), ("excerpt", ["/beside.jpg"]), ("link", [])],
)
def test_the_publisher_chose_what_may_be_copied(licence: str, copied: list[str]) -> None:
    home = "https://blog.example"
    story = told(
        f"{home}/beside.jpg", html=f'<p><img src="{home}/among.jpg" alt="A &amp; B"></p>', licence=licence
    )
    attached = [
        Enclosure(url=f"{home}/attached.jpg", media_type="image/jpeg"),
        Enclosure(url=f"{home}/x.mp3"),
    ]
    found = wanted(story, attached)
    assert list(found) == [home + path for path in copied]
    if licence == "full":
        assert found[f"{home}/among.jpg"] == "A & B"


@pytest.mark.parametrize("state", ["draft", "waiting", "sent_back", "withdrawn", "hidden"])
def test_nothing_is_copied_for_a_story_nobody_may_see(state: str) -> None:
    assert (
        wanted(StoryFactory.build(owner_source=None, state=state, image_url="https://blog.example/p.jpg"), [])
        == {}
    )


def test_the_still_of_a_film_stands_beside_a_story_that_brings_no_picture() -> None:
    film = told(canonical_url="https://www.youtube.com/watch?v=dQw4-9WgX_Q")
    assert list(wanted(film, [])) == ["https://i.ytimg.com/vi/dQw4-9WgX_Q/hqdefault.jpg"]


def test_the_first_picture_of_the_words_stands_beside_a_story_that_brings_none(web: FakeWeb) -> None:
    sign = web.on("/sign.png", answer(picture(120, 60, kind="PNG")))
    chairs = told(html=f'<p><img src="{web.url("/p.jpg")}" alt="Chairs"></p>', licence="excerpt")
    signed = told(html=f'<p><img src="{sign}" alt="Our sign"></p>')
    run()
    chairs.refresh_from_db()
    signed.refresh_from_db()
    assert chairs.picture is not None
    assert signed.picture is None  # too small to be a picture of anything
    assert signed.picture_copies.get().state == State.KEPT


def test_smileys_and_what_is_no_web_address_are_not_copied() -> None:
    html = '<img src="https://s.example/1f642.png" alt="🙂"><img src="data:x" alt="x"><img src="//h/x.png">'
    assert wanted(told(html=html), []) == {}


# --- copying --------------------------------------------------------------------------------------------------


def test_a_picture_is_copied_made_harmless_and_shown_beside_its_story(web: FakeWeb) -> None:
    story = told(web.on("/photo.jpg", answer(photo_with_secrets(scale=4))))
    assert run() == Tally(kept=1)
    story.refresh_from_db()
    image = story.picture
    assert image is not None
    assert (image.origin, image.credit) == (CustomImage.Origin.SOURCE, str(story.owner_source))
    assert image.prepared_at and image.dominant_colour == "#ffffff"
    with image.file.open() as file:
        assert b"Secret" not in file.read()
    assert (row().state, row().image) == (State.KEPT, image)
    assert story.pictures_due_at is None
    (asked,) = web.seen
    assert "referer" not in asked.headers and "cookie" not in asked.headers


def test_pictures_among_the_words_keep_the_words_that_tell_them(web: FakeWeb) -> None:
    told(html=f'<p><img src="{web.url("/p.jpg")}" alt="Chairs in a row"></p>')
    run()
    assert CustomImage.objects.get().description == "Chairs in a row"


def test_nothing_owed_asks_nobody_and_running_twice_is_harmless(web: FakeWeb) -> None:
    told(web.url("/p.jpg"))
    assert run().kept == 1
    assert run(timedelta(days=9)) == Tally()
    assert web.hits() == 1


def test_nothing_owed_costs_next_to_nothing_to_know(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    StoryFactory.create_batch(3, published=True)
    with django_assert_num_queries(4):  # two of them are the claim's savepoint
        run()


def test_a_picture_of_many_stories_is_asked_for_once(web: FakeWeb) -> None:
    first, second = told(web.url("/p.jpg")), told(web.url("/p.jpg"))
    assert run().kept == 2
    assert web.hits() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.picture == second.picture is not None


def test_no_host_is_asked_for_two_pictures_at_once() -> None:
    many = [
        PictureCopy(pk=at, url=f"https://{host}.example/{at}") for at, host in enumerate("aaabbc" + "d" * 4)
    ]
    for chosen in rounds(many):
        hosts = [copy.url.split("/")[2] for copy in chosen]
        assert len(hosts) == len(set(hosts))
    assert sorted(copy.pk for chosen in rounds(many) for copy in chosen) == list(range(10))


# --- what is refused, and what is remembered ------------------------------------------------------------------


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_a_picture_that_is_gone_or_not_for_us_is_never_asked_for_again(web: FakeWeb, status: int) -> None:
    story = told(web.on("/gone.jpg", answer(status=status)))
    assert run() == Tally(given_up=1)
    assert (row().state, row().note) == (State.GIVEN_UP, f"HTTP {status}")
    assert run(timedelta(days=30)) == Tally()
    assert web.hits() == 1
    story.refresh_from_db()
    assert story.picture is None and story.pictures_due_at is None


def test_what_is_no_picture_is_given_up_in_words(web: FakeWeb) -> None:
    told(web.on("/page.jpg", answer(b"<html>not here</html>")))
    assert run().given_up == 1
    assert "web page" in row().note
    assert not CustomImage.objects.exists()


def test_an_address_on_our_own_network_is_given_up_at_once(web: FakeWeb) -> None:
    told("http://192.168.1.1/router.jpg")
    assert run().given_up == 1
    assert web.connections == 0


def test_trouble_at_home_is_tried_again_less_and_less_often_and_in_the_end_no_more(web: FakeWeb) -> None:
    story = told(web.on("/p.jpg", answer(status=500)))
    passed = timedelta()
    for wait in WAITS:
        assert run(passed) == Tally(later=1)
        assert row().next_try_at == NOON + passed + wait
        story.refresh_from_db()
        assert story.pictures_due_at == row().next_try_at
        assert run(passed + wait - timedelta(seconds=1)) == Tally()
        passed += wait
    assert run(passed) == Tally(given_up=1)
    assert web.hits() == len(WAITS) + 1


def test_a_picture_that_comes_at_the_second_try_is_shown(web: FakeWeb) -> None:
    story = told(web.on("/p.jpg", in_turn(answer(status=503), answer(picture(320, 240)))))
    run()
    assert run(WAITS[0]).kept == 1
    story.refresh_from_db()
    assert story.picture is not None


def test_a_host_that_asks_for_a_rest_is_not_asked_for_the_next_picture(web: FakeWeb) -> None:
    busy = web.on("/busy.jpg", answer(status=429))
    told(busy, html=f'<img src="{web.url("/p.jpg")}" alt="">')
    assert run() == Tally(later=2)
    assert web.hits() == 1
    assert PictureCopy.objects.get(url=web.url("/p.jpg")).attempts == 0


def test_a_picture_without_an_end_is_cut_off(web: FakeWeb) -> None:
    told(web.on("/endless.jpg", endless()))
    assert run() == Tally(later=1)
    assert row().note


# --- following the story --------------------------------------------------------------------------------------


def test_when_a_story_shows_another_picture_the_old_copy_goes(web: FakeWeb, tmp_path: Path) -> None:
    story = told(web.url("/p.jpg"))
    run()
    old = CustomImage.objects.get()
    other = web.on("/other.png", answer(picture(320, 240, kind="PNG", colour=(0, 90, 0))))
    Story.objects.filter(pk=story.pk).update(image_url=other, pictures_due_at=NOON)
    run()
    story.refresh_from_db()
    assert story.picture is not None and story.picture != old
    assert row().url == other
    assert not CustomImage.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize("step", ["hide", "withdraw"])
def test_when_a_story_goes_out_of_sight_its_copies_are_deleted(
    web: FakeWeb, tmp_path: Path, step: str, django_capture_on_commit_callbacks: Any
) -> None:
    story = told(web.url("/p.jpg"))
    run()
    assert [file for file in tmp_path.rglob("*") if file.is_file()]
    if step == "hide":
        publishing.hide(story, by=UserFactory(), reason="Somebody asked.", now=NOON)
    else:
        publishing.withdraw(story, by=UserFactory(), now=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        assert run().swept == 1
    assert not PictureCopy.objects.exists() and not CustomImage.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    story.refresh_from_db()
    assert story.picture is None


def test_a_story_that_is_shown_again_gets_its_pictures_again(web: FakeWeb) -> None:
    story = told(web.url("/p.jpg"))
    publishing.hide(story, by=UserFactory(), reason="Somebody asked.", now=NOON)
    run()
    publishing.approve(story, by=UserFactory(), now=NOON)
    assert run().kept == 1


def test_when_a_story_is_deleted_its_copies_are_swept_away(web: FakeWeb) -> None:
    story = told(web.url("/p.jpg"))
    run()
    story.delete()
    assert run().swept == 1
    assert not CustomImage.objects.exists()


def test_a_picture_another_story_still_shows_stays(web: FakeWeb) -> None:
    first, second = told(web.url("/p.jpg")), told(web.url("/p.jpg"))
    run()
    first.delete()
    run()
    second.refresh_from_db()
    assert second.picture is not None


def test_when_the_publisher_wants_only_a_link_the_copies_go(web: FakeWeb) -> None:
    story = told(web.url("/p.jpg"))
    run()
    Story.objects.filter(pk=story.pk).update(licence="link")
    owed.owe(Story.objects.filter(pk=story.pk), now=NOON)
    assert run().swept == 1


def test_a_picture_staff_take_out_does_not_come_back(web: FakeWeb) -> None:
    story = told(web.url("/p.jpg"))
    run()
    CustomImage.objects.get().delete()
    Story.objects.update(pictures_due_at=NOON)
    run()
    story.refresh_from_db()
    assert story.picture is None
    assert web.hits() == 1


def test_a_picture_staff_keep_for_their_pages_is_none_of_the_sweeps_business(web: FakeWeb) -> None:
    kept = pictures.keep(picture(), title="Of a source", origin=CustomImage.Origin.SOURCE)
    told(web.url("/p.jpg")).delete()
    run()
    assert CustomImage.objects.filter(pk=kept.pk).exists()


def test_a_reporters_own_photo_stays_on_the_card_and_a_films_still_fills_an_empty_place(
    web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "stories.pictures.wanted.player_for", lambda url: Player("", "", "", web.url("/p.jpg"))
    )
    bare, own = (
        told(posted=True, video_url="https://x.example"),
        told(posted=True, video_url="https://x.example"),
    )
    photo = pictures.keep(picture(), title="Mine", origin=CustomImage.Origin.REPORTER)
    Story.objects.filter(pk=own.pk).update(picture=photo)
    run()
    bare.refresh_from_db()
    own.refresh_from_db()
    assert own.picture == photo
    assert bare.picture is not None and bare.picture.origin == CustomImage.Origin.SOURCE


# --- claims ---------------------------------------------------------------------------------------------------


def test_a_story_that_changed_while_its_pictures_were_copied_is_looked_at_again(
    web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = told(web.url("/p.jpg"))
    later = NOON + timedelta(seconds=5)

    def meanwhile(*args: object, **named: object) -> object:
        Story.objects.filter(pk=story.pk).update(pictures_due_at=later)
        return fetching.fetch(*args, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr("stories.pictures.copying.fetch", meanwhile)
    run()
    story.refresh_from_db()
    assert story.pictures_due_at == later


def test_two_claims_never_hold_the_same_story_and_a_lost_one_comes_back() -> None:
    story = told("https://blog.example/p.jpg")
    first = owed.claim(now=NOON, most=10)
    assert first.stories == [story]
    assert owed.claim(now=NOON, most=10).stories == []
    assert owed.claim(now=NOON + owed.LEASE, most=10).stories == [story]


def test_the_task_copies_what_is_owed(web: FakeWeb) -> None:
    told(web.url("/p.jpg"))
    tasks.copy_pictures()
    assert row().state == State.KEPT
