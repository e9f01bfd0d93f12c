"""Text that was never HTML (Bluesky, YouTube, hand-made feeds): paragraphs, line breaks, links."""

from __future__ import annotations

import re

# Any tag, end tag or comment, the way a browser would see one begin.
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
# Stops before closing punctuation that belongs to the sentence. The text is HTML-escaped: "&" is "&amp;".
_BARE_LINK = re.compile(r"\bhttps?://[^\s<>\"]{3,2000}[^\s<>\".,;:!?)\]']")


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


def _link(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}">{match[0]}</a>'
