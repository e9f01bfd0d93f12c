"""A page per source: how it is doing in words, what was tried, and the buttons that do something about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError

from programmes.models import Programme
from stories.curating import progress, standing
from stories.models import Code, Decision, Fetch, Source, Takedown
from stories.sources import watching
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def source_of(programme: Programme, **fields: Any) -> Source:
    source: Source = SourceFactory(
        **{"state": Source.State.APPROVED, "last_fetched_at": timezone.now(), "last_code": Code.OK} | fields,
        programmes=[programme],
    )
    return source


def page(client: Client, source: Source) -> str:
    answer = client.get(f"/cms/source/inspect/{source.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def step(client: Client, source: Source, answer: str, *, seen: str = "", **more: str) -> Any:
    data = {"answer": answer, "seen": seen or source.state} | more
    return client.post(f"/cms/source/inspect/{source.pk}/", data, follow=True)


def test_a_source_that_works_says_when_it_is_looked_at_next(officer: Client, ours: Programme) -> None:
    source = source_of(ours, next_fetch_at=timezone.now() + timedelta(hours=1))
    words = page(officer, source)
    assert "Working" in words
    assert "The next time is" in words


def test_every_attempt_is_a_sentence_with_its_numbers(officer: Client, ours: Programme) -> None:
    source = source_of(ours)
    Fetch.objects.create(
        source=source, started_at=timezone.now(), code=Code.OK, new=3, changed=1, ms=812, bytes=20480
    )
    words = page(officer, source)
    assert "Read, 3 new stories, 1 changed." in words
    assert "812 ms" in words
    assert "20.0" in words and "KB" in words


def test_the_list_of_sources_says_in_words_how_each_is_doing(officer: Client, ours: Programme) -> None:
    source_of(ours, last_code=Code.NOT_A_FEED)
    listed = officer.get("/cms/source/").content.decode()
    assert "The address answers, but not with a feed." in listed
    assert "not_a_feed" not in listed.partition("<tbody")[2]


def test_the_list_says_when_it_is_looked_at_next_of_those_that_are(officer: Client, ours: Programme) -> None:
    source = source_of(ours, state=Source.State.PROPOSED, last_fetched_at=None)
    Source.objects.update(next_fetch_at=datetime(2031, 5, 4, tzinfo=UTC))
    assert "2031" not in officer.get("/cms/source/").content.decode()
    Source.objects.filter(pk=source.pk).update(state=Source.State.APPROVED)
    assert "2031" in officer.get("/cms/source/").content.decode()


def test_a_site_that_moved_says_where_to(officer: Client, ours: Programme) -> None:
    source = source_of(ours, moved_to="https://new.example/feed")
    words = page(officer, source)
    assert "Moved permanently to https://new.example/feed" in words
    assert "Working" not in words


def test_a_page_where_the_feed_was_says_so_and_since_when(officer: Client, ours: Programme) -> None:
    source = source_of(
        ours, last_code=Code.NOT_A_FEED, failures=7, failing_since=timezone.now() - timedelta(days=5)
    )
    words = page(officer, source)
    assert "It answers, but with a page instead of a feed" in words
    assert "7 attempts since" in words
    assert "Needs a person" in words


def test_what_began_today_does_not_call_for_a_person_yet(officer: Client, ours: Programme) -> None:
    source = source_of(
        ours, last_code=Code.HTTP_5XX, failures=2, failing_since=timezone.now() - timedelta(hours=2)
    )
    assert "Needs a person" not in page(officer, source)


@pytest.mark.parametrize("code", Code.values)
def test_no_outcome_is_without_words(code: str, officer: Client, ours: Programme) -> None:
    source = source_of(ours, last_code=code, failures=1, failing_since=timezone.now())
    how = standing.standing(source, now=timezone.now())
    assert len(how.sentences) >= 2
    assert "_" not in " ".join(how.sentences)


def test_fetch_now_makes_it_due_and_rings(
    officer: Client, ours: Programme, django_capture_on_commit_callbacks: Any
) -> None:
    source = source_of(ours, next_fetch_at=timezone.now() + timedelta(hours=5))
    with patch("stories.tasks.fetch_one.delay") as bell, django_capture_on_commit_callbacks(execute=True):
        answer = officer.post(f"/cms/source/fetch/{source.pk}/", follow=True)
    source.refresh_from_db()
    assert source.next_fetch_at <= timezone.now()
    bell.assert_called_once_with(source.pk)
    assert "Asked for now" in answer.content.decode()


def test_without_a_broker_fetch_now_leaves_it_to_the_scheduler(
    officer: Client, ours: Programme, django_capture_on_commit_callbacks: Any
) -> None:
    source = source_of(ours)
    with (
        patch("stories.tasks.fetch_one.delay", side_effect=OperationalError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert officer.post(f"/cms/source/fetch/{source.pk}/").status_code == 302
    assert Source.objects.due(timezone.now()).get() == source


def test_a_site_that_asked_for_patience_is_not_asked_again_at_a_button(
    officer: Client, ours: Programme
) -> None:
    later = timezone.now() + timedelta(hours=1)
    source = source_of(ours, last_code=Code.RATE_LIMITED, failures=1, next_fetch_at=later)
    officer.post(f"/cms/source/fetch/{source.pk}/")
    source.refresh_from_db()
    assert source.next_fetch_at == later


def test_fetch_now_is_a_post(officer: Client, ours: Programme) -> None:
    assert officer.get(f"/cms/source/fetch/{source_of(ours).pk}/").status_code == 405


def test_what_came_of_it_can_be_asked_for_alone(officer: Client, ours: Programme) -> None:
    source = source_of(ours, next_fetch_at=timezone.now() - timedelta(seconds=1))
    part = f"/cms/source/attempts/{source.pk}/"
    assert "data-awaited" in officer.get(part).content.decode()
    Source.objects.update(next_fetch_at=timezone.now() + timedelta(hours=1))
    Fetch.objects.create(source=source, started_at=timezone.now(), code=Code.OK, new=1)
    words = officer.get(part).content.decode()
    assert "data-awaited" not in words
    assert "1 new story" in words


# --- while somebody waits -----------------------------------------------------------------------------------


def states(source: Source, now: datetime) -> list[tuple[str, str]]:
    looks = list(source.fetches.order_by("-started_at", "-pk"))
    steps = progress.steps(source, watching.watched(source), looks, now=now)
    return [(step.state, step.label) for step in steps]


def test_fetch_now_tells_how_far_it_is_until_it_is_over(officer: Client, ours: Programme) -> None:
    source = source_of(ours, next_fetch_at=timezone.now() + timedelta(hours=5))
    part = f"/cms/source/attempts/{source.pk}/"
    with patch("stories.tasks.fetch_one.delay"):
        officer.post(f"/cms/source/fetch/{source.pk}/")
    waiting = officer.get(part).content.decode()
    assert "Asked for at" in waiting and "Waits for a worker" in waiting
    now = timezone.now()
    Source.objects.update(lease_token=uuid4(), leased_until=now + timedelta(seconds=90))
    tell = watching.telling()
    assert tell is not None
    tell(source, "HTTP 200: 2048 bytes in 81 ms")
    begun = officer.get(part).content.decode()
    assert "A worker has taken it up" in begun and "HTTP 200: 2048 bytes in 81 ms" in begun
    assert "data-awaited" in begun
    Fetch.objects.create(source=source, started_at=now, finished_at=timezone.now(), code=Code.OK, new=2)
    Source.objects.update(lease_token=None, leased_until=None, next_fetch_at=now + timedelta(hours=1))
    over = officer.get(part).content.decode()
    assert "Read, 2 new stories." in over
    assert "data-awaited" not in over


def test_what_went_wrong_is_the_last_step(ours: Programme) -> None:
    source, now = source_of(ours, next_fetch_at=timezone.now() + timedelta(hours=1)), timezone.now()
    watching.watch(source, now=now)
    Fetch.objects.create(source=source, started_at=now, finished_at=now, code=Code.HTTP_4XX, status=404)
    assert states(source, now)[-1] == ("failed", "The site says there is nothing here (HTTP 404).")


def test_a_worker_that_does_not_come_is_said_so(ours: Programme) -> None:
    now = timezone.now()
    source = source_of(ours, next_fetch_at=now)
    watching.watch(source, now=now)
    assert states(source, now)[1] == ("now", "Waits for a worker")
    assert states(source, now + timedelta(minutes=3))[1] == ("failed", "No worker has taken it up yet")


def test_an_attempt_from_before_is_not_the_answer(ours: Programme) -> None:
    now = timezone.now()
    source = source_of(ours, next_fetch_at=now)
    Fetch.objects.create(source=source, started_at=now, finished_at=now - timedelta(seconds=1), code=Code.OK)
    watching.watch(source, now=now)
    assert states(source, now)[-1] == ("next", "What it brought")


def test_a_look_nobody_asked_for_is_not_told_as_the_answer(ours: Programme) -> None:
    now = timezone.now()
    source = source_of(ours, next_fetch_at=now + timedelta(hours=1))
    watching.watch(source, now=now)
    tell = watching.telling()
    assert tell is not None
    tell(source, "HTTP 200: 2048 bytes in 81 ms")
    Fetch.objects.create(source=source, started_at=now, finished_at=now, code=Code.OK, new=2)
    soon = now + timedelta(seconds=30)
    tell(source, "HTTP 304: nothing new")
    Fetch.objects.create(source=source, started_at=soon, finished_at=soon, code=Code.NOT_MODIFIED)
    assert states(source, soon)[-1] == ("done", "Read, 2 new stories.")
    watch = watching.watched(source)
    assert watch is not None and watch.words == ("HTTP 200: 2048 bytes in 81 ms",)
    source.next_fetch_at = soon  # its time has come by itself
    assert states(source, soon) == [("now", "Waits for a worker"), ("next", "The site answers")]
    source.next_fetch_at = now + timedelta(hours=1)
    assert states(source, now + timedelta(minutes=2)) == []


def test_of_what_is_not_followed_no_progress_is_told(ours: Programme) -> None:
    now = timezone.now()
    source = source_of(ours, state=Source.State.PAUSED, next_fetch_at=now)
    watching.watch(source, now=now)
    assert states(source, now) == []


def test_without_a_script_the_page_comes_again_by_itself(officer: Client, ours: Programme) -> None:
    source = source_of(ours, next_fetch_at=timezone.now() - timedelta(seconds=1))
    reload = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    assert reload in page(officer, source)
    Source.objects.update(next_fetch_at=timezone.now() + timedelta(hours=1))
    assert reload not in page(officer, source)


def test_while_nobody_watches_a_worker_says_nothing(ours: Programme) -> None:
    assert watching.telling() is None
    watched, other = source_of(ours), source_of(ours)
    watching.watch(watched, now=timezone.now())
    tell = watching.telling()
    assert tell is not None
    for number in range(20):
        tell(watched, f"{number}")
        tell(other, "unheard")
    assert watching.watched(other) is None
    watch = watching.watched(watched)
    assert watch is not None and watch.words[-1] == "19" and len(watch.words) == watching.LAST_WORDS


def test_attempts_that_brought_the_same_are_told_as_one(officer: Client, ours: Programme) -> None:
    source, now = source_of(ours), timezone.now()
    for minutes in range(5):
        at = now - timedelta(minutes=minutes)
        Fetch.objects.create(source=source, started_at=at, code=Code.NOT_MODIFIED, status=304)
    Fetch.objects.create(source=source, started_at=now - timedelta(hours=1), code=Code.OK, new=1)
    words = page(officer, source)
    assert words.count("Nothing new.") == 1
    assert "The same 5 times since" in words
    assert "Read, 1 new story." in words


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [("approved", "pause", "paused"), ("paused", "resume", "approved"), ("approved", "end", "ended"),
     ("proposed", "approve", "approved"), ("proposed", "turn_down", "ended"), ("ended", "reopen", "proposed")],
)  # fmt: skip
def test_every_step_is_taken_and_kept_with_its_reason(
    before: str, answer: str, after: str, officer: Client, ours: Programme
) -> None:
    source = source_of(ours, state=before)
    page_after = step(officer, source, answer, reason="The publisher asked us.").content.decode()
    source.refresh_from_db()
    decision = Decision.objects.get(source=source)
    assert source.state == after
    assert (decision.from_state, decision.to_state) == (before, after)
    assert decision.reason == "The publisher asked us."
    assert "Olu Officer" in page_after
    assert "The publisher asked us." in page_after


def test_a_ready_made_reason_and_ones_own_words_are_kept_together(officer: Client, ours: Programme) -> None:
    source = source_of(ours)
    step(officer, source, "pause", because="Its publisher asked us to pause.", reason="Until May.")
    assert Decision.objects.get().reason == "Its publisher asked us to pause.\n\nUntil May."


def test_a_no_without_a_reason_changes_nothing_and_comes_back_open(officer: Client, ours: Programme) -> None:
    source = source_of(ours)
    words = step(officer, source, "end", reason="   ").content.decode()
    source.refresh_from_db()
    assert source.state == Source.State.APPROVED
    assert '<details class="answers__no" open>' in words
    assert "Please give a reason" in words


def test_the_second_of_two_people_is_told_who_was_faster(
    officer: Client, editor: Client, ours: Programme
) -> None:
    source = source_of(ours, state=Source.State.PROPOSED)
    step(editor, source, "approve")
    words = step(officer, source, "turn_down", seen="proposed", reason="Not ours.").content.decode()
    source.refresh_from_db()
    assert source.state == Source.State.APPROVED
    assert "Edie Editor was faster" in words
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("state", [Source.State.PAUSED, Source.State.ENDED])
def test_a_step_is_not_laid_on_whoever_did_not_take_it(officer: Client, ours: Programme, state: str) -> None:
    """The engine's own steps have nobody, nor have those of staff whose account was erased since."""
    source, now = source_of(ours, state=state), timezone.now()
    Decision.objects.create(source=source, who=None, when=now, from_state="approved", to_state=state)
    Takedown.objects.create(source=source, who=None, when=now, reason="Asked for.").programmes.add(ours)
    nobody = "The portal itself, or somebody who is no longer here"

    words = page(officer, source)
    assert nobody in words.partition('id="decisions"')[2] and f"{nobody}: Asked for." in words
    assert f"{nobody}, on " in words
    assert nobody in officer.get("/cms/taken-down/").content.decode()
    late = step(officer, source, "pause", seen="approved", reason="Not ours.").content.decode()
    assert f"{nobody} was faster: “" in late


