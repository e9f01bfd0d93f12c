"""Whatever is sent as a picture: harmless pixels come out of it, or a sentence."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from programmes.pictures import reading
from programmes.pictures.reading import Refused, read
from tests.pictures import moving, photo_with_secrets, picture, png_that_claims

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"\n<!DOCTYPE html><title>x</title><script>alert(1)</script>"


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(SVG, "SVG", id="svg"),
        pytest.param(HTML, "web page", id="a page that is called .jpg"),
        pytest.param(picture(kind="TIFF"), "TIFF", id="tiff"),
        pytest.param(b"II*\x00" + bytes(50), "TIFF", id="tiff by its mark alone"),
        pytest.param(picture(kind="BMP"), "cannot be opened", id="a format no camera makes"),
        pytest.param(
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "cannot be opened", id="postscript"
        ),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(200), "cannot be opened", id="only the start of a JPEG"),
        pytest.param(picture(400, 400)[:-900], "cannot be opened", id="truncated jpeg"),
        pytest.param(png_that_claims(60_000, 60_000), "megapixels", id="declared 60,000 x 60,000"),
        pytest.param(png_that_claims(12_000, 12_000), "megapixels", id="large enough for Pillow to warn"),
        pytest.param(png_that_claims(5_001, 5_000), "megapixels", id="just above 25 million"),
        pytest.param(moving(101), "frames", id="101 frames"),
    ],
)
def test_what_is_not_a_picture_we_can_keep_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert words in str(refused.value)


def test_too_many_bytes_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 2 * 1024 * 1024)
    with pytest.raises(Refused, match="up to 2 MB"):
        read(bytes(2 * 1024 * 1024 + 1))


def test_enormous_claims_are_refused_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda *_a: pytest.fail("decoded"))
    for side in (6_000, 12_000, 30_000, 60_000):
        with pytest.raises(Refused, match="megapixels"):
            read(png_that_claims(side, side))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF"])
def test_what_phones_and_the_web_make_is_read(kind: str) -> None:
    safe = read(picture(kind=kind))
    assert (safe.width, safe.height) == (64, 48)
    assert opened(safe.data).format == {"jpg": "JPEG", "png": "PNG"}[safe.extension]


def test_a_phones_photo_stands_upright_and_tells_nothing() -> None:
    sent = photo_with_secrets()
    assert b"SecretPhone" in sent and b"SecretComment" in sent
    kept = read(sent)
    image = opened(kept.data)
    assert image.size == (60, 80)
    assert image.getpixel((10, 10))[2] > 200 > 60 > image.getpixel((10, 10))[0]  # type: ignore[index]  # RGB
    assert not image.getexif() and "exif" not in image.info and "comment" not in image.info
    assert b"Secret" not in kept.data


def test_a_page_behind_a_picture_is_left_behind() -> None:
    for kind in ("PNG", "JPEG", "GIF"):
        assert b"<script>" not in read(picture(kind=kind) + HTML).data


def test_text_inside_a_png_is_left_behind() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "SecretAuthor")
    assert b"SecretAuthor" not in read(picture(kind="PNG", pnginfo=info)).data


def test_a_moving_picture_is_kept_still() -> None:
    kept = opened(read(moving(100)).data)
    assert getattr(kept, "n_frames", 1) == 1


def test_nothing_wider_is_kept_than_is_ever_shown() -> None:
    safe = read(picture(4000, 1000))
    assert (safe.width, safe.height) == (2560, 640)
    assert opened(safe.data).size == (2560, 640)


def test_a_wider_colour_space_becomes_the_webs() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in opened(read(picture(icc_profile=profile)).data).info
    assert read(picture(icc_profile=b"not a profile")).colour


def test_photographs_become_jpeg_and_drawings_stay_sharp() -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    out = BytesIO()
    noise.save(out, "PNG")
    assert read(out.getvalue()).extension == "jpg"
    assert read(picture(kind="PNG")).extension == "png"
    assert read(picture(kind="JPEG")).extension == "jpg"


def test_the_commonest_colour_is_told_but_not_behind_what_is_clear() -> None:
    image = Image.new("RGB", (100, 100), (20, 120, 60))
    image.paste((255, 255, 255), (0, 0, 100, 30))
    out = BytesIO()
    image.save(out, "PNG")
    assert read(out.getvalue()).colour == "#14783c"
    clear = read(picture(colour=(10, 20, 30, 0), kind="PNG"))
    assert clear.extension == "png" and not clear.colour
    assert read(picture(colour=(10, 20, 30, 255), kind="PNG")).colour == "#0a141e"


@given(st.binary(max_size=300), st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]))
def test_nothing_but_refusals_comes_of_spoilt_files(junk: bytes, kind: str) -> None:
    good = picture(16, 16, kind=kind)
    middle = len(good) // 2
    for data in (junk, good[:12] + junk, good[:middle] + junk + good[middle:]):
        try:
            safe = read(data)
        except Refused as refused:
            assert str(refused).endswith(".")
        else:
            assert opened(safe.data)
