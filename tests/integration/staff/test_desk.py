"""The staff's first page: what needs a person today, why, and the button that answers it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.models import Area, Programme
from stories.models import Code, Rediscovery, Source
from tests.factories import AreaFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    answer = client.get("/cms/")
    assert answer.status_code == 200
    return answer.content.decode()


def failing(programme: Programme, title: str, *, days: float = 5, **other: Any) -> Source:
    source: Source = SourceFactory(
        title=title, state=Source.State.APPROVED, programmes=[programme], failures=6, last_code=Code.HTTP_4XX,
        failing_since=timezone.now() - timedelta(days=days), **other,
    )  # fmt: skip
    return source


def quiet_area(programme: Programme, name: str, *, days: float) -> Area:
    area: Area = AreaFactory(programme=programme, name=name)
    SourceFactory(state=Source.State.APPROVED, programmes=[programme]).areas.add(area)
    StoryFactory(published=True, published_at=timezone.now() - timedelta(days=days), areas=[area])
    return area


def test_a_quiet_day_says_so(officer: Client) -> None:
    assert "Nothing needs a person" in home(officer)


def test_what_waits_and_what_broke_are_counted_together(officer: Client, ours: Programme) -> None:
    StoryFactory(title="Bus petition", posted=True, programmes=[ours])
    failing(ours, "Friends of the Bandstand")
    words = home(officer)
    assert "2 things need a person" in words
    assert "Bus petition" in words
    assert "Friends of the Bandstand" in words


def test_a_broken_source_says_why_and_leads_to_what_helps(officer: Client, ours: Programme) -> None:
    source = failing(ours, "Friends of the Bandstand", home_page="https://bandstand.example/")
    StoryFactory.create_batch(2, owner_source=source, published=True)
    words = home(officer)
    assert "6 attempts since" in words
    assert "The site answers that there is nothing at this address" in words
    assert "The 2 stories we hold stay." in words
    button = words.partition(f'<form method="post" action="/cms/source/look/{source.pk}/">')[2]
    assert "Find its new address" in button.partition("</form>")[0]


def test_what_was_found_in_place_of_a_broken_feed_is_not_looked_for_again(
    officer: Client, ours: Programme
) -> None:
    source = failing(ours, "Friends of the Bandstand")
    feeds = [{"url": "https://bandstand.example/new.xml", "title": "", "total": 1, "newest": ""}]
    Rediscovery.objects.create(source=source, looked_at=timezone.now(), feeds=feeds)
    words = home(officer)
    assert "Look at it" in words and "Find its new address" not in words


def test_the_longest_failing_stands_first(officer: Client, ours: Programme) -> None:
    for title, days in (("Second", 9), ("Third", 4), ("First", 30)):
        failing(ours, f"{title} blog", days=days)
    words = home(officer)
    places = [words.index(f"{title} blog") for title in ("First", "Second", "Third")]
    assert places == sorted(places)


def test_what_may_mend_by_itself_is_nobodys_work_yet(officer: Client, ours: Programme) -> None:
    failing(ours, "Down since last night", days=1)
    assert "Down since last night" not in home(officer)


def test_what_does_not_answer_is_not_called_running(
    officer: Client, ours: Programme, theirs: Programme
) -> None:
    assert "Everything else is running." in home(officer)
    failing(ours, "Down for days", days=5)
    failing(theirs, "Not mine", days=1)
    assert "Everything else is running." in home(officer)
    failing(ours, "Down since last night", days=1)
    failing(ours, "Down since noon", days=0.2)
    words = home(officer)
    assert "Everything else is running." not in words
    assert '<a href="/cms/source/?doing=trying">2 sources are not answering</a>; we try again' in words
    listed = officer.get("/cms/source/?doing=trying").content.decode().partition("<tbody")[2]
    assert "Down since last night" in listed and "Down since noon" in listed
    assert "Down for days" not in listed and "Not mine" not in listed
    listed = officer.get("/cms/source/?doing=person").content.decode().partition("<tbody")[2]
    assert "Down for days" in listed and "Down since noon" not in listed


def test_a_quiet_area_says_since_when(officer: Client, ours: Programme) -> None:
    quiet_area(ours, "Aldersyke", days=74)
    quiet_area(ours, "Brackwater", days=3)
    words = home(officer).partition("Quiet areas")[2]
    assert "Quiet for 74 days" in words
    assert "Aldersyke" in words
    assert "Brackwater" not in words


def test_areas_nobody_ever_heard_from_are_a_number_not_a_list(officer: Client, ours: Programme) -> None:
    AreaFactory.create_batch(3, programme=ours)
    assert "From 3 areas nothing has come yet." in home(officer)


def test_an_answer_given_on_the_desk_leads_back_to_it(officer: Client, ours: Programme) -> None:
    story = StoryFactory(title="Bus petition", posted=True, programmes=[ours])
    source = failing(ours, "Friends of the Bandstand")
    assert 'name="next" value="/cms/"' in home(officer)
    data = {"answer": "end", "seen": "approved", "reason": "It is gone.", "next": "/cms/"}
    answer = officer.post(f"/cms/source/inspect/{source.pk}/", data)
    assert answer["Location"] == "/cms/"
    assert story.title in home(officer)


def test_a_desk_holds_ones_own_programmes_things_only(
    officer: Client, moderator: Client, reporter: Client, ours: Programme, theirs: Programme
) -> None:
    failing(theirs, "Not mine")
    quiet_area(theirs, "Far away", days=100)
    failing(ours, "Mine")
    assert "Not mine" not in home(officer) and "Far away" not in home(officer)
    assert "Mine" in home(officer)
    assert "Mine" not in home(moderator)  # who decides about stories alone
    assert "need a person" not in home(reporter) and "needs a person" not in home(reporter)


def test_a_full_desk_costs_as_much_as_a_fuller_one(officer: Client, ours: Programme) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            home(officer)
        return len(captured)

    def pile(number: int) -> None:
        for each in range(number):
            StoryFactory(posted=True, programmes=[ours])
            failing(ours, f"Broken {each}")
            quiet_area(ours, f"Quiet {each}", days=90)

    home(officer)
    pile(5)
    few = queries()
    pile(7)
    assert queries() == few
    assert few <= 70
