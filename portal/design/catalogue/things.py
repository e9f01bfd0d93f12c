"""What people come for beside stories: events, ideas, things to take away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from portal.design.example import Component, Example, State
from portal.design.samples import network, stories
from portal.design.samples.coming import (
    LONG_TITLE,
    TABLE_ALT,
    URDU,
    URDU_NAME,
    URDU_WORDS,
    Event,
    Idea,
    Resource,
    saturday,
    table,
)


def components() -> list[Component]:
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
