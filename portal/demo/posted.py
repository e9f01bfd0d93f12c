"""The stories that are posted here rather than on a blog, as they lie in `cast/posted/`: one file each.

A story is a few header lines, an empty line, and its words as somebody would type them into the form. `when` is
counted from the moment of seeding, `state` is where it stands, and `reason` is what the moderator wrote.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from portal.demo.blogs import POSTS, span

FOLDER = Path(__file__).parent / "cast" / "posted"


@dataclass(frozen=True)
class Shown:
    """One photo of a posted story: one of the pictures drawn for the demo."""

    file: Path
    alt: str
    caption: str


@dataclass(frozen=True)
class Posted:
    slug: str
    title: str
    by: str  # the name of a made-up person
    when: timedelta
    state: str  # a stories.Story.State
    programme: str  # slug
    area: str  # slug of a made-up area
    words: str
    topics: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()  # names
    photos: tuple[Shown, ...] = ()
    decided_by: str = ""  # e-mail of somebody who can sign in
    reason: str = ""


def all_posted() -> list[Posted]:
    """Oldest first."""
    return sorted(map(_posted, FOLDER.glob("*.txt")), key=lambda story: story.when)


def _posted(path: Path) -> Posted:
    head, _, words = path.read_text(encoding="utf-8").partition("\n\n")
    fields: dict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        name, _, value = line.partition(": ")
        fields[name].append(value)
    given = {name: values[0] for name, values in fields.items()}
    return Posted(
        slug=path.stem,
        title=given["title"],
        by=given["by"],
        when=span(given["when"]),
        state=given["state"],
        programme=given["programme"],
        area=given["area"],
        words=words.strip(),
        topics=_listed(given["topics"]),
        credits=_listed(given.get("credits", "")),
        photos=tuple(map(_shown, fields["photo"])),
        decided_by=given.get("decided by", ""),
        reason=given.get("reason", ""),
    )


def _shown(line: str) -> Shown:
    file, alt, caption = line.split(" | ")
    return Shown(POSTS / "pictures" / file, alt, caption)


def _listed(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(",") if part.strip())
