"""Pictures that are kept: safe, named by us, and as safe when staff upload them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from programmes import pictures
from programmes.models import CustomImage
from programmes.pictures import sizes
from tests.factories import NOON, UserFactory
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


# --- sizes ----------------------------------------------------------------------------------------------------


def draw(image: CustomImage | None, arguments: str = "") -> str:
    template = Template("{% load pictures_tags %}{% picture image " + arguments + " %}")
    return template.render(Context({"image": image}))


def kept(width: int = 1600, height: int = 900, description: str = "", alt: str = "described") -> CustomImage:
    data = picture(width, height)
    return pictures.keep(data, title="Lunch", origin="staff", description=description, alt=alt)


def test_a_prepared_picture_comes_in_every_format_and_size() -> None:
    image = kept(description="Five people at a table.")
    sizes.prepare(image, now=NOON)
    html = draw(image, 'sizes="(min-width: 60rem) 40rem, 100vw" class="story__picture"')
    for kind in ("avif", "webp"):
        (srcset,) = re.findall(rf'<source type="image/{kind}" srcset="([^"]+)" sizes="\(min', html)
        assert [each.split()[1] for each in srcset.split(", ")] == ["360w", "720w", "1280w"]
    assert re.search(
        r'<img src="/media/images/[^"]+\.jpg" alt="Five people at a table\." width="720" height="405"', html
    )
    assert '<rect width="1" height="1" fill="#c82828" />' in html
    assert 'loading="lazy"' in html
    assert 'class="picture story__picture"' in html
    assert "style=" not in html


def test_a_small_picture_is_never_made_larger() -> None:
    image = kept(500, 300)
    sizes.prepare(image, now=NOON)
    assert {rendition.width for rendition in image.renditions.all()} == {360, 500}
    assert not {spec for spec in sizes.specs(image) if "1280" in spec}


def test_what_one_sees_through_keeps_its_edges_and_has_no_colour_behind() -> None:
    clear = picture(400, 300, colour=(0, 0, 0, 0), kind="PNG")
    image = pictures.keep(clear, title="Logo", origin=CustomImage.Origin.STAFF)
    sizes.prepare(image, now=NOON)
    html = draw(image)
    assert ".png" in html and "<rect" not in html
    assert image.dominant_colour == ""


def test_alternative_text_is_the_images_own_decision_unless_the_place_decides() -> None:
    words = kept(description="A kettle.")
    assert 'alt="A kettle."' in draw(words)
    assert 'alt=""' in draw(words, 'alt=""')
    assert 'alt="&lt;kettle&gt;"' in draw(kept(description="<kettle>"))
    assert 'alt=""' in draw(kept(description="A swirl.", alt=CustomImage.Alt.DECORATIVE))


def test_what_is_seen_at_once_is_not_lazy() -> None:
    assert "loading" not in draw(kept(), "lazy=False")


def test_a_picture_nobody_prepared_yet_is_shown_in_one_size_that_is_made_once() -> None:
    image = CustomImage.objects.get(pk=kept().pk)
    first = draw(image)
    assert "<img" in first and "<source" not in first
    with CaptureQueriesContext(connection) as queries:
        assert draw(CustomImage.objects.get(pk=image.pk)) == first
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]


def test_a_prepared_picture_is_shown_without_a_write_and_a_list_of_them_in_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(3):
        sizes.prepare(kept(), now=NOON)
    with django_assert_num_queries(2):
        for image in CustomImage.objects.prefetch_related("renditions"):
            assert "<source" in draw(image)


def test_no_picture_and_a_picture_whose_file_is_lost_leave_no_broken_frame(media: Path) -> None:
    assert draw(None).strip() == ""
    image = kept()
    Path(image.file.path).unlink()
    assert draw(CustomImage.objects.get(pk=image.pk)).strip() == ""


def test_what_is_owed_is_found_in_the_row_and_made_once(media: Path) -> None:
    first, lost, last = kept(), kept(), kept()
    Path(lost.file.path).unlink()
    assert sizes.prepare_owed(now=NOON) == 3
    assert sizes.prepare_owed(now=NOON) == 0
    assert first.renditions.count() == last.renditions.count() == len(sizes.specs(first))
    assert not lost.renditions.exists()


def test_a_file_staff_exchange_is_owed_anew(staff: Client) -> None:
    image = kept(description="A kettle.")
    sizes.prepare(image, now=NOON)
    sent = SimpleUploadedFile("new.png", picture(900, 900, colour=(0, 90, 0), kind="PNG"), "image/png")
    staff.post(f"/cms/images/{image.pk}/", {"title": "New", "file": sent, **DECISIONS})
    changed = CustomImage.objects.get()
    assert changed.prepared_at is None
    assert changed.dominant_colour == "#005a00"
    assert not changed.renditions.filter(filter_spec__contains="avif").exists()


def test_the_colour_of_a_picture_from_before_is_worked_out() -> None:
    image = kept()
    CustomImage.objects.update(dominant_colour="")
    sizes.prepare_owed(now=NOON)
    image.refresh_from_db()
    assert image.dominant_colour == "#c82828"
