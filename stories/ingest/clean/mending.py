"""HTML as publishers' systems send it, put right before it is parsed. Nothing is safe yet after that.

Every pattern stops at the next tag, or the next of its kind, so that no document makes it slow.
"""

from __future__ import annotations

import re

from stories.ingest.entry.limits import MAX_BODY

# A picture inlined as one of these, or a font or a film; nothing of it is ever shown.
_INLINED = re.compile(r"data:[a-z]+/[^\s<>\"')]*+", re.IGNORECASE)
# The beginnings of <noscript>, <audio>, <video> and <iframe>, and more that nobody writes: seen at once in a third
# of the time that looking for one whole name after the other takes.
_UNUSUAL = re.compile(r"<[navi][ouif][sdr]", re.IGNORECASE)
_NOSCRIPT = re.compile(
    r"<noscript\b[^<>]*+>([^<]*+(?:<(?!/?noscript\b)[^<]*+)*+)</noscript\b[^<>]*+>", re.IGNORECASE
)
_PICTURE = re.compile(r"<img\b[^<>]*+>", re.IGNORECASE)
_UNSEEN = re.compile(r"\sstyle\s*=\s*([\"'])[^\"'<>]*?display\s*:\s*none", re.IGNORECASE)
# What may stand before the first word: a tag, a comment, a style sheet.
_BEFORE_WORDS = re.compile(
    r"(?:\s|&nbsp;)*+(?:<!--[^>]*+>|<(style|title|script)\b[^<>]*+>[^<]*+</\1\s*>|(<[!/]?[a-z][^<>]*+>))",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"<[^<>]*>|\s+|&nbsp;")
# With all that is in it, which is no other of its name.
_ELEMENT = re.compile(r"<(div|span)\b[^<>]*+>[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1\s*>", re.IGNORECASE)
_LONGEST_PREVIEW = 5_000  # characters; most of it is filling, that nothing else is shown beside it
# Of cleaned HTML.
_TWICE = re.compile(r'(<img [^<>]*?src="([^<>"]*)"[^<>]*>)(?:\s*<img [^<>]*?src="\2"[^<>]*>)+')


def shortened(html: str) -> str:
    """The beginning that we read. What is inlined in it counts for nothing: it may be longer than all words."""
    if len(html) <= MAX_BODY:
        return html
    return _INLINED.sub("data:", html)[:MAX_BODY]


def is_unusual(html: str) -> bool:
    """Whether there may be something in it that most stories do not have."""
    return _UNUSUAL.search(html) is not None


def without_preview(html: str) -> str:
    """Without what a letter says before its first word, unseen, for lists of letters to show: we show the words."""
    at = 0
    while before := _BEFORE_WORDS.match(html, at):
        if (tag := before[2]) and "style" in tag and _UNSEEN.search(tag):
            hidden = _ELEMENT.match(html, before.start(2))
            if hidden is None or len(hidden[0]) > _LONGEST_PREVIEW:
                return html
            words = html[hidden.end() :]
            return html[: hidden.start()] + words if _NOT_WORDS.sub("", words) else html
        at = before.end()
    return html


def with_late_pictures(html: str) -> str:
    """With the pictures that a page shows where no script fetches them: stories are read without any."""
    return _NOSCRIPT.sub(_pictures, html)


def once_each(safe: str) -> str:
    """Cleaned HTML without pictures that follow themselves, as those do that were sent for both cases."""
    return _TWICE.sub(r"\1", safe)


def _pictures(noscript: re.Match[str]) -> str:
    """Its other words are about scripts, and what is hidden even there counts readers."""
    return "".join(picture for picture in _PICTURE.findall(noscript[1]) if not _UNSEEN.search(picture))
