"""Stories nobody wrote, as the stream would show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from portal.design.samples import network
from portal.search.highlighting import excerpt, highlighted
from portal.search.subjects import Answer
from portal.search.words import Question
from programmes.models import Area, Programme
from stories.models import Enclosure, Source, Story, Topic
from stories.related import Reason, Related
from stories.topics import slug_of

URDU = "پیر کی شام کمیونٹی باورچی خانے میں چالیس لوگوں نے ایک ساتھ کھانا کھایا"
URDU_WORDS = "میز کھڑکی کے پاس رکھی گئی، اور سب اپنی کرسی ساتھ لائے۔"
URDU_NAME = "نادیہ حسین"
LONG_TITLE = (
    "What we learned from asking everyone on the estate the same four questions, in nine languages, over one very "
    "wet winter, and why the answer to all four turned out to be the number 47 bus"
)
EXCERPT = (
    "It shut in 2019 and the paper went up on the windows. On Saturday we took the paper down, and the light went "
    "right to the back wall, and somebody brought a piano."
)

ADDRESS = "https://kesterfieldcorner.example/keys"


def source(title: str = "Kesterfield Corner") -> Source:
    return Source(
        pk=1, title=title, url="https://kesterfieldcorner.example/feed", last_fetched_at=timezone.now()
    )


def story(
    title: str = "The butcher’s is open again, and eleven people have a key",
    *,
    programmes: Iterable[Programme] = (network.BIG_LOCAL,),
    areas: Iterable[Area] = (network.KESTERFIELD,),
    enclosures: Iterable[Enclosure] = (),
    **fields: object,
) -> Story:
    now = timezone.now() - timedelta(hours=2)
    given: dict[str, object] = {
        "pk": 1, "title": title, "excerpt": EXCERPT, "byline": "Joan Petty", "lang": "en", "state": "published",
        "canonical_url": ADDRESS, "owner_source": source(), "published_at": now, "first_seen_at": now,
        "sort_at": now, "visible_at": now,
    }  # fmt: skip
    found = Story(**given | fields)
    network.relate(
        found,
        programmes=network.held(Programme, programmes),
        areas=network.held(Area, areas),
        enclosures=network.held(Enclosure, enclosures),
    )
    return found


def topics(*names: str) -> list[Topic]:
    return [Topic(name=name, slug=slug_of(name)) for name in names]


LONG_REASON = Reason(1, topics=("sharing a building", "keys", "empty shops", "caffi trwsio", "who locks up"))


def related() -> list[Related]:
    """One near by what it is about, one by place, one by region."""
    hall = story("Who holds the keys to the hall, and who locks up?", programmes=[network.NEIGHBOURHOODS])
    kettle = story("Nobody wanted a meeting. Everybody wanted a kettle", programmes=[network.ORGANISERS])
    lease = story("How to read a one-page lease", programmes=[], areas=[])
    return [
        Related(hall, Reason(1, topics=("keys", "sharing a building"))),
        Related(kettle, Reason(1, place="Saltmarsh")),
        Related(lease, Reason(1, region="North West")),
    ]


def answer(asked: str, *, title: str = "We cut eleven keys", text: str = EXCERPT, shape: str = "") -> Answer:
    question = Question.of(asked)
    return Answer(
        title=highlighted(title, question),
        href="#",
        excerpt=excerpt(text, question),
        programmes=[network.BIG_LOCAL],
        where="Kesterfield",
        thread="big-local",
        shape=shape,
    )


def urdu_story() -> Story:
    return story(URDU, excerpt=URDU_WORDS, byline=URDU_NAME, lang="ur")


def long_story() -> Story:
    return story(
        LONG_TITLE,
        programmes=network.PROGRAMMES,
        areas=[network.LONG_AREA, network.KESTERFIELD],
        byline="Marcus Oyelaran-Featherstonehaugh, with the whole Tuesday group and everyone who stayed to wash up",
        owner_source=source("The Quite Complete Diary of Aldersyke and the Villages"),
    )


def pictured_story() -> Story:
    return story(
        "Chairs in the laundry room",
        programmes=[network.ORGANISERS, network.BIG_LOCAL],
        picture=network.image(),
    )


def untitled_story() -> Story:
    return story("", excerpt="We cut eleven keys. It cost £44. That is the whole security policy.", areas=[])


def bare_story() -> Story:
    return story("", excerpt="", programmes=[], areas=[], byline="", owner_source=None, canonical_url="")


def enclosures(*kinds: str) -> list[Enclosure]:
    return [
        Enclosure(url=f"https://kesterfieldcorner.example/{number}.bin", media_type=kind, size=4_200_000)
        for number, kind in enumerate(kinds)
    ]
