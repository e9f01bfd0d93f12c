"""What people come to read: stories, films, sound, events, ideas, things to take away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from portal.design.example import Component, Example, Frame, State
from portal.design.samples import network, stories
from portal.design.samples.coming import (
    LONG_TITLE,
    TABLE_ALT,
    URDU,
    URDU_NAME,
    URDU_WORDS,
    Clip,
    Event,
    Idea,
    Resource,
    saturday,
    table,
)
from programmes.templatetags.pictures_tags import context
from stories import related, stream
from stories.films import Film
from stories.models import Photo
from stories.outputs.addresses import feeds

SOUND = "https://kesterfieldcorner.example/voices.mp3"
FILM = "https://www.youtube.com/watch?v=example"
PLAYER = "https://www.youtube-nocookie.com/embed/example?autoplay=1"


def components() -> list[Component]:
    return [*cards(), *parts_of_stories(), *media(), *things()]


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


def pictures() -> Component:
    sizes = "(min-width: 60rem) 40rem, 100vw"
    usual = context(network.image(), sizes=sizes)
    gone = context(network.image(), sizes=sizes) | {"picture": replace(usual["picture"], src="/gone.jpg")}
    return Component(
        "picture",
        [
            Example(State.USUAL, usual, "Its place is kept, its colour is there before it."),
            Example(
                State.OTHER, gone, "Not come yet, or lost on the way: the colour and the words stand for it."
            ),
            Example(State.EMPTY, context(None, sizes=sizes), "No picture, and no frame around none."),
        ],
    )


def shots() -> Component:
    lunch = Photo(image=network.image(), caption="Saturday, about four")
    bare, urdu = Photo(image=network.image()), Photo(image=network.image(), caption=URDU)
    return Component(
        "story_photos",
        [
            Example(State.USUAL, {"photos": [lunch, bare]}, "The second one has no caption."),
            Example(State.LONG, {"photos": [Photo(image=network.image(), caption=LONG_TITLE)]}),
            Example(State.RIGHT_TO_LEFT, {"photos": [urdu]}),
        ],
    )


def media() -> list[Component]:
    keys = Clip("Eleven keys, told by the people who carry them", SOUND, minutes=12, maker="Joan Petty")
    lamp = Film("How to mend a lamp from 1961", FILM, "YouTube", PLAYER, image=network.image(), alt=TABLE_ALT)
    only_at_home = Clip("Eleven keys", home=SOUND)
    return [
        pictures(),
        shots(),
        Component(
            "audio_clip",
            [
                Example(State.USUAL, {"clip": replace(keys, transcript="#", thread="big-local")}),
                Example(State.LONG, {"clip": replace(keys, title=LONG_TITLE, home=SOUND)}),
                Example(State.EMPTY, {"clip": only_at_home}, "Only its home may play it."),
                Example(State.RIGHT_TO_LEFT, {"clip": replace(keys, title=URDU, lang="ur", maker=URDU_NAME)}),
            ],
        ),
        Component(
            "embed_still",
            [
                Example(State.USUAL, {"film": lamp}, "Nothing comes from the provider before a click."),
                Example(State.LONG, {"film": replace(lamp, title=LONG_TITLE)}),
                Example(State.RIGHT_TO_LEFT, {"film": replace(lamp, title=URDU, lang="ur")}),
                Example(State.NO_PICTURE, {"film": replace(lamp, image=None)}),
            ],
        ),
    ]


def things() -> list[Component]:
    return [events(), ideas(), resources()]


def events() -> Component:
    at = saturday()
    lunch = Event("Long table lunch, bring a chair", at, place="Tidemill Hall, Northmere")
    lunch = replace(lunch, programme=network.BIG_LOCAL, calendar="#")
    urdu = replace(lunch, title=URDU, lang="ur", place="نارتھمیر")
    return Component(
        "event",
        [
            Example(State.USUAL, {"event": replace(lunch, ends=at + timedelta(hours=3))}),
            Example(State.LONG, {"event": replace(lunch, title=LONG_TITLE, note=stories.EXCERPT)}),
            Example(State.EMPTY, {"event": Event("Something on Saturday", at)}),
            Example(State.RIGHT_TO_LEFT, {"event": urdu}),
            Example(State.OTHER, {"event": replace(lunch, cancelled=True)}, "Called off."),
        ],
    )


def ideas() -> Component:
    tools = Idea("A tool library in the old ticket office", "Des Farrow", programme=network.NEIGHBOURHOODS)
    usual = replace(
        tools, text="Forty drills in forty lofts. One shelf would do.", place="Saltmarsh", hands=4
    )
    long = replace(usual, title=LONG_TITLE, text=stories.EXCERPT, hands=112)
    urdu = replace(usual, title=URDU, text=URDU_WORDS, lang="ur", who=URDU_NAME, hands=1)
    return Component(
        "idea",
        [
            Example(State.USUAL, {"idea": usual, "action": "#"}),
            Example(State.LONG, {"idea": long, "action": "#"}),
            Example(State.EMPTY, {"idea": tools}),
            Example(State.RIGHT_TO_LEFT, {"idea": urdu, "action": "#"}),
        ],
    )


def resources() -> Component:
    lease = Resource("How to read a one-page lease", "What each clause costs you.", "PDF", 310_000, 6)
    lease = replace(lease, programme=network.ORGANISERS)
    long = replace(lease, title=LONG_TITLE, summary=stories.EXCERPT, maker=LONG_TITLE, pages=212)
    return Component(
        "resource",
        [
            Example(State.USUAL, {"resource": replace(lease, picture=table(), alt=TABLE_ALT)}),
            Example(State.LONG, {"resource": long}),
            Example(State.EMPTY, {"resource": Resource("A form nobody has named")}),
            Example(
                State.RIGHT_TO_LEFT, {"resource": replace(lease, title=URDU, lang="ur", maker=URDU_NAME)}
            ),
            Example(State.NO_PICTURE, {"resource": lease}),
        ],
    )
