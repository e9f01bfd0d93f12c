"""Where a question's words stand in a text, as safe HTML: everything is escaped but our own <mark>."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search.words import Question, fold

WORDS_BEFORE = 8  # the first hit of an excerpt
WORDS_SHOWN = 36

_WORD = re.compile(r"[^\W_]+(?:[^\W_]|[\u0300-\u036f])*")


def highlighted(text: str, question: Question) -> SafeString:
    """The whole text, with every word that was asked for marked."""
    parts: list[str] = []
    done = 0
    for start, end in _hits(text, question):
        parts += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308  # each part is escaped


def excerpt(text: str, question: Question) -> SafeString:
    """The words around the first one that was asked for, or the text's beginning."""
    text = " ".join(text.split())
    words = [match.span() for match in re.finditer(r"\S+", text)]
    if not words:
        return SafeString("")
    first_hit = next(_hits(text, question), (0, 0))[0]
    at = sum(1 for _start, end in words if end <= first_hit)
    begin = max(0, at - WORDS_BEFORE)
    last = min(begin + WORDS_SHOWN, len(words)) - 1
    piece = highlighted(text[words[begin][0] : words[last][1]], question)
    before, after = "… " if begin else "", " …" if last + 1 < len(words) else ""
    return mark_safe(f"{before}{piece}{after}")  # noqa: S308  # the piece is safe, the rest is ours


def _hits(text: str, question: Question) -> Iterator[tuple[int, int]]:
    """Where the words of the text that answer begin and end."""
    for match in _WORD.finditer(text):
        folded = fold(match[0]).split()
        if any(term.finds(word) for word in folded for term in question.terms):
            yield match.span()
