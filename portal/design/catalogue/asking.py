"""What people choose and fill in: filters, and the form a story is told in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.design.example import Component, Example, Frame, State
from portal.design.samples import network
from portal.design.samples.coming import LONG_TITLE, URDU, URDU_NAME, URDU_WORDS, Photo, photo, urdu_photo
from portal.design.samples.forms import story_form

ANSWERS = {
    "title": "The sofa has found a home",
    "words": "It went down three flights and across the green, and nobody dropped it.",
    "where": "Aldersyke",
    "programme": "community-organisers",
}


def components() -> list[Component]:
    return [*choosing(), *posting(), *photos(), *signing_in()]


def choice(value: str, label: str, chosen: bool = False, stories: int | None = 12) -> dict[str, Any]:
    return {"value": value, "label": label, "chosen": chosen, "stories": stories}


def chip(label: str, thread: str = "") -> dict[str, str]:
    return {"label": label, "without": "#", "thread": thread}


def choosing() -> list[Component]:
    programmes = [choice(each.slug, each.name, each is network.BIG_LOCAL) for each in network.PROGRAMMES]
    kinds = [
        choice("post", "Post", stories=88),
        choice("video", "Video"),
        choice("audio", "Audio", stories=0),
    ]
    languages = [choice("cy", "Cymraeg"), choice("en", "English"), choice("ur", "اردو")]
    topics = [choice("keys", "keys", True, None), choice("empty-shops", "empty shops", stories=None)]
    some = {"programmes": programmes, "topics": topics, "kinds": kinds, "languages": languages, "on": 1}
    usual = [chip("Big Local", "big-local"), chip("Audio")]
    long = [chip(network.LONG_AREA.name, "big-local"), chip(LONG_TITLE), *usual]
    return [
        Component(
            "filter_rail",
            [
                Example(State.USUAL, some, "A drawer on a phone, a rail at the inline end on a desk."),
                Example(State.EMPTY, {"programmes": [], "kinds": kinds}, "Before the first programme."),
            ],
        ),
        Component(
            "tick",
            [
                Example(
                    State.USUAL, {"name": "sample", "choice": programmes[0], "thread": "community-organisers"}
                ),
                Example(State.LONG, {"name": "sample", "choice": choice("long", LONG_TITLE, stories=10_412)}),
                Example(State.EMPTY, {"name": "sample", "choice": kinds[2]}),
                Example(State.OTHER, {"name": "sample", "choice": topics[0]}, "Not counted."),
                Example(State.RIGHT_TO_LEFT, {"name": "sample", "choice": choice("ur", URDU)}),
            ],
        ),
        Component(
            "chips",
            [
                Example(State.USUAL, {"chips": usual, "clear": True}),
                Example(State.LONG, {"chips": long, "clear": True}),
                Example(State.RIGHT_TO_LEFT, {"chips": [chip(URDU_NAME), *usual]}),
            ],
        ),
        Component(
            "stream_count",
            [
                Example(State.USUAL, {"total": 26, "whose": "Big Local"}),
                Example(
                    State.LONG,
                    {"total": 1000, "more_than_total": True, "whose": "Big Local and Community Organisers"},
                ),
                Example(State.EMPTY, {"total": 0}),
            ],
            Frame.WORDS,
        ),
        Component("newer", [Example(State.EMPTY, {"news": "", "newest": "#"}, "Empty until there is news.")]),
    ]


def posting() -> list[Component]:
    full, wrong = story_form("full", **ANSWERS), story_form("wrong", title=ANSWERS["title"])
    long = story_form("long", **ANSWERS | {"title": LONG_TITLE})
    urdu = story_form("urdu", **ANSWERS | {"title": URDU, "words": URDU_WORDS})
    return [
        Component(
            "post_form",
            [
                Example(
                    State.USUAL, post(full, saved_at=timezone.now() - timedelta(seconds=10), photos=[photo()])
                ),
                Example(State.EMPTY, post(story_form("empty"))),
                Example(
                    State.OTHER, post(wrong), "Sent in with two things to put right; nothing typed is lost."
                ),
            ],
            Frame.CORD,
        ),
        Component(
            "question",
            [
                Example(State.USUAL, {"field": story_form("q1", **ANSWERS)["where"], "thread": "big-local"}),
                Example(State.LONG, {"field": long["title"], "thread": "big-local"}),
                Example(
                    State.EMPTY, {"field": story_form("q2")["programme"]}, "A dashed knot: not answered yet."
                ),
                Example(State.RIGHT_TO_LEFT, {"field": urdu["words"], "thread": "big-local"}),
                Example(State.OTHER, {"field": story_form("q3", title="")["words"]}, "Put right, please."),
            ],
            Frame.CORD,
        ),
        Component(
            "asked",
            [
                Example(State.USUAL, {"field": story_form("a1")["title"]}),
                Example(State.OTHER, {"field": story_form("a2", title="")["title"]}, "Put right, please."),
            ],
        ),
        Component(
            "people_picker",
            [
                Example(State.USUAL, {"field": story_form("m1", credits=["1"])["credits"]}),
                Example(
                    State.OTHER,
                    {"field": story_form("m2")["credits"], "name": "Amadi"},
                    "One name, two people.",
                ),
            ],
        ),
        Component(
            "error_summary",
            [Example(State.USUAL, {"form": wrong, "level": 3}), Example(State.EMPTY, {"form": full})],
        ),
        Component(
            "saved_notice",
            [
                Example(State.USUAL, {"saved_at": timezone.now()}),
                Example(State.EMPTY, {}, "Hidden until something is kept."),
            ],
        ),
    ]


def post(form: Any, **other: Any) -> dict[str, Any]:
    return {"form": form, "action": "#", "thread": "community-organisers", "level": 3} | other


def photos() -> list[Component]:
    def picker(name: str, *picked: Photo) -> dict[str, Any]:
        return {"field": story_form(name)["photos"], "photos": picked}

    undecided = photo(src="", caption="", alt="")
    return [
        Component(
            "photo_picker",
            [
                Example(
                    State.USUAL, picker("p1", photo(), photo(key="2", name="table.jpg", caption="", alt=""))
                ),
                Example(State.LONG, picker("p2", photo(name=f"{LONG_TITLE}.jpg", caption=LONG_TITLE))),
                Example(State.EMPTY, picker("p3")),
                Example(State.RIGHT_TO_LEFT, picker("p4", urdu_photo())),
                Example(State.NO_PICTURE, picker("p5", undecided), "A file this browser cannot draw."),
            ],
        ),
        Component("photo", [Example(State.USUAL, {"photo": photo(), "prefix": "one"})], Frame.LIST),
    ]


def signing_in() -> list[Component]:
    return [
        Component(
            "copyable",
            [
                Example(State.USUAL, {"text": "4821-7730"}, "A button copies it, where the browser can."),
                Example(State.LONG, {"text": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}),
            ],
        ),
        Component(
            "passkey",
            [
                Example(
                    State.USUAL,
                    {"kind": "use", "action": "#", "ask": "#", "label": _("Sign in with a passkey")},
                    "Hidden where the browser, or an address of numbers, does not allow it.",
                )
            ],
        ),
    ]
