"""Make an entry fit to store and show: safe HTML, absolute addresses, plain text, sane sizes.

Reading order: ``clean`` below, then ``mending`` (what is put right before parsing), ``markup`` (HTML in, safe
HTML out), ``nesting`` (whether one parse did), ``plain`` (text that was never HTML), ``reading`` (text, excerpt),
``media`` (what plays among the words), ``kind`` (post, video, photo, audio) and ``seen`` (the hash of what a
reader sees). ``clean`` never raises on anything ``parse`` can hand it.
"""

from __future__ import annotations

from stories.ingest.clean.entries import CLEANER_VERSION, clean, guid_of, plain_line
from stories.ingest.clean.kind import is_caption
from stories.ingest.clean.markup import clean_html
from stories.ingest.clean.plain import typed_html, typed_words
from stories.ingest.clean.reading import excerpt, text_of
from stories.ingest.entry.text import scrub

__all__ = [
    "CLEANER_VERSION",
    "clean",
    "clean_html",
    "excerpt",
    "guid_of",
    "is_caption",
    "plain_line",
    "scrub",
    "text_of",
    "typed_html",
    "typed_words",
]
