"""An address that says it has moved: we follow it each time, write it down, and stay where we are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stories.models import Code, Source
from tests.fakeweb import FakeWeb, answer, in_turn, redirect
from tests.integration.ingest.conftest import Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_followed_and_written_down(
    status: int, web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    old, new = web.on("/old", redirect("/new", status=status)), web.on("/new", answer(rss(item(1))))
    source = follow(old)
    attempt = poll(source)
    assert (attempt.code, attempt.new) == (Code.OK, 1)
    assert (source.moved_to, source.url) == (new, old)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_is_no_move(status: int, web: FakeWeb, follow: Follow, poll: Poll) -> None:
    web.on("/new", answer(rss(item(1))))
    source = follow(web.on("/old", redirect("/new", status=status)))
    poll(source)
    assert source.moved_to == ""


def test_only_what_is_permanent_all_the_way_counts(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    web.on("/now", answer(rss(item(1))))
    kept = web.on("/kept", redirect("/now", status=302))
    source = follow(web.on("/old", redirect("/kept", status=301)))
    poll(source)
    assert source.moved_to == kept


def test_a_move_to_a_page_that_is_no_feed_is_told_as_both(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    new = web.on("/new", answer(b"<!doctype html><title>For sale</title>"))
    source = follow(web.on("/old", redirect("/new", status=301)))
    assert poll(source).code == Code.NOT_A_FEED
    assert source.moved_to == new


def test_an_unchanged_feed_still_says_where_it_moved(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    new = web.on("/new", answer(rss(item(1))))
    source = follow(web.on("/old", redirect("/new", status=301)))
    poll(source)
    assert poll(source).code == Code.NOT_MODIFIED
    assert source.moved_to == new


def test_a_move_that_is_taken_back_is_forgotten(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    web.on("/new", answer(rss(item(1))))
    source = follow(web.on("/old", in_turn(redirect("/new", status=301), answer(rss(item(1), item(2))))))
    poll(source)
    poll(source)
    assert source.moved_to == ""


def test_an_outage_does_not_make_us_forget_a_move(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    new = web.on("/new", answer(rss(item(1))))
    source = follow(web.on("/old", redirect("/new", status=301)))
    poll(source)
    web.on("/old", lambda seen: [])
    assert poll(source).code not in {Code.OK, Code.NOT_MODIFIED}
    assert source.moved_to == new
