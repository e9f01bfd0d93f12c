"""What one site said keeps nobody else's outcome from the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.db import DataError

from stories.ingest import quiet
from stories.ingest.store import Outcome, write_back
from stories.models import Code, Source, Story
from tests.fakeweb import FakeWeb, answer, in_turn, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
# Their own transactions, as a worker's are: one that failed takes nothing else along.
pytestmark = pytest.mark.django_db(transaction=True)
TOO_LONG = {"Last-Modified": "x" * 300}


def test_one_that_cannot_be_written_leaves_the_others_alone(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = (follow(web.on(path, validated(rss(item(1)), etag='"1"'))) for path in ("/good", "/bad"))
    poll.all()

    def refusing(outcomes: Sequence[Outcome]) -> int:
        if any(one.source_id == bad.pk and one.code == Code.NOT_MODIFIED for one in outcomes):
            raise DataError("value out of range")
        return write_back(outcomes)

    monkeypatch.setattr(quiet, "write_back", refusing)
    clock.forward(hours=2)
    Source.objects.update(next_fetch_at=clock())
    poll.all()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.last_code, good.last_fetched_at) == (Code.NOT_MODIFIED, clock())
    assert (bad.last_code, bad.failures) == (Code.PARSE_CRASH, 1)
    assert bad.next_fetch_at > clock()
    assert bad.fetches.latest("pk").note == "what came of it could not be stored: DataError"


def test_a_date_that_is_too_long_to_keep_is_not_kept(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    bodies = [rss(item(1), built=str(number)) for number in range(3)]
    source = follow(web.on("/feed", in_turn(*(answer(body, headers=TOO_LONG) for body in bodies))))
    codes = []
    for _body in bodies:
        codes.append(poll(source).code)
        clock.forward(hours=7)
    assert codes == [Code.OK, Code.NOT_MODIFIED, Code.NOT_MODIFIED]
    assert (source.last_modified, Story.objects.count()) == ("", 1)
