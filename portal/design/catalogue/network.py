"""Who and where: people, organisations, areas, programmes."""

from __future__ import annotations

from typing import Any

from portal.design.example import Component, Example, Frame, State
from portal.design.samples import network
from portal.design.samples.coming import LONG_TITLE, TABLE_ALT, URDU_NAME, URDU_WORDS, Entry, table
from portal.design.samples.stories import EXCERPT

FACTS = [
    {"figure": "150", "label": "areas", "source": "The programme’s own list"},
    {
        "figure": "£217 million",
        "label": "from the Big Lottery Fund, for ten years",
        "source": "Announcement, 2010",
    },
]
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
    views = [{"label": label, "href": "#", "current": label == "Map"} for label in ("List", "Map", "Network")]
    return {"views": views, "entries": entries, "hidden": hidden}


def people() -> list[Component]:
    joan = network.person(
        "Joan Petty", summary="Retired from the sorting office.", programmes=[network.BIG_LOCAL]
    )
    nadia = network.person(URDU_NAME, summary=URDU_WORDS, programmes=[network.BIG_LOCAL])
    mends = network.organisation(
        "Brackwater Mends", summary="Repair café.", programmes=[network.NEIGHBOURHOODS]
    )
    long = network.organisation(
        LONG_TITLE, summary=EXCERPT, place=network.LONG_AREA.name, programmes=network.PROGRAMMES
    )
    bare = network.person("Somebody", source_note="a list of speakers, 2011")
    return [
        Component(
            "who",
            [
                Example(State.USUAL, {"who": joan, "kind": "person"}),
                Example(State.LONG, {"who": long, "kind": "organisation"}),
                Example(State.EMPTY, {"who": bare, "kind": "person"}),
                Example(State.RIGHT_TO_LEFT, {"who": nadia, "kind": "person"}),
            ],
            Frame.LIST,
        ),
        Component(
            "who_is_in",
            [
                Example(
                    State.USUAL, {"organisations": [mends], "people": [joan], "about": network.BIG_LOCAL}
                ),
                Example(State.EMPTY, {"organisations": [], "people": [], "about": network.BIG_LOCAL}),
            ],
        ),
    ]


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
            [Example(State.USUAL, {"facts": FACTS}), Example(State.LONG, {"facts": FACTS * 3})],
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
