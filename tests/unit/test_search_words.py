"""How questions and texts become comparable words, and what is marked in an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.highlighting import excerpt, highlighted
from portal.search.words import LONGEST_QUESTION, MOST_TERMS, MOST_WORDS, Question, different_words, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Caffè  TRWSIO", "caffe trwsio"),
        ("Caffe\u0300", "caffe"),
        ("who’s-who", "who s who"),
        ("Straße", "strasse"),
        ("دُوپہر", "دوپہر"),
        ("\0 % _ :* & | !", ""),
        ("łódź", "łodz"),
    ],
)
def test_case_accents_and_signs_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("allotment", "allotments", True),
        ("allotments", "an allotment", True),
        ("libraries", "a library", True),
        ("library", "libraries", True),
        ("class", "classes", True),
        ("cafe", "Café", True),
        ("keys shop", "a shop with eleven keys", True),
        ("keys shop", "a shop", False),
        ("tap", "tape", True),
        ("an", "another", False),
        ("an", "an end", True),
        ("shops", "workshop", False),
    ],
)
def test_a_word_finds_what_begins_with_it_plural_or_not(asked: str, text: str, found: bool) -> None:
    assert Question.of(asked).answered_by(fold(text)) is found


@pytest.mark.parametrize("typed", ["", " ", "'", '"', "\\", "%", "_", ":*", "&", "|", "!", "\0", "()", "—"])
def test_signs_alone_are_no_question(typed: str) -> None:
    assert not Question.of(typed)


def test_a_question_of_ten_thousand_letters_is_cut() -> None:
    question = Question.of("word " * 2000)
    assert len(question.typed) <= LONGEST_QUESTION
    assert len(Question.of(" ".join(f"w{n}x" for n in range(99))).terms) == MOST_TERMS


def test_a_text_gives_each_word_once_and_not_without_end() -> None:
    assert different_words("Keys keys", "KEYS and locks") == "keys and locks"
    assert len(different_words(" ".join(map(str, range(MOST_WORDS * 2)))).split()) == MOST_WORDS


def test_what_was_asked_for_is_marked_and_everything_else_escaped() -> None:
    question = Question.of("caffe b")
    assert highlighted("<b>Caffè</b> & caffes", question) == (
        "&lt;<mark>b</mark>&gt;<mark>Caffè</mark>&lt;/<mark>b</mark>&gt; &amp; <mark>caffes</mark>"
    )


def test_an_excerpt_stands_around_the_first_hit() -> None:
    text = " ".join([*(f"a{n}" for n in range(50)), "here", *(f"z{n}" for n in range(50))])
    shown = excerpt(text, Question.of("here"))
    assert shown.startswith("… a42 ")
    assert "<mark>here</mark> z0" in shown
    assert shown.endswith("z26 …")
    assert excerpt("Not in it.", Question.of("here")) == "Not in it."


@given(text=st.text(max_size=200), typed=st.text(max_size=50))
def test_no_text_and_no_question_brings_markup_of_its_own(text: str, typed: str) -> None:
    question = Question.of(typed)
    for html in (highlighted(text, question), excerpt(text, question)):
        assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
        assert html.count("<mark>") == html.count("</mark>")
