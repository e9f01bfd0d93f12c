"""Who and where: people, organisations, areas, programmes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from portal.design.example import Component, Example, Frame, State
from portal.design.samples import network, ties
from portal.design.samples.coming import LONG_TITLE, TABLE_ALT, URDU_NAME, URDU_WORDS, Entry, table
from portal.design.samples.stories import EXCERPT
from programmes.models import Area

FACTS = [
    {"figure": "150", "label": "areas", "source": "The programme’s own list"},
    {
        "figure": "£217 million",
        "label": "from the Big Lottery Fund, for ten years",
        "source": "Announcement, 2010",
    },
]
COUNTED = [{"figure": "150", "label": "places"}, {"figure": "1,190", "label": "stories"}]
JOAN = Entry(
    "person", "Joan Petty", "Holds the keys and the rota at The Front Room.", "Kesterfield",
    [network.BIG_LOCAL, network.ORGANISERS], offers="Opening up an empty shop.", seeks="A piano tuner.",
)  # fmt: skip
MENDS = Entry("organisation", "Brackwater Mends", "Repair café.", "Brackwater", [network.NEIGHBOURHOODS])
SALTMARSH = Entry(
    "area",
    "Saltmarsh",
    "9 people, 3 organisations, 41 stories.",
    "",
    [network.BIG_LOCAL, network.NEIGHBOURHOODS],
)
TENANTS = Entry(
    "organisation",
    "Aldersyke Tenants",
    "Meets first Mondays.",
    "Aldersyke",
    [network.ORGANISERS, network.BIG_LOCAL],
)
NADIA = Entry("person", URDU_NAME, "Runs Northmere Kitchen.", "Northmere", [network.BIG_LOCAL], lang="ur")
LONG = Entry("organisation", LONG_TITLE, EXCERPT, network.LONG_AREA.name, network.PROGRAMMES, offers=EXCERPT)
BARE = Entry("person", "Somebody", note="Unclaimed, from a public source.")
VIEWS = [{"label": label, "href": "#", "current": label == "Map"} for label in ("List", "Map")]


def components() -> list[Component]:
    return [*directory(), *people(), *programmes()]


def directory() -> list[Component]:
    return [
        Component(
            "directory_entry",
            [
                Example(State.USUAL, {"entry": JOAN}, "A person in two programmes."),
                Example(State.LONG, {"entry": LONG}),
                Example(State.EMPTY, {"entry": BARE}),
                Example(State.RIGHT_TO_LEFT, {"entry": NADIA}),
                Example(State.OTHER, {"entry": MENDS}, "An organisation."),
                Example(State.OTHER, {"entry": SALTMARSH}, "An area."),
            ],
        ),
        Component(
            "profile_strip",
            [
                Example(State.USUAL, profile(JOAN, picture=table(), alt=TABLE_ALT)),
                Example(State.LONG, profile(LONG)),
                Example(State.EMPTY, {"entry": BARE}),
                Example(State.RIGHT_TO_LEFT, profile(NADIA)),
                Example(State.NO_PICTURE, profile(SALTMARSH), "A shape where there is no face."),
            ],
        ),
        Component(
            "map_frame",
            [
                Example(State.USUAL, mapping([JOAN, MENDS, SALTMARSH, TENANTS], hidden=3)),
                Example(State.EMPTY, mapping([])),
                Example(State.RIGHT_TO_LEFT, mapping([NADIA])),
            ],
        ),
        Component(
            "map",
            [
                Example(State.USUAL, {"label": "Map of the network", "size": "wide"}, "Until it is drawn."),
                Example(
                    State.OTHER, {"label": "Map round Kesterfield", "size": "small"}, "In a side column."
                ),
                Example(State.EMPTY, {"label": "Map of the network", "size": "small", "empty": True}),
            ],
        ),
        Component("views", [Example(State.USUAL, {"views": VIEWS})]),
        Component(
            "helpers",
            [
                Example(State.USUAL, {"entries": [JOAN]}),
                Example(State.LONG, {"entries": [LONG, JOAN]}),
                Example(State.RIGHT_TO_LEFT, {"entries": [replace(NADIA, offers=URDU_WORDS)]}),
            ],
        ),
        Component(
            "nearby",
            [
                Example(
                    State.USUAL, {"neighbours": [near(network.KESTERFIELD, 3), near(network.LONG_AREA, 12)]}
                ),
                Example(State.EMPTY, {"neighbours": []}),
            ],
        ),
        Component(
            "shape",
            [
                Example(State.USUAL, {"kind": "person", "thread": "big-local"}),
                Example(State.OTHER, {"kind": "organisation", "thread": "nesta-neighbourhoods"}),
                Example(
                    State.OTHER, {"kind": "area", "thread": "big-local", "thread_too": "community-organisers"}
                ),
                Example(
                    State.OTHER,
                    {"kind": "organisation", "thread": "big-local", "thread_too": "nesta-neighbourhoods"},
                ),
                Example(State.EMPTY, {"kind": "person"}, "Of no programme: the network’s grey."),
            ],
        ),
        Component(
            "threads",
            [
                Example(State.USUAL, {"programmes": [network.BIG_LOCAL]}),
                Example(State.LONG, {"programmes": network.PROGRAMMES}),
            ],
        ),
    ]


def profile(entry: Entry, **other: str) -> dict[str, Any]:
    hint = "We pass it on. Neither of you sees an address."
    return {"entry": entry, "action": "#", "action_label": "Write", "action_hint": hint} | other


def mapping(entries: list[Entry], hidden: int = 0) -> dict[str, Any]:
    return {"entries": entries, "hidden": hidden}


def near(area: Area, miles: int) -> dict[str, Any]:
    return {"area": area, "miles": miles, "href": "#"}


def people() -> list[Component]:
    return [
        Component(
            "who_is_in",
            [
                Example(State.USUAL, {"entries": [MENDS, JOAN], "about": network.BIG_LOCAL}),
                Example(State.LONG, {"entries": [LONG, JOAN], "about": network.BIG_LOCAL}),
                Example(State.EMPTY, {"entries": [], "about": network.BIG_LOCAL}),
                Example(State.RIGHT_TO_LEFT, {"entries": [NADIA], "about": network.BIG_LOCAL}),
            ],
        ),
        Component(
            "role",
            [
                Example(State.USUAL, {"role": ties.role(since=date(2011, 6, 1), area=network.KESTERFIELD)}),
                Example(State.LONG, {"role": ties.role(words=LONG_TITLE, area=network.LONG_AREA)}),
                Example(State.EMPTY, {"role": ties.role(evidence=())}, "Nobody has said how we know."),
            ],
            Frame.LIST,
        ),
        Component(
            "tie",
            [
                Example(State.USUAL, {"tie": ties.tie(MENDS, since=date(2011, 1, 1))}),
                Example(State.LONG, {"tie": ties.tie(LONG, since=date(2011, 1, 1), until=date(2015, 3, 1))}),
                Example(State.EMPTY, {"tie": ties.tie(BARE, evidence=())}),
                Example(State.RIGHT_TO_LEFT, {"tie": ties.tie(NADIA)}),
            ],
            Frame.LIST,
        ),
        Component(
            "evidence",
            [
                Example(State.USUAL, {"evidence": [ties.REPORT]}),
                Example(State.OTHER, {"evidence": [ties.SAID]}, "Their own word for it."),
                Example(State.EMPTY, {"evidence": []}),
            ],
        ),
        Component(
            "exchange",
            [
                Example(State.USUAL, {"offers": JOAN.offers, "seeks": JOAN.seeks}),
                Example(State.LONG, {"offers": EXCERPT * 2, "seeks": EXCERPT}),
                Example(State.OTHER, {"seeks": JOAN.seeks}, "Only one of the two."),
                Example(State.RIGHT_TO_LEFT, {"offers": URDU_WORDS}),
            ],
        ),
        Component(
            "search_box",
            [
                Example(State.USUAL, searching("")),
                Example(State.LONG, searching(LONG_TITLE)),
            ],
        ),
    ]


def searching(words: str) -> dict[str, Any]:
    hint = "Name, place, or what you need"
    return {"label": "Search people and organisations", "hint": hint, "words": words}


def programmes() -> list[Component]:
    pages = [network.programme_page(each) for each in network.PROGRAMMES]
    places = [
        network.plain_page(name)
        for name in ("Aldersyke", "Kesterfield", "Northmere", "Saltmarsh", "Wexcombe")
    ]
    return [
        Component(
            "cloth",
            [
                Example(State.USUAL, cloth("Big Local", network.BIG_LOCAL.summary, "big-local")),
                Example(State.LONG, cloth(LONG_TITLE, EXCERPT, "community-organisers")),
                Example(State.EMPTY, cloth("NESTA Neighbourhoods", "", "nesta-neighbourhoods")),
                Example(State.RIGHT_TO_LEFT, cloth(URDU_NAME, URDU_WORDS, "big-local")),
            ],
        ),
        Component(
            "spool",
            [
                Example(State.USUAL, {"page": pages[0], "level": 3}),
                Example(State.LONG, {"page": network.programme_page(network.BIG_LOCAL, EXCERPT), "level": 3}),
                Example(State.OTHER, {"page": pages[1], "level": 3}),
            ],
            Frame.LIST,
        ),
        Component(
            "fact_list",
            [
                Example(State.USUAL, {"facts": FACTS}),
                Example(State.LONG, {"facts": FACTS * 3}),
                Example(State.OTHER, {"facts": COUNTED}, "Counted by ourselves."),
            ],
        ),
        Component(
            "area_facts",
            [
                Example(State.USUAL, {"area": network.KESTERFIELD}),
                Example(State.LONG, {"area": network.LONG_AREA}),
                Example(
                    State.EMPTY, {"area": network.UNKNOWN_AREA}, "Nothing is known, and nothing is said."
                ),
            ],
        ),
        Component(
            "area_list",
            [
                Example(State.USUAL, {"pages": places[:3], "first": 6}),
                Example(State.LONG, {"pages": places, "first": 3}, "The rest is folded away."),
            ],
        ),
    ]


def cloth(title: str, lede: str, slug: str) -> dict[str, Any]:
    return {"title": title, "lede": lede, "slug": slug, "facts": ""}
