"""Bytes that somebody sent -> a picture that can harm nobody, or a refusal in plain words.

Nothing of the file survives but its pixels: it is decoded, turned upright, made smaller and encoded anew, so that
where a photo was taken, what else hid in the file and what pretended to be a picture stay outside. What it claims
about itself is checked before a single pixel is decoded. Knows nothing of models.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 25_000_000  # a 24 megapixel camera; decoded, 100 MB
MOST_FRAMES = 100
LONG_SIDE = 2560  # pixels; wider than any place a picture is shown in, twice over
FEW_COLOURS = 256  # a drawing, which JPEG would smear

# What cameras, phones and the web make. Everything else Pillow can open has no business here.
READABLE = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF")
_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")

pillow_heif.register_heif_opener()


class Refused(Exception):
    """This is not kept. `str()` is the sentence for whoever sent it, in their language."""


@dataclass(frozen=True, slots=True)
class Safe:
    """A picture we encoded ourselves. `colour` is `#rrggbb`, or empty where the page shows through it."""

    data: bytes
    extension: str
    width: int
    height: int
    colour: str


def read(data: bytes) -> Safe:
    """Decode, turn upright, shrink and encode anew. Raises Refused, and nothing else."""
    _look_at_bytes(data)
    try:
        with Image.open(BytesIO(data), formats=READABLE) as image:
            _look_at_claims(image)
            drawn = image.format in {"PNG", "GIF"}
            return _encoded(_upright(image), drawn=drawn)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except (
        Exception
    ) as error:  # decoders raise whatever comes to them: struct.error, SyntaxError, zlib.error, ...
        raise Refused(
            _("This picture cannot be opened. It may be damaged or cut off; please try another copy of it.")
        ) from error


def _look_at_bytes(data: bytes) -> None:
    """What can be told without any decoder."""
    if not data:
        raise Refused(_("This file is empty."))
    if len(data) > MOST_BYTES:
        raise Refused(
            _("This file is too big: pictures may have up to %(megabytes)s MB.")
            % {"megabytes": MOST_BYTES // (1024 * 1024)}
        )
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if start.startswith(b"<"):
        if b"<svg" in start:
            raise Refused(_("SVG drawings cannot be taken. Please save it as PNG and try again."))
        raise Refused(_("This is not a picture but a web page. Please choose a photo."))
    if start.startswith(tuple(mark.lower() for mark in _TIFF)):
        raise Refused(_("TIFF pictures cannot be taken. Please save it as JPEG or PNG and try again."))


def _look_at_claims(image: Image.Image) -> None:
    """Before decoding: what the file says of itself costs us memory if we believe it."""
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if getattr(image, "n_frames", 1) > MOST_FRAMES:
        raise Refused(
            _("This moving picture is too long: up to %(frames)s frames can be taken.")
            % {"frames": MOST_FRAMES}
        )


def _too_many_pixels() -> Refused:
    return Refused(
        _("This picture is too large: up to %(megapixels)s megapixels can be taken. Please make it smaller.")
        % {"megapixels": MOST_PIXELS // 1_000_000}
    )


def _upright(image: Image.Image) -> Image.Image:
    """Its pixels and nothing else: the first frame, upright, in sRGB, at most LONG_SIDE."""
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG only: decode at half size what is shrunk anyway
    image.load()
    pixels = _in_srgb(image)
    ImageOps.exif_transpose(pixels, in_place=True)
    pixels.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels.info.clear()
    return pixels


def _in_srgb(image: Image.Image) -> Image.Image:
    """Phones photograph in wider colours than the web assumes; a profile we cannot use is passed over."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _encoded(pixels: Image.Image, *, drawn: bool) -> Safe:
    """JPEG for photographs, PNG for drawings and for what one can see through."""
    clear = pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != (255, 255)
    if not clear:
        pixels = pixels.convert("RGB")
    lossless = clear or (drawn and pixels.getcolors(FEW_COLOURS) is not None)
    out = BytesIO()
    if lossless:
        pixels.save(out, "PNG", optimize=True)
    else:
        pixels.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return Safe(
        data=out.getvalue(),
        extension="png" if lossless else "jpg",
        width=pixels.width,
        height=pixels.height,
        colour="" if clear else dominant_colour(pixels),
    )


def dominant_colour(pixels: Image.Image) -> str:
    """The commonest colour, as the mean of those much like it: an average of everything would always be mud."""
    small = pixels.convert("RGB").resize((32, 32), Image.Resampling.BOX).tobytes()
    dots = [(small[at], small[at + 1], small[at + 2]) for at in range(0, len(small), 3)]
    kinds = Counter((r >> 6, g >> 6, b >> 6) for r, g, b in dots)
    kind = kinds.most_common(1)[0][0]
    alike = [dot for dot in dots if tuple(channel >> 6 for channel in dot) == kind]
    return "#" + "".join(f"{round(sum(channel) / len(alike)):02x}" for channel in zip(*alike, strict=True))
