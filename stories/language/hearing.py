"""Whether a text is surely in one language, and which: with a wrong one, a screen reader speaks nonsense.

Decides on the text alone and leaves to the caller what is likely: `Guess` is any function that says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

# What England's communities speak and write at home: the languages of these islands, the most frequent others of
# the census of 2021, and those of people who found refuge since. The model knows more and is asked for all of them:
# what is in none of these stays without a language, and is not pressed into the nearest of ours.
LANGUAGES = frozenset((
    "en", "cy", "gd", "ga",
    "pl", "ro", "pt", "es", "fr", "it", "de", "nl", "lt", "lv", "el", "hu", "bg", "sk", "cs", "sq", "uk", "ru",
    "ur", "pa", "bn", "gu", "hi", "ta", "ml", "ne", "si",
    "ar", "fa", "ps", "ku", "tr", "so", "am", "yo", "sw", "zh", "vi", "tl",
))  # fmt: skip
ENOUGH = 100  # letters; fewer, or a list of names and dates, could be anything
OF_A_SENTENCE = 15  # letters; "Diolch!" at the end of a letter in English says nothing
SURE = 0.9
FOREIGN = 0.2  # of the letters may be in sentences of another language: a motto, a greeting
LOOKED_AT = 2_000  # characters

Guess = Callable[[str], tuple[str, float]]

_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[#@]\w+")
_LETTER = re.compile(r"[^\W\d_]")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…۔؟।。！？])\s*|\n+")


def language_of(text: str, guess: Guess) -> str:
    """The language of a text; "" where it is too short, unsure, mixed, or none of `LANGUAGES`."""
    text = words_of(text)
    if letters_in(text) < ENOUGH:
        return ""
    language = _surely(text, guess)
    if not language:
        return ""
    heard: Counter[str] = Counter()
    for sentence in _END_OF_SENTENCE.split(text):
        letters = letters_in(sentence)
        if letters >= OF_A_SENTENCE:
            heard[_surely(sentence, guess) or language] += letters
    others = heard.total() - heard[language]
    return language if others <= FOREIGN * heard.total() else ""


def words_of(text: str) -> str:
    """The beginning of a text without addresses, tags and names of accounts, which are in no language."""
    return _NO_WORDS.sub(" ", text[:LOOKED_AT])


def letters_in(text: str) -> int:
    return len(_LETTER.findall(text))


def _surely(text: str, guess: Guess) -> str:
    language, probability = guess(text)
    return language if probability >= SURE and language in LANGUAGES else ""
