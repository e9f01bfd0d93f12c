"""Paying what is owed to the index: in batches of a fixed price, by several at once, and nothing lost between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from portal.search import entries, indexing, owed
from portal.search.models import Kind, SearchEntry
from portal.search.subjects import SUBJECTS, Text
from stories.models import Afterwards, Story
from tests.factories import AreaFactory, ProgrammeFactory, StoryFactory

pytestmark = pytest.mark.django_db

RETOLD = Afterwards.What.RETOLD
WRITE = entries.write  # as it is while a test holds it up


def told(number: int = 1, **fields: Any) -> list[Story]:
    return [StoryFactory(published=True, **fields) for _ in range(number)]


def aside(work: Callable[[], object]) -> threading.Thread:
    """Do it on another connection, as another worker would."""

    def run() -> None:
        work()
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


# --- what a batch costs -------------------------------------------------------------------------------------


def test_a_batch_costs_the_same_however_many_stories_it_has() -> None:
    area, programme = AreaFactory(), ProgrammeFactory()
    costs = []
    for size in (2, 40):
        told(size, areas=[area], programmes=[programme], topics=["bread", "bees"])
        with CaptureQueriesContext(connection) as captured:
            assert indexing.sweep_stories().written == size
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 13


def test_nothing_owed_costs_one_look() -> None:
    told()
    indexing.sweep_stories()
    with CaptureQueriesContext(connection) as captured:
        indexing.sweep_stories()
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) == 1


def test_words_that_are_the_same_are_not_written_again() -> None:
    told()
    indexing.sweep_stories()
    Story.objects.update(search_owed=True)
    assert indexing.sweep_stories() == indexing.Swept(0, 0)


def test_one_and_many_are_found_by_the_same_words() -> None:
    told(areas=[AreaFactory()], programmes=[ProgrammeFactory()], topics=["bread", "bees"], byline="Ann")
    indexing.sweep_stories()
    before = SearchEntry.objects.get().words
    subject = SUBJECTS[Kind.STORY]
    (story,) = subject.public()
    assert set(subject.words(story).split()) == set(before.split()) - {"ofkindstory"}


# --- several at once ----------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_it_is_indexed_is_owed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told(title="One")
    edits: list[threading.Thread] = []

    def slowly(kind: Kind, texts: Mapping[int, Text]) -> int:
        written = WRITE(kind, texts)
        edits.append(aside(lambda: Story.objects.update(title="Two", search_owed=True)))
        edits[0].join(0.3)  # it waits for the batch
        return written

    monkeypatch.setattr(entries, "write", slowly)
    indexing.sweep_stories()
    edits[0].join()
    assert Story.objects.get().search_owed
    monkeypatch.undo()
    indexing.sweep_stories()
    assert SearchEntry.objects.get().title.endswith(" two")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_share_the_work_and_double_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    told(6)
    monkeypatch.setattr(owed, "BATCH", 2)
    by_others: list[indexing.Swept] = []

    def meanwhile(kind: Kind, texts: Mapping[int, Text]) -> int:
        monkeypatch.setattr(entries, "write", WRITE)
        aside(lambda: by_others.append(indexing.sweep_stories())).join(10)
        return WRITE(kind, texts)

    monkeypatch.setattr(entries, "write", meanwhile)
    mine = indexing.sweep_stories()
    assert (mine.written, [swept.written for swept in by_others]) == (2, [4])
    assert SearchEntry.objects.count() == 6
    assert not Story.objects.filter(search_owed=True).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_only_refers_to_a_story_need_not_wait_for_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    (story,) = told()

    def meanwhile(kind: Kind, texts: Mapping[int, Text]) -> int:
        attached = aside(lambda: Afterwards.objects.create(what="other", story_id=story.pk))
        attached.join(5)
        assert not attached.is_alive()
        return WRITE(kind, texts)

    monkeypatch.setattr(entries, "write", meanwhile)
    assert indexing.sweep_stories().written == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_owed_again_while_it_is_being_done_is_not_lost() -> None:
    (story,) = told()
    Afterwards.objects.owe(RETOLD, [story.pk])
    with transaction.atomic():
        assert Afterwards.objects.take(RETOLD, most=5) == [story.pk]
        again = aside(lambda: Afterwards.objects.owe(RETOLD, [story.pk]))
        again.join(0.3)
    again.join(5)
    assert Afterwards.objects.get().story == story


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_take_different_stories() -> None:
    one, other = told(2)
    Afterwards.objects.owe(RETOLD, [one.pk, other.pk])
    taken: list[list[int]] = []

    def take() -> None:
        with transaction.atomic():
            taken.append(Afterwards.objects.take(RETOLD, most=1))

    with transaction.atomic():
        assert Afterwards.objects.take(RETOLD, most=1) == [one.pk]
        aside(take).join(5)
    assert taken == [[other.pk]]


def test_it_is_owed_once_however_often_it_is_said() -> None:
    (story,) = told()
    for _ in range(2):
        Afterwards.objects.owe(RETOLD, [story.pk])
    assert Afterwards.objects.count() == 1
