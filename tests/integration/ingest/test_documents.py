"""Documents that changed are handed to the reader a few at a time, and none waits for others for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from portal import outbound
from stories.ingest import documents, due, pipeline
from stories.ingest.documents import Documents, Job, Unread
from stories.ingest.fetch import Fetched
from stories.ingest.reading import Read, Reader
from stories.ingest.reading.reader import IN_FLIGHT
from stories.ingest.visit import Visit
from stories.models import Source
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.statements import Sent, sent

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

BODY = rss(item(1))
LARGE = BODY + b"<!--" + b"x" * documents.BYTES_TOGETHER + b"-->"
FAR = float("inf")


def unread(source: Source, body: bytes = BODY) -> Unread:
    visit = Visit(source.pk, source.url, source.host_id, source.host.key, multi_tenant=False)
    fetched = Fetched(body, source.url, "", "", "", b"", None, 200, len(body), 1)
    return Unread(visit, fetched, validators={})


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def waiting(told: list[str]) -> Iterator[Documents]:
    """Those of a claim that has all the time there is."""
    with Reader[Job]() as reader:
        yield Documents(reader, until=FAR, tell=lambda visit, words: told.append(words))


@pytest.fixture
def source(follow: Follow) -> Source:
    return follow("https://allotment.example/feed")


def is_being_read(waiting: Documents) -> bool:
    """Whether the reader was given any, without being asked for the rest; it starts its child for the first."""
    list(waiting.answers())
    return waiting.reader.pid is not None


def lookups(statements: list[Sent]) -> list[str]:
    """What was asked of sources themselves and of their last documents."""
    either = ('FROM "stories_source" WHERE', "FROM stories_lastdocument")
    return [
        sql for sql, _values in statements if sql.startswith("SELECT") and any(one in sql for one in either)
    ]


def test_what_is_known_of_many_sources_is_looked_up_in_two_queries(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    for number in range(0, 2 * documents.TOGETHER, 2):
        old, new = item(number), item(number + 1)
        follow(web.on(f"/{number}", in_turn(answer(rss(old)), answer(rss(new, old)))))
    poll.all()
    clock.forward(hours=2)
    Source.objects.update(next_fetch_at=clock())
    (token,) = due.claim(now=clock())
    with sent() as statements:
        tally = pipeline.ingest(token, client=outbound.client(), now=clock)
    assert tally.codes.total() == documents.TOGETHER
    assert len(lookups(statements)) == 2


def test_a_document_waits_for_others_no_longer_than_that(
    waiting: Documents, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.add(unread(source))
    waiting.keep_up()
    assert not is_being_read(waiting)
    monkeypatch.setattr(documents, "WAIT", 0.0)
    waiting.keep_up()
    assert is_being_read(waiting)


def test_large_documents_wait_for_nobody(waiting: Documents, source: Source) -> None:
    waiting.add(unread(source, LARGE))
    assert is_being_read(waiting)


def test_as_many_as_are_looked_up_together_wait_for_nobody(waiting: Documents, follow: Follow) -> None:
    sources = [follow(f"https://allotment.example/{n}") for n in range(documents.TOGETHER)]
    for each in sources[1:]:
        waiting.add(unread(each))
    assert not is_being_read(waiting)
    waiting.add(unread(sources[0]))
    assert is_being_read(waiting)


def test_whoever_fetches_waits_while_the_reader_has_no_room(waiting: Documents, follow: Follow) -> None:
    """Or the documents of all sources of a claim would be in memory at once. It waits no longer than that."""
    for n in range(documents.TOGETHER):
        waiting.add(unread(follow(f"https://allotment.example/{n}")))
    answered = [job for job, _answer in waiting.answers()]
    assert documents.TOGETHER - 2 * IN_FLIGHT <= len(answered) < documents.TOGETHER


def test_none_is_left_behind_at_the_end(waiting: Documents, source: Source) -> None:
    waiting.add(unread(source))
    assert [job.source for job, _answer in waiting.answers(all_of_them=True)] == [source]


def test_one_that_is_read_again_is_read_whole_and_its_source_is_looked_up_anew(
    waiting: Documents, source: Source
) -> None:
    waiting.add(unread(source))
    answers: list[tuple[Job, Any]] = []
    for job, given in waiting.answers(all_of_them=True):
        answers.append((job, given))
        if len(answers) == 1:
            job.source.title = "What a judge wrote in it"
            waiting.again(job)
    assert [job.unread.whole for job, _given in answers] == [False, True]
    assert [job.source.title for job, _given in answers] == ["What a judge wrote in it", ""]
    assert all(isinstance(given, Read) for _job, given in answers)


def test_a_source_that_was_deleted_meanwhile_is_told_of(
    waiting: Documents, source: Source, told: list[str]
) -> None:
    waiting.add(unread(source))
    source.delete()
    assert list(waiting.answers(all_of_them=True)) == []
    assert told == ["it was deleted meanwhile; nothing was written"]


def test_when_the_time_is_up_nothing_is_read_any_more(
    waiting: Documents, source: Source, told: list[str]
) -> None:
    waiting.until = 0.0
    waiting.add(unread(source))
    assert list(waiting.answers(all_of_them=True)) == []
    assert not is_being_read(waiting)
    assert told == ["no time left to read it; it is asked for again"]
