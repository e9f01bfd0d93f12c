"""Pictures that are kept: safe, named by us, and as safe when staff upload them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from programmes import pictures
from programmes.models import CustomImage
from tests.factories import UserFactory
from tests.pictures import photo_with_secrets, picture, png_that_claims

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize(
    "name", ["../../x.png", "x.png\0.html", "a" * 500 + ".jpg", "photo\u202egpj.exe", "\ud800.png"]
)
def test_what_senders_call_a_file_is_never_what_it_is_called_here(name: str, media: Path) -> None:
    image = pictures.keep(picture(), title=name, origin=CustomImage.Origin.REPORTER)
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\.jpg", image.file.name)
    image.refresh_from_db()
    assert len(image.title) <= 255
    assert not set(image.title) & {"\0", "\u202e", "\ud800"}
    assert [file.name for file in media.rglob("*.jpg")] == [Path(image.file.name).name]


def test_a_picture_is_kept_with_all_that_is_known_of_it() -> None:
    user = UserFactory()
    image = pictures.keep(
        picture(100, 50, colour=(20, 120, 60), kind="PNG"),
        title="The\nsquare",
        origin=CustomImage.Origin.REPORTER,
        description="Chairs on the square.",
        credit="Ada",
        consent=CustomImage.Consent.GIVEN,
        uploaded_by=user,
    )
    image.refresh_from_db()
    assert (image.title, image.width, image.height) == ("The square", 100, 50)
    assert image.dominant_colour == "#14783c"
    assert image.default_alt_text == "Chairs on the square."
    assert (image.credit, image.consent, image.uploaded_by_user) == ("Ada", "given", user)
    assert image.file_size == image.file.size


def test_what_is_refused_leaves_nothing_behind(media: Path) -> None:
    with pytest.raises(pictures.Refused):
        pictures.keep(b"<html>", title="x", origin=CustomImage.Origin.SOURCE)
    assert not CustomImage.objects.exists()
    assert not [file for file in media.rglob("*") if file.is_file()]


def test_a_picture_staff_upload_is_encoded_anew(staff: Client) -> None:
    sent = SimpleUploadedFile("Our Kettle.jpg", photo_with_secrets(), "image/jpeg")
    staff.post("/cms/images/add/", {"title": "Kettle", "file": sent, **DECISIONS})
    image = CustomImage.objects.get()
    with image.file.open() as file:
        assert b"Secret" not in file.read()
    assert (image.width, image.height) == (60, 80)
    assert image.dominant_colour == "#ffffff"
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\.jpg", image.file.name)
    assert image.file_size == image.file.size


def test_what_staff_upload_in_a_heap_is_encoded_anew_before_it_waits_for_their_decisions(
    staff: Client, media: Path
) -> None:
    """Wagtail keeps such uploads aside and makes images of them past the form's own field."""
    large = photo_with_secrets() + bytes(3 * 1024 * 1024)  # large enough to be spooled to a file
    for sent in (photo_with_secrets(), large):
        upload = SimpleUploadedFile("Kettle.jpg", sent, "image/jpeg")
        answer = staff.post("/cms/images/multiple/add/", {"title": "Kettle", "files[]": upload}).json()
        assert answer["success"]
        waiting = answer["uploaded_file_id"]
        words = {f"uploaded-image-{waiting}-{name}": value for name, value in DECISIONS.items()}
        title = {f"uploaded-image-{waiting}-title": "Kettle"}
        staff.post(f"/cms/images/multiple/create_from_uploaded_image/{waiting}/", words | title)
    assert CustomImage.objects.count() == 2
    assert not [file for file in media.rglob("*") if file.is_file() and b"Secret" in file.read_bytes()]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.jpg", b"<html><script>alert(1)</script></html>"),
        ("x.png", png_that_claims(60_000, 60_000)),
        ("x.png", png_that_claims(6_000, 6_000)),
        ("x.jpg", picture(400, 400)[:-900]),
    ],
)
def test_what_staff_may_not_upload_is_refused_in_words(staff: Client, name: str, data: bytes) -> None:
    sent = SimpleUploadedFile(name, data, "image/png")
    answer = staff.post("/cms/images/add/", {"title": "X", "file": sent, **DECISIONS})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not CustomImage.objects.exists()


def test_a_picture_that_is_changed_in_words_only_keeps_its_file(staff: Client) -> None:
    image = pictures.keep(picture(), title="Old", origin=CustomImage.Origin.STAFF)
    staff.post(f"/cms/images/{image.pk}/", {"title": "New", **DECISIONS})
    changed = CustomImage.objects.get()
    assert changed.title == "New"
    assert changed.file.name == image.file.name
    assert changed.dominant_colour == image.dominant_colour


def test_pictures_are_handed_out_as_pictures_only(client: Client, media: Path) -> None:
    (media / "images").mkdir()
    Image.new("RGB", (4, 4)).save(media / "images" / "small.jpg")
    answer = client.get("/media/images/small.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]


DECISIONS = {
    "alt": "described",
    "origin": "staff",
    "consent": "unknown",
    "tags": "",
    "description": "",
    "credit": "",
}
