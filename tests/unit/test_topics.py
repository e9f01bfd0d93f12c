"""Which tags say what a story is about, and which spellings are one topic."""

from __future__ import annotations

import pytest

from stories.topics import MOST, chosen, left_out, slug_of


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("Empty Shops", "empty-shops"),
        ("#empty_shops", "empty-shops"),
        ("  Empty   SHOPS ", "empty-shops"),
        ("ｅｍｐｔｙ shops", "empty-shops"),
        ("caffi trwsio", "caffi-trwsio"),
        ("Repair café", "repair-café"),
        ("دوپہر کا کھانا", "دوپہر-کا-کھانا"),
        ("हिन्दी", "हिन्दी"),
        ("!?", ""),
        ("\0", ""),
    ],
)
def test_spellings_of_one_topic_have_one_slug(tag: str, slug: str) -> None:
    assert slug_of(tag) == slug


def test_the_first_spelling_is_kept_and_the_order_too() -> None:
    assert chosen(["Keys", "#keys", "empty  shops", "KEYS"]) == {"keys": "Keys", "empty-shops": "empty shops"}


@pytest.mark.parametrize("tag", ["Uncategorized", "general", "2011", "2011-06", "", "a" * 61, "#"])
def test_what_nobody_chose_is_no_topic(tag: str) -> None:
    assert chosen([tag, "keys"]) == {"keys": "keys"}


def test_the_name_of_a_programme_is_no_topic() -> None:
    assert chosen(["Big Local", "keys"], besides={"big-local"}) == {"keys": "keys"}


def test_a_blog_that_tags_everything_is_about_its_first_few() -> None:
    assert list(chosen(f"tag {n} x" for n in range(30))) == [f"tag-{n}-x" for n in range(MOST)]


def test_what_somebody_typed_and_is_not_taken_is_named() -> None:
    eight = [f"tag {n} x" for n in range(MOST)]
    assert left_out(["Keys", "#keys", "general", ""]) == ([], [])
    assert left_out([*eight, "tag 0 x", "keys", " rent "]) == ([], ["keys", "rent"])
    assert left_out(["a" * 61, *eight]) == (["a" * 61], [])
