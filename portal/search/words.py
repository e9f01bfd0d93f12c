"""How text and questions become words that can be compared.

Decides what is the same word: case, accents and vowel marks do not count, and a question's word finds everything
that begins with it, plural or not. The same on both databases, in every language, because neither is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Self

from programmes.folding import letters

LONGEST_QUESTION = 200  # characters; what is beyond was pasted by mistake
MOST_TERMS = 8
LONGEST_WORD = 60
MOST_WORDS = 6_000  # different ones of one text
SHORTEST_BEGINNING = (
    3  # letters; "a" is looked for as a word, not as the beginning of a third of the dictionary
)

_WORD = re.compile(r"[^\W_]+")
# A guess at English, which costs other languages nothing: a shorter beginning only finds more.
_PLURAL = re.compile(r"(?<=\w{3})ies$|(?<=\w{3}[^aeiou])y$|(?<=\w{2}[^s])s$", re.ASCII)


class _WithoutMarks(dict[int, int | None]):
    """For `str.translate`: marks go, everything else stays; each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_without_marks = _WithoutMarks()


def fold(text: str) -> str:
    """Lower case without marks. “Caffè” is `caffe`; letters of any script stay, everything else is a space."""
    return " ".join(_folded(text))


def different_words(*texts: str) -> str:
    """Every word of these texts once, in the order they come, with spaces between."""
    # Cut once each is there only once: of a text's words that is a third.
    different = dict.fromkeys(_folded("\n".join(texts)))
    cut = dict.fromkeys(word[:LONGEST_WORD] for word in different)
    return " ".join(islice(cut, MOST_WORDS))


def _folded(text: str) -> list[str]:
    if text.isascii():
        return _WORD.findall(text.lower())
    return _WORD.findall(letters(text).translate(_without_marks))


@dataclass(frozen=True)
class Term:
    """One word of a question: the beginning of a word or, where it is short, the word itself."""

    word: str
    is_beginning: bool = True

    @classmethod
    def of(cls, word: str) -> Self:
        """Without the ending a plural changes: “libraries” finds a library, “library” libraries, “keys” a key."""
        word = _PLURAL.sub("", word)
        return cls(word[:LONGEST_WORD], len(word) >= SHORTEST_BEGINNING)

    def finds(self, word: str) -> bool:
        """Whether it finds this word, which has been folded."""
        return word.startswith(self.word) if self.is_beginning else word == self.word


@dataclass(frozen=True)
class Question:
    """What somebody typed, and the terms of it. All of them must be found."""

    typed: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        typed = " ".join(typed.replace("\0", " ")[:LONGEST_QUESTION].split())
        terms = dict.fromkeys(Term.of(word) for word in fold(typed).split())
        return cls(typed, tuple(terms)[:MOST_TERMS])

    def __bool__(self) -> bool:
        return bool(self.terms)

    def answered_by(self, words: str) -> bool:
        """Whether every term is found in these folded words."""
        return all(any(term.finds(word) for word in words.split()) for term in self.terms)
