"""Photos of a story: kept whatever else is wrong, refused one by one, described before anybody sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from programmes import pictures
from programmes.models import CustomImage
from programmes.pictures import sizes
from stories import stream
from stories.models import Photo, Story, StoryCredit
from tests.factories import NOON, PersonFactory, StoryFactory, UserFactory
from tests.integration.reporter.conftest import Page, Reporter
from tests.pictures import photo_with_secrets, picture, png_that_claims

pytestmark = pytest.mark.django_db


def file(name: str = "lunch.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(colour=(len(name) * 9, 40, 40), kind="PNG"), "image/jpeg")


def described(page: Page, *alts: str, **other: Any) -> dict[str, Any]:
    return {
        "photos-key": page.values("photos-key"),
        "photos-caption": ["" for _alt in alts],
        "photos-alt": list(alts),
        "consent": "given",
    } | other


def test_two_photos_are_posted_with_their_words(reporter: Reporter, writer: User) -> None:
    page = Page(reporter.press(reporter.open(), "send", photos=[file("a.jpg"), file("table.jpg")]))
    assert "Say what is in each photo" in page.text
    assert "nobody is shown who did not agree" in page.text
    given = described(page, "Five people at a table.", "A sofa.")
    given["photos-caption"] = ["Saturday, about four", ""]
    assert reporter.press(page, "send", **given).status_code == 302
    story = Story.objects.get()
    first, second = story.photos.all()
    assert (first.caption, first.image.description, first.image.alt) == (
        "Saturday, about four", "Five people at a table.", "described",
    )  # fmt: skip
    assert second.image.description == "A sofa."
    assert {photo.image.consent for photo in (first, second)} == {"given"}
    assert first.image.origin == "reporter"
    assert (first.image.uploaded_by_user, first.image.credit) == (writer, "Joan Petty")


def test_photos_of_a_page_that_has_something_else_to_put_right_are_kept(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", words="", photos=[file()]))
    assert len(page.values("photos-key")) == 1
    assert Photo.objects.count() == CustomImage.objects.count() == 1
    reporter.press(page, "send", **described(page, "A sofa."))
    assert Story.objects.get().state == "waiting"
    assert Photo.objects.get().image.description == "A sofa."


@pytest.mark.parametrize(
    "name, data, why",
    [
        ("evil.jpg", b"<html><script>alert(1)</script>", "evil.jpg"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "x.svg"),
        ("bomb.png", png_that_claims(60_000, 60_000), "bomb.png"),
        ("cut.jpg", picture()[:200], "cut.jpg"),
        ("empty.jpg", b"", ""),
        ("../../<b>x.png", b"GIF89a<script>", "&lt;b&gt;x.png"),
    ],
)
def test_a_refused_photo_refuses_only_itself(
    reporter: Reporter, media: Path, name: str, data: bytes, why: str
) -> None:
    bad = SimpleUploadedFile(name, data, "image/jpeg")
    response = reporter.press(reporter.open(), "send", topics="sofas", photos=[file(), bad])
    page = Page(response)
    assert response.status_code == 200
    assert why in page.text and "<b>x.png" not in page.text
    assert len(page.values("photos-key")) == 1
    assert 'value="sofas"' in page.text and "Nobody dropped it.</textarea>" in page.text
    assert Story.objects.get().photos.count() == 1
    reporter.press(page, "send", **described(page, "A sofa."))
    assert Story.objects.get().state == "waiting"


def test_where_a_photo_was_taken_is_not_kept(reporter: Reporter, media: Path) -> None:
    reporter.press(reporter.open(), "add", photos=[file("home.jpg", photo_with_secrets())])
    kept = b"".join(path.read_bytes() for path in media.rglob("*") if path.is_file())
    assert kept
    assert not any(secret in kept for secret in (b"SecretPhone", b"SecretComment", b"SecretXmp", b"home.jpg"))


def test_the_same_form_twice_brings_no_photo_twice(reporter: Reporter) -> None:
    page = reporter.open()
    for _press in range(2):
        reporter.press(page, "add", photos=[file()])
    assert Story.objects.count() == Photo.objects.count() == CustomImage.objects.count() == 1


def test_a_photo_that_is_left_out_is_deleted(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", photos=[file("a.jpg"), file("bb.jpg")]))
    keys = page.values("photos-key")
    given = described(page, "", "A sofa.") | {"photos-remove": keys[0]}
    reporter.press(page, "send", **given)
    assert [photo.image.description for photo in Photo.objects.all()] == ["A sofa."]
    assert CustomImage.objects.count() == 1


def test_a_decorative_photo_needs_no_words(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", photos=[file()]))
    key = page.values("photos-key")[0]
    reporter.press(page, "send", **described(page, "", **{"photos-decorative": key}))
    assert Story.objects.get().state == "waiting"
    assert Photo.objects.get().image.default_alt_text == ""


def test_an_eleventh_photo_is_refused(reporter: Reporter) -> None:
    files = [file(f"{'n' * n}.jpg") for n in range(1, 12)]
    page = Page(reporter.press(reporter.open(), "keep", photos=files))
    assert "is one too many: a story holds ten." in page.text
    assert Photo.objects.count() == 10


def test_what_was_said_of_a_photo_before_it_was_sent_stays_with_it(reporter: Reporter) -> None:
    """As the script has it: the words travel beside the file, by its name."""
    given = {
        "photos": [file("lunch.jpg")],
        "photos-key": ["lunch.jpg"],
        "photos-caption": ["Lunch"],
        "photos-alt": ["A long table."],
        "consent": "not_needed",
    }
    assert reporter.press(reporter.open(), "send", **given).status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.image.description, photo.image.consent) == (
        "Lunch", "A long table.", "not_needed",
    )  # fmt: skip


def test_nobody_can_show_another_ones_photo(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", photos=[file()]))
    other = Reporter()
    other.client.force_login(UserFactory())
    other.press(other.open(), "keep", **described(page, "Mine now."))
    assert not Story.objects.order_by("-pk")[0].photos.exists()
    assert Photo.objects.get().image.description == ""


def test_photos_of_a_published_story_change_only_with_the_story(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", photos=[file()]))
    reporter.press(page, "send", **described(page, "A sofa."))
    story = Story.objects.get()
    Story.objects.update(state="published", visible_at=story.first_seen_at)
    page = reporter.open(f"/stories/mine/{story.pk}/change/")
    page = Page(reporter.press(page, "send", words="", photos=[file("zz.jpg")], **described(page, "A sofa.")))
    assert len(page.values("photos-key")) == 2
    assert story.photos.count() == 1
    reporter.press(page, "send", **described(page, "A sofa.", "And a chair."))
    story.refresh_from_db()
    assert (story.state, story.photos.count()) == ("waiting", 2)


def test_the_card_and_the_page_show_the_photos(reporter: Reporter) -> None:
    page = Page(reporter.press(reporter.open(), "send", photos=[file("a.jpg"), file("bb.jpg")]))
    reporter.press(page, "send", **described(page, "Five people at a table.", "A sofa."))
    story = Story.objects.get()
    Story.objects.update(state="published", visible_at=story.first_seen_at)
    assert story.picture == story.photos.all()[0].image
    assert reporter.open("/stories/").text.count("<picture>") == 1
    own = reporter.open(story.get_absolute_url()).text
    assert 'alt="Five people at a table."' in own and 'alt="A sofa."' in own


def test_a_list_of_stories_with_photos_and_credits_costs_the_same_however_many() -> None:
    def told(how_many: int) -> int:
        for n in range(how_many):
            story = StoryFactory(posted=True, published=True)
            image = pictures.keep(picture(), title=f"{n}", origin=CustomImage.Origin.REPORTER)
            sizes.prepare(image, now=NOON)
            Story.objects.filter(pk=story.pk).update(picture=image)
            StoryCredit.objects.create(story=story, person=PersonFactory())
        with CaptureQueriesContext(connection) as queries:
            for card in stream.latest(limit=12):
                render_to_string("components/story_card.html", {"story": card})
        return len(queries)

    assert told(2) == told(8) <= 9
