"""Store a picture that somebody gave us: the one way in beside the CMS's own form, and as strict."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.base import ContentFile

from programmes.models import CustomImage
from programmes.pictures.reading import Safe, read

if TYPE_CHECKING:
    from portal.accounts.models import User


def keep(
    data: bytes,
    *,
    title: str,
    origin: CustomImage.Origin | str,
    description: str = "",
    alt: CustomImage.Alt | str = CustomImage.Alt.DESCRIBED,
    credit: str = "",
    consent: CustomImage.Consent | str = CustomImage.Consent.UNKNOWN,
    uploaded_by: User | None = None,
) -> CustomImage:
    """Make it safe and save it. Raises Refused, having stored nothing; the words are cut to what fits."""
    safe = read(data)
    image = CustomImage(
        title=_line(title, 255) or safe.extension,
        origin=origin,
        description=_line(description, 255),
        alt=alt,
        credit=_line(credit, 200),
        consent=consent,
        uploaded_by_user=uploaded_by,
        dominant_colour=safe.colour,
        file_size=len(safe.data),
    )
    file = named(safe)
    image.file.save(file.name, file, save=False)
    image.save()
    return image


def named(safe: Safe) -> ContentFile[bytes]:
    """A file under a name of our own: what senders call theirs is neither safe nor anybody's business."""
    return ContentFile(safe.data, name=f"{uuid4().hex}.{safe.extension}")


def _line(text: str, most: int) -> str:
    """One line without what hides in file names: control characters, direction overrides, lone surrogates."""
    shown = "".join(" " if char.isspace() else char for char in text)
    shown = "".join(char for char in shown if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return " ".join(shown.split())[:most].strip()
