"""The farm's feeds: which there are, where they live, and what they say. The same bytes at every run.

A feed has 25 entries of a blog's usual HTML, 94 kB in all; of ten feeds six are RSS 2.0 and four Atom. With every
pass of the "2 %" phase one feed in fifty puts a new entry on top and lets its oldest go.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape

ENTRIES = 25
HOSTS = 250  # loopback addresses, all of them on one port
ONE_IN = 50  # feeds change at a pass of the "2 %" phase

_BEGINNING = datetime(2025, 6, 1, 9, 30, tzinfo=UTC)
_PARAGRAPHS = 6  # of an entry
_WORDS = """
    allotment afternoon bakery bench bicycle blanket bridge bunting canal carpentry chapel children choir church
    cinema clay committee compost corner council courtyard craft dance donation drum evening fence festival field
    football funding garden gate gathering green grant greenhouse group hall harvest heritage hill history hope
    house idea kitchen ladder lantern lease library lunch market meadow meeting memory morning mural museum music
    neighbour newsletter orchard paint parade park path people picnic planter plan poem pond poster project queue
    quilt railway recipe repair residents river roof school season shed shop sign singing soup spring square stage
    stall station stories street summer supper swing table teenagers terrace theatre tools town trail tree
    trustees village volunteers walk wall welcome wheelbarrow window winter wood workshop yard young
    the a of and to in for with on at from by about after before we they it our their its this that every some
    was were is are made built opened shared planted painted learned found asked brought helped joined began
    quietly slowly again together still nearly always often warm bright wet small old new long first next
"""


def address(number: int) -> str:
    """The loopback address that a feed lives at."""
    return f"127.9.0.{number % HOSTS + 1}"


def path(number: int) -> str:
    return f"/{number}.xml"


def added_by(number: int, passes: int) -> int:
    """How many entries a feed has added after that many passes."""
    return sum(1 for one in range(1, passes + 1) if one % ONE_IN == number % ONE_IN)


def etag(number: int, passes: int) -> str:
    return f'"{number}-{added_by(number, passes)}"'


def packed(number: int, *, passes: int = 0, built: int = 0) -> bytes:
    """The document as it travels; `built` moves the build date in its head, and nothing else."""
    plain = document(number, passes=passes, built=built).encode()
    return gzip.compress(plain, compresslevel=1, mtime=0)  # the level that nginx packs at


def document(number: int, *, passes: int = 0, built: int = 0) -> str:
    newest = ENTRIES + added_by(number, passes)
    indexes = range(newest - 1, newest - 1 - ENTRIES, -1)
    at = _BEGINNING + timedelta(days=200, seconds=built)
    return _atom(number, indexes, at) if number % 10 >= 6 else _rss(number, indexes, at)


def _rss(number: int, indexes: Sequence[int], at: datetime) -> str:
    items = "".join(_item(number, index) for index in indexes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>Blog {number}</title><link>{_home(number)}/</link><description>What we do.</description>\n"
        f"<lastBuildDate>{format_datetime(at)}</lastBuildDate><language>en-GB</language>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _item(number: int, index: int) -> str:
    words = _entry(number, index)
    link, date = _link(number, index), _date(number, index)
    tags = "".join(f"<category><![CDATA[{tag}]]></category>" for tag in words.tags)
    return (
        f"<item><title>{escape(words.title)}</title><link>{link}</link>"
        f"<dc:creator><![CDATA[{words.author}]]></dc:creator><pubDate>{format_datetime(date)}</pubDate>{tags}"
        f'<guid isPermaLink="false">{_home(number)}/?p={index}</guid>'
        f"<description><![CDATA[{words.summary}]]></description>"
        f"<content:encoded><![CDATA[{words.html}]]></content:encoded></item>\n"
    )


def _atom(number: int, indexes: Sequence[int], at: datetime) -> str:
    entries = "".join(_atom_entry(number, index) for index in indexes)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"<title>Blog {number}</title><id>{_home(number)}/</id><updated>{at.isoformat()}</updated>"
        f'<link rel="alternate" href="{_home(number)}/"/>\n{entries}</feed>\n'
    )


def _atom_entry(number: int, index: int) -> str:
    words = _entry(number, index)
    date = _date(number, index).isoformat()
    tags = "".join(f'<category term="{tag}"/>' for tag in words.tags)
    return (
        f"<entry><title>{escape(words.title)}</title><id>{_home(number)}/?p={index}</id>"
        f'<link rel="alternate" type="text/html" href="{_link(number, index)}"/>'
        f"<published>{date}</published><updated>{date}</updated><author><name>{words.author}</name></author>"
        f'{tags}<summary>{escape(words.summary)}</summary><content type="html">{escape(words.html)}</content>'
        "</entry>\n"
    )


class _Words:
    """What one entry says."""

    def __init__(self, chance: random.Random, *, link: str, image: str) -> None:
        paragraphs = [chance.choice(_paragraphs()) for _ in range(_PARAGRAPHS)]
        self.title = " ".join(chance.choices(_vocabulary(), k=6)).capitalize()
        self.author = chance.choice(("Ada", "Ben", "Cai", "Dee", "Eve")) + " Example"
        self.tags = chance.sample(_vocabulary()[:60], 3)
        self.summary = " ".join(chance.choices(_vocabulary(), k=30))
        figure = (
            f'<figure class="wp-block-image"><img src="{image}" alt="{self.title}" width="800"/></figure>'
        )
        more = (
            f'<p>The post <a href="{link}?utm_source=rss&amp;utm_medium=rss">{self.title}</a> came first.</p>'
        )
        self.html = "\n".join([paragraphs[0], figure, *paragraphs[1:], more])


def _entry(number: int, index: int) -> _Words:
    link = _link(number, index)
    return _Words(
        random.Random(number * 1_000_003 + index), link=link, image=f"{_home(number)}/media/{index}.jpg"
    )


def _home(number: int) -> str:
    return f"https://blog{number}.example"


def _link(number: int, index: int) -> str:
    return f"{_home(number)}/post-{index}/"


def _date(number: int, index: int) -> datetime:
    return _BEGINNING + timedelta(days=index * (1 + number % 7))


@cache
def _vocabulary() -> list[str]:
    return _WORDS.split()


@cache
def _paragraphs() -> list[str]:
    chance = random.Random(1)
    return [_paragraph(chance) for _ in range(3_000)]


def _paragraph(chance: random.Random) -> str:
    words = " ".join(chance.choices(_vocabulary(), k=62)).capitalize()
    linked = " ".join(chance.choices(_vocabulary(), k=3))
    match chance.randrange(8):
        case 0:
            points = "".join(f"<li>{' '.join(chance.choices(_vocabulary(), k=11))}</li>" for _ in range(5))
            return f"<ul>{points}</ul>"
        case 1:
            return f'<blockquote class="wp-block-quote"><p>{words}.</p></blockquote>'
        case 2:
            return f"<h2>{linked.capitalize()}</h2><p>{words}.</p>"
        case 3:
            page = f"https://elsewhere.example/{chance.randrange(9999)}"
            return f'<p style="text-align:left">{words}, <a href="{page}" target="_blank">{linked}</a>.</p>'
        case _:
            return f"<p>{words}, <strong>{linked}</strong>.</p>"
