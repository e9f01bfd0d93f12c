"""What the portal says back: states, notices, progress, what needs a person, and nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from portal.design.example import Component, Example, State
from portal.design.samples.coming import LONG_TITLE, URDU, Mine, Step
from portal.design.samples.stories import EXCERPT
from stories.curating.queue import Choice, Row
from stories.ingest.discovery import Feed
from stories.ingest.entry import CleanEntry


@dataclass(frozen=True)
class Message:
    """As Django's messages are, for the template."""

    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


def components() -> list[Component]:
    return [*states(), *desk(), *work()]


def states() -> list[Component]:
    def notice(tone: str, word: str, **other: str) -> dict[str, Any]:
        return {
            "tone": tone,
            "word": word,
            "title": "Two children can be recognised",
            "text": EXCERPT,
            "level": 3,
        } | other

    messages = [
        Message("success", "Saved."),
        Message("warning", "Saved, but nobody can see it yet."),
        Message("error", "Not saved."),
    ]
    return [
        Component(
            "state",
            [
                Example(State.USUAL, {"tone": "good", "words": "Published"}),
                Example(State.OTHER, {"tone": "warn", "words": "Waiting, 3 hours"}),
                Example(State.OTHER, {"tone": "bad", "words": "Sent back"}),
                Example(State.OTHER, {"tone": "quiet", "words": "Draft"}),
                Example(State.LONG, {"tone": "bad", "words": LONG_TITLE}),
                Example(State.RIGHT_TO_LEFT, {"tone": "good", "words": URDU}),
            ],
        ),
        Component(
            "notice",
            [
                Example(
                    State.USUAL,
                    notice("good", "Done", title="Your story is out", link="#", link_label="See it"),
                ),
                Example(State.OTHER, notice("warn", "Careful", link="#", link_label="Change the picture")),
                Example(State.OTHER, notice("bad", "Stopped", title="The blog answered “not found”")),
                Example(State.LONG, notice("quiet", "Good to know", title=LONG_TITLE)),
                Example(State.EMPTY, notice("good", "Saved", title="", text="")),
                Example(State.RIGHT_TO_LEFT, notice("warn", "احتیاط", title=URDU, text="")),
            ],
        ),
        Component(
            "messages",
            [
                Example(State.USUAL, {"messages": messages[:1]}),
                Example(State.LONG, {"messages": [*messages, Message("info", EXCERPT)]}),
                Example(State.EMPTY, {"messages": []}, "Nothing happened, nothing is said."),
            ],
        ),
        Component(
            "empty",
            [
                Example(
                    State.USUAL,
                    {
                        "title": "You have not posted yet",
                        "text": "A photo and two lines are enough.",
                        "level": 3,
                        "link": "#",
                        "link_label": "Post what just happened",
                    },
                ),
                Example(State.LONG, {"title": LONG_TITLE, "text": EXCERPT, "level": 3}),
                Example(State.RIGHT_TO_LEFT, {"title": URDU, "level": 3}),
            ],
        ),
    ]


def desk() -> list[Component]:
    ready = ["Please say where and when this was.", "Please describe the photograph."]
    publish = Choice("approve", "Publish")
    back = Choice("send_back", "Send back", owes=True, is_read=True, ready=ready)
    gone = Choice("take_down", "Take down for good", owes=True, warning="This cannot be undone. " * 3)
    broken = {
        "tone": "bad",
        "state": "Source stopped",
        "key": "stopped",
        "address": f"https://blog.example/{URDU}",
    }
    stopped = waiting(LONG_TITLE, EXCERPT, **broken)
    refused = replace(back, reason="Lovely, but", error="Please give a reason.")
    reason = "By Ruth Amadi, second story. One photo, consent ticked. Nothing flagged."
    return [
        Component(
            "my_story",
            [
                Example(State.USUAL, mine("They kept the pool table", "good", "Published", since="Tuesday")),
                Example(State.LONG, mine(LONG_TITLE, "warn", "Waiting, 3 hours", edit="#")),
                Example(State.EMPTY, mine("", "quiet", "Draft", edit="#")),
                Example(State.RIGHT_TO_LEFT, mine(URDU, "good", "Published", "ur")),
                Example(
                    State.OTHER,
                    mine(
                        "Photos from the fair",
                        "bad",
                        "Sent back",
                        edit="#",
                        reason="Two children can be recognised. Crop them out, or ask their parents.",
                    ),
                ),
            ],
        ),
        Component(
            "queue_row",
            [
                Example(State.USUAL, {"row": waiting("Bus petition", reason, publish, back)}),
                Example(State.LONG, {"row": stopped}),
                Example(
                    State.EMPTY, {"row": waiting("", tone="quiet", state="Quiet area, 60 days", key="quiet")}
                ),
                Example(
                    State.RIGHT_TO_LEFT, {"row": waiting(URDU, "", publish, back, lang="ur", key="urdu")}
                ),
            ],
        ),
        Component(
            "feed_preview",
            [
                Example(State.USUAL, feed("Kesterfield Corner", "Bus petition, week two")),
                Example(State.LONG, feed(LONG_TITLE, LONG_TITLE, known="It is followed already.")),
                Example(State.EMPTY, feed("A blog that begins")),
                Example(State.RIGHT_TO_LEFT, feed(URDU, URDU, language="ur")),
            ],
        ),
        Component(
            "answers",
            [
                Example(State.USUAL, {"row": waiting("A story", "", publish, back, key="usual")}),
                Example(State.LONG, {"row": waiting("A story", "", back, gone, key="warned")}),
                Example(
                    State.OTHER,
                    {"row": waiting("A story", "", publish, refused, key="refused")},
                    "A no without a reason comes back open, with what was typed.",
                ),
            ],
        ),
    ]


def feed(title: str, *items: str, language: str = "", known: str = "") -> dict[str, Any]:
    entries = [CleanEntry(title=item, excerpt=EXCERPT, language=language) for item in items]
    found = Feed("https://blog.example/feed", title, "", tuple(entries), len(entries))
    return {"feed": found, "items": [{"entry": entry, "held": False} for entry in entries], "known": known}


def waiting(title: str, reason: str = "", *answers: Choice, **other: Any) -> Row:
    given = {"key": "bus", "tone": "warn", "state": "Story waiting, 3 h", "href": "#", "action": "#"}
    return Row(**given | other | {"title": title, "reason": reason, "answers": list(answers)})


def mine(headline: str, tone: str, state: str, lang: str = "", **other: str) -> dict[str, Any]:
    return {"story": Mine(headline, lang), "tone": tone, "state": state} | other


def work() -> list[Component]:
    begun = [
        Step("Found the feed", "done"),
        Step("Fetching", "now", "25 stories so far"),
        Step("Ready", "next"),
    ]
    failed = [begun[0], Step("Fetching stopped", "failed", "The host did not answer. What we have is kept.")]
    return [
        Component(
            "progress",
            [
                Example(
                    State.USUAL,
                    {
                        "title": "First look at Kesterfield Corner",
                        "steps": begun,
                        "done": 25,
                        "total": 60,
                        "level": 3,
                    },
                ),
                Example(
                    State.LONG,
                    {"title": LONG_TITLE, "steps": [*begun, Step(LONG_TITLE, "next", EXCERPT)]},
                ),
                Example(State.EMPTY, {"title": "Nothing to do", "steps": []}),
                Example(
                    State.OTHER,
                    {"title": "Stopped on the way", "steps": failed, "level": 3},
                    "It says what was kept.",
                ),
            ],
        ),
    ]
