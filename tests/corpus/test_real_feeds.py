"""Every real feed of the corpus, from an OPML list through a real worker and broker into PostgreSQL, and out again.

The feeds are served on loopback. What is expected of each stands in the corpus's own index.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from portal.search import indexing
from stories.models import Source, Story, StorySource
from tests.factories import ProgrammeFactory
from tests.fakeweb import FakeWeb, answer
from tests.sweeping import sweep
from tests.workers import CeleryWorker

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.first,
    pytest.mark.worker,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]
STORY_TABLES = ("stories_story", "stories_storysource", "stories_entrykey", "stories_storyprogramme")


@dataclass(frozen=True)
class Farm:
    """The feeds being served, each with how many stories it must bring."""

    web: FakeWeb
    expected: dict[str, str]  # address -> a number, `>=n` or `a..b`

    def opml(self, to: Path) -> Path:
        outlines = "".join(f'<outline type="rss" xmlUrl={quoteattr(url)}/>' for url in self.expected)
        to.write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>')
        return to


@pytest.fixture
def farm(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Farm]:
    """151 real feeds and 8 of social networks on one loopback host, open to this test and to its worker."""
    corpus = Path(os.environ["CORPUS_DIR"])
    with FakeWeb() as web:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({web.pair})
        monkeypatch.setenv("TEST_OPEN_PAIRS", web.pair)
        expected = {}
        for folder in ("real", "social"):
            for row in csv.DictReader((corpus / folder / "index.csv").open(newline="")):
                url = web.on(f"/{folder}/{row['file']}", answer((corpus / folder / row["file"]).read_bytes()))
                expected[url] = row["expected_entries"]
        yield Farm(web, expected)


def fits(count: int, expected: str) -> bool:
    if expected.startswith(">="):
        return count >= int(expected[2:])
    low, _, high = expected.partition("..")
    return int(low) <= count <= int(high or low)


def searchable() -> None:
    """Pay what the index is owed for new stories. A bell rings for it after an import, and it writes to them."""
    while Story.objects.filter(search_owed=True).exists():
        indexing.sweep_stories()


def rows() -> set[tuple[str, int, str]]:
    """Every row of a story as it stands: PostgreSQL marks each with the transaction that wrote it last (`xmin`)."""
    found: set[tuple[str, int, str]] = set()
    with connection.cursor() as cursor:
        for table in STORY_TABLES:
            cursor.execute(f"SELECT %s, id, xmin::text FROM {table}", [table])
            found.update(cursor.fetchall())
    return found


def unreadable(pages: list[str]) -> list[str]:
    """Those that do not answer with a page. There are thousands: every core reads its share."""
    connections.close_all()  # a connection must not be shared with a fork
    forks = get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=forks, initializer=begin_anew) as readers:
        statuses = readers.map(status, pages, chunksize=100)
        return [page for page, code in zip(pages, statuses, strict=True) if code != 200]


def begin_anew() -> None:
    """Django keeps connections apart that are opened beside a loop, as after a browser test in this process.

    A fork has no loop: it would find the connection of the time before that, which ended long ago.
    """
    with suppress(AttributeError):
        del connections["default"]


def status(page: str) -> int:
    return Client().get(page).status_code


def test_real_feeds_become_stories_once_and_every_story_can_be_read(
    farm: Farm, celery_worker: CeleryWorker, tmp_path: Path
) -> None:
    # Pictures are copied after a sweep, in a queue of their own; what polls write is counted here.
    celery_worker.stop()
    celery_worker.queues = "fetch,maintenance"
    celery_worker.start()
    ProgrammeFactory(slug="big-local")
    call_command(
        "import_opml", str(farm.opml(tmp_path / "feeds.opml")), "--programme", "big-local", "--approve"
    )
    assert Source.objects.followed().count() == 159

    first = sweep()

    counts = {
        source.url: StorySource.objects.filter(source=source).count() for source in Source.objects.all()
    }
    wrong = {
        url: (counts[url], farm.expected[url]) for url in counts if not fits(counts[url], farm.expected[url])
    }
    assert wrong == {}
    assert (first["sources"], first["new"]) == (159, Story.objects.count())
    searchable()
    before = rows()

    second = sweep("--all")

    assert (second["sources"], second["new"], second["changed"]) == (159, 0, 0)
    assert len(rows() ^ before) == 0

    celery_worker.stop()
    assert unreadable([story.get_absolute_url() for story in Story.objects.published()]) == []
