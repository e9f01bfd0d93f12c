"""What people come to read: stories as cards, the parts of one, and the ways to the next."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from portal.design.example import Component, Example, Frame, State
from portal.design.samples import network, stories
from portal.design.samples.coming import (
    LONG_TITLE,
    URDU,
    URDU_NAME,
    URDU_WORDS,
)
from stories import related, stream
from stories.outputs.addresses import feeds


def components() -> list[Component]:
    return [*cards(), *parts_of_stories()]


def cards() -> list[Component]:
    today = stories.story()
    return [
        Component(
            "story_card",
            [
                Example(
                    State.USUAL, {"story": stories.pictured_story()}, "With a picture, in two programmes."
                ),
                Example(State.LONG, {"story": stories.long_story()}),
                Example(
                    State.EMPTY,
                    {"story": stories.bare_story()},
                    "A channel that gives neither title nor words.",
                ),
                Example(State.RIGHT_TO_LEFT, {"story": stories.urdu_story()}),
                Example(State.NO_PICTURE, {"story": today}),
                Example(
                    State.OTHER, {"story": stories.untitled_story()}, "No title: its words are the link."
                ),
                Example(State.OTHER, {"story": stories.pictured_story(), "lead": True}, "Drawn large."),
                Example(State.OTHER, {"story": stories.story(licence="link")}, "Title and link only."),
            ],
            Frame.CORD,
        ),
        Component("story_days", [Example(State.USUAL, {"days": stream.by_day([today])})], Frame.CORD),
        Component(
            "latest_stories",
            [
                Example(State.USUAL, {"days": stream.by_day([today]), "about": network.BIG_LOCAL}),
                Example(State.EMPTY, {"days": [], "about": network.BIG_LOCAL}),
            ],
            Frame.CORD,
        ),
        Component(
            "featured_stories",
            [
                Example(State.USUAL, {"stories": [today]}),
                Example(State.EMPTY, {"stories": []}, "Nothing is featured, and nothing is said."),
            ],
            Frame.CORD,
        ),
        Component(
            "stories_by",
            [
                Example(
                    State.USUAL,
                    {"days": stream.by_day([today]), "sources": [stories.source()], "feeds": feeds(None)},
                ),
                Example(State.EMPTY, {"days": [], "sources": []}, "Nothing is told, and nothing is said."),
            ],
            Frame.CORD,
        ),
        Component("follow", [Example(State.USUAL, {"feeds": feeds(None)})]),
        Component(
            "day_heading",
            [
                Example(State.USUAL, {"date": timezone.localdate()}),
                Example(State.OTHER, {"date": timezone.localdate() - timedelta(days=400)}, "Another year."),
            ],
            Frame.CORD,
        ),
        Component(
            "stream_empty",
            [
                Example(State.USUAL, {"total": 0, "filters": ["one"]}),
                Example(State.EMPTY, {"total": 0, "filters": []}),
                Example(State.OTHER, {"total": 9, "newest": "#", "filters": []}, "Past the end."),
            ],
        ),
    ]


def parts_of_stories() -> list[Component]:
    usual, long, urdu, bare = (
        stories.story(),
        stories.long_story(),
        stories.urdu_story(),
        stories.bare_story(),
    )
    usual_long_rtl = [
        Example(State.USUAL, {"story": usual}),
        Example(State.LONG, {"story": long}),
        Example(State.EMPTY, {"story": bare}),
        Example(State.RIGHT_TO_LEFT, {"story": urdu}),
    ]
    return [
        Component("story_where", usual_long_rtl),
        Component("story_credit", usual_long_rtl, Frame.WORDS),
        Component("story_time", [Example(State.USUAL, {"story": usual})], Frame.WORDS),
        Component(
            "original",
            [
                Example(State.USUAL, {"story": usual, "whole": False}),
                Example(State.LONG, {"story": long, "whole": True}),
                Example(
                    State.OTHER,
                    {"story": stories.story(licence="link"), "whole": False},
                    "Title and link only.",
                ),
            ],
        ),
        Component(
            "enclosures",
            [
                Example(State.USUAL, {"enclosures": stories.enclosures("audio/mpeg", "image/png")}),
                Example(
                    State.OTHER,
                    {
                        "enclosures": stories.enclosures("image/png"),
                        "copies": {stories.enclosures("image/png")[0].url: network.image()},
                    },
                    "A picture of which we hold a copy.",
                ),
                Example(State.EMPTY, {"enclosures": []}, "Nothing came with it, and nothing is said."),
            ],
        ),
        Component(
            "topics",
            [
                Example(State.USUAL, {"topics": stories.topics("keys", "empty shops", "caffi trwsio")}),
                Example(State.LONG, {"topics": stories.topics(LONG_TITLE[:60], *["sharing a building"] * 7)}),
                Example(State.EMPTY, {"topics": []}, "Its teller said nothing of it."),
                Example(State.RIGHT_TO_LEFT, {"topics": stories.topics(URDU_NAME, "keys")}),
            ],
        ),
        Component(
            "kin",
            [
                Example(State.USUAL, {"related": stories.related()}),
                Example(State.OTHER, {"related": stories.related()[2:]}, "Only one has a reason."),
                Example(State.LONG, {"related": [related.Related(long, stories.LONG_REASON)] * 3}),
                Example(State.EMPTY, {"related": []}, "Nothing shared, nothing shown."),
                Example(State.RIGHT_TO_LEFT, {"related": [related.Related(urdu, stories.LONG_REASON)]}),
            ],
        ),
        Component(
            "hit",
            [
                Example(State.USUAL, {"answer": stories.answer("keys")}),
                Example(State.LONG, {"answer": stories.answer("the", title=LONG_TITLE)}),
                Example(
                    State.EMPTY, {"answer": stories.answer("keys", text="")}, "Nothing may be shown of it."
                ),
                Example(
                    State.RIGHT_TO_LEFT, {"answer": stories.answer("لوگوں", title=URDU, text=URDU_WORDS)}
                ),
                Example(State.OTHER, {"answer": stories.answer("joan", title="Joan Petty", shape="person")}),
            ],
            Frame.LIST,
        ),
        Component(
            "neighbours",
            [
                Example(State.USUAL, {"newer": usual, "older": stories.untitled_story()}),
                Example(State.LONG, {"newer": long, "older": long}),
                Example(State.EMPTY, {"newer": None, "older": None}, "The only story there is."),
                Example(State.RIGHT_TO_LEFT, {"newer": urdu}),
            ],
        ),
        Component(
            "pager",
            [
                Example(State.USUAL, pager(older="?", newer="?")),
                Example(State.OTHER, pager(older="?"), "The first page."),
            ],
        ),
    ]


def pager(**there: str) -> dict[str, str]:
    return {"older": "", "newer": "", "older_label": "Older stories", "newer_label": "Newer stories"} | there