def test_who_pressed_a_button_elsewhere_goes_back_there_and_nowhere_else(
    officer: Client, ours: Programme
) -> None:
    source = source_of(ours, state=Source.State.PROPOSED)
    address = f"/cms/source/inspect/{source.pk}/"
    data = {"answer": "approve", "seen": "proposed"}
    assert officer.post(address, data | {"next": "/cms/queue/"})["Location"] == "/cms/queue/"
    Source.objects.update(state=Source.State.PROPOSED)
    assert officer.post(address, data | {"next": "https://evil.example/"})["Location"] == address


def test_only_what_will_not_mend_by_itself_needs_a_person(ours: Programme) -> None:
    now = timezone.now()
    long = {"failures": 9, "failing_since": now - timedelta(days=4), "last_code": Code.DNS}
    failing = source_of(ours, **long)
    stopped = source_of(ours, state=Source.State.PAUSED, failures=1, last_code=Code.BLOCKED_ADDRESS)
    on_purpose = source_of(ours, state=Source.State.PAUSED, failures=1)
    Decision.objects.create(source=on_purpose, when=now, from_state="approved", to_state="paused")
    source_of(ours, failures=1, failing_since=now - timedelta(days=1))
    source_of(ours)
    assert set(standing.needing_a_person(Source.objects.all(), now=now)) == {failing, stopped}
