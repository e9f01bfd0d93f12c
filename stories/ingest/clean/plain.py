"""Text that was never HTML (Bluesky, YouTube, hand-made feeds, our own form): paragraphs, line breaks, links."""

from __future__ import annotations

import re
from html import escape, unescape

from stories.ingest.clean.markup import clean_html
from stories.ingest.entry.limits import MAX_BODY
from stories.ingest.entry.text import scrub

# Any tag, end tag or comment, the way a browser would see one begin.
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
# The text is HTML-escaped, or meant to be: of what is written as a reference only "&" belongs to an address, and
# an "&" that begins none is one. Brackets do where both are there, as in .../Bolton_(town), and closing punctuation
# belongs to the sentence.
_IN_ADDRESS = r"(?:[^\s<>\"&()]|&(?:(?:amp|#0*38|#x0*26);|(?!#?\w{1,31};)))"
_BARE_LINK = re.compile(rf"\bhttps?://(?:{_IN_ADDRESS}|\({_IN_ADDRESS}{{0,200}}\)){{4,2000}}(?<![.,;:!?\]'])")


def is_plain(html: str) -> bool:
    """True when a field that should be HTML holds no markup at all."""
    return not _MARKUP.search(html)


def to_html(text: str) -> str:
    """HTML that shows (already escaped) ``text`` as its author laid it out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return ""
    linked = _BARE_LINK.sub(_link, text)
    paragraphs = _PARAGRAPHS.split(linked)
    return "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs if paragraph)


def typed_html(words: str) -> str:
    """Cleaned HTML that shows ``words`` as somebody typed them: what looks like markup is words too."""
    words = scrub(words.replace("\r\n", "\n").replace("\r", "\n"), limit=MAX_BODY)
    lines = [_SPACES.sub(" ", line).strip() for line in words.split("\n")]
    return clean_html(to_html(escape("\n".join(lines), quote=False)))


def typed_words(html: str) -> str:
    """What was typed, from what ``typed_html`` made of it, to be changed in a form."""
    lines = html.replace("</p><p>", "\n\n").replace("<br>", "\n")
    return unescape(_TAG.sub("", lines)).strip()


def _link(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}">{match[0]}</a>'
