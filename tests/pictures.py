"""Pictures that tests make for themselves: good ones, odd ones and hostile ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112


def picture(
    width: int = 64, height: int = 48, *, colour: Any = (200, 40, 40), kind: str = "JPEG", **options: Any
) -> bytes:
    """One colour, in any format Pillow writes."""
    out = BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", (width, height), colour).save(out, kind, **options)
    return out.getvalue()


def photo_with_secrets(*, scale: int = 1) -> bytes:
    """As a phone takes it: lying on its side, knowing where, and with a comment. Top left is blue once upright."""
    image = Image.new("RGB", (80, 60), "white")
    image.paste((0, 0, 255), (0, 30, 40, 60))  # bottom left; orientation 6 turns that to the top left
    image = image.resize((80 * scale, 60 * scale), Image.Resampling.NEAREST)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0)})
    exif[0x010F] = "SecretPhone"
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SecretComment", quality=95, xmp=b"<x>SecretXmp</x>")
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that say they are enormous."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def moving(frames: int) -> bytes:
    """A GIF whose frames all differ, so that none is left out."""
    shades = [Image.new("P", (8, 8), at % 256) for at in range(frames)]
    for at, shade in enumerate(shades):
        shade.putpalette([(at * 7) % 256, at % 256, at // 256] * 256)
    out = BytesIO()
    shades[0].save(out, "GIF", save_all=True, append_images=shades[1:], duration=20, optimize=False)
    return out.getvalue()
