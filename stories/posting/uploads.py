"""Photos as they arrive: each is taken or refused by itself, and refusing one keeps all the others.

Whether a file is a picture we may keep is `programmes.pictures`' to decide; here only how many, how large, and
that a file that comes twice is one photo. A photo that was taken travels through the form as a signed key, so that
a page that has something else to put right does not ask for it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from programmes import pictures
from programmes.models import CustomImage
from programmes.pictures.reading import MOST_BYTES
from stories.ingest.entry.text import one_line
from stories.posting import limits
from stories.posting.answers import Picture

if TYPE_CHECKING:
    from portal.accounts.models import User

MAX_PHOTOS = 10
MAX_NAME = 80
_SALT = "stories.posting.photo"


@dataclass(frozen=True)
class Taken:
    """The files that became pictures, by their names, and in words why the others did not."""

    pictures: tuple[tuple[str, Picture], ...] = ()
    refusals: tuple[str, ...] = ()


def take(
    files: Iterable[UploadedFile[bytes]],
    *,
    by: User,
    now: datetime,
    held: Iterable[Picture] = (),
    known: Iterable[Picture] = (),
) -> Taken:
    """Keep these files as pictures of ours. `held` are in the form already, `known` in the story it has become."""
    kept = {picture.digest: picture.image for picture in known}
    seen = {picture.digest for picture in held}
    taken: list[tuple[str, Picture]] = []
    refusals: list[str] = []
    files = list(files)
    room = limits.room_for_photos(by, now=now) if files else 0
    for file in files:
        name = one_line(PurePath(file.name or "").name, limit=MAX_NAME) or _("A photo without a name")
        if file.size is not None and file.size > MOST_BYTES:
            most = filesizeformat(MOST_BYTES)
            refusals.append(_("“%(name)s” is larger than %(most)s.") % {"name": name, "most": most})
            continue
        data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        if digest in seen:
            continue
        if len(seen) >= MAX_PHOTOS:
            refusals.append(_("“%(name)s” is one too many: a story holds ten.") % {"name": name})
            continue
        if len(taken) >= room and digest not in kept:
            refusals.append(
                _("“%(name)s” was left out: those were many photos for one day.") % {"name": name}
            )
            continue
        try:
            image = kept.get(digest) or _keep(data, name, by)
        except pictures.Refused as refused:
            refusals.append(_("“%(name)s” was left out. %(why)s") % {"name": name, "why": refused})
            continue
        seen.add(digest)
        taken.append((name, Picture(image=image, digest=digest)))
    return Taken(tuple(taken), tuple(refusals))


def _keep(data: bytes, name: str, by: User) -> int:
    origin, credit = CustomImage.Origin.REPORTER, by.get_full_name()
    image = pictures.keep(data, title=name, origin=origin, credit=credit, uploaded_by=by)
    return int(image.pk)


def write_key(picture: Picture, *, by: User) -> str:
    """Names a photo in a form of this user's, and in nobody else's."""
    return signing.dumps([picture.image, picture.digest], salt=f"{_SALT}.{by.pk}")


def read_key(key: str, *, by: User) -> Picture | None:
    try:
        image, digest = signing.loads(key, salt=f"{_SALT}.{by.pk}")
    except signing.BadSignature:
        return None
    return Picture(image=image, digest=digest)
