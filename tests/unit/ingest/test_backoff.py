"""When a source is looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stories.ingest import backoff
from stories.ingest.backoff import DAY, WEEK, Pace

NOW = datetime(2026, 6, 9, 12, tzinfo=UTC)
PACE = Pace()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def every(gap: timedelta, count: int = 10) -> list[datetime]:
    return [NOW - gap * n for n in range(count)]


def test_a_source_is_visited_at_half_its_own_rhythm() -> None:
    assert backoff.interval(every(4 * HOUR), now=NOW, pace=PACE) == 2 * HOUR


def test_one_odd_gap_does_not_change_the_rhythm() -> None:
    dates = [*every(4 * HOUR, 9), NOW - timedelta(days=60)]
    assert backoff.interval(dates, now=NOW, pace=PACE) == 2 * HOUR


def test_a_busy_source_is_not_hurried_below_the_shortest_wait() -> None:
    assert backoff.interval(every(MINUTE), now=NOW, pace=PACE) == 15 * MINUTE


def test_a_slow_source_is_still_visited_every_six_hours() -> None:
    assert backoff.interval(every(20 * DAY, 4), now=NOW, pace=PACE) == 6 * HOUR


def test_a_deployment_may_look_more_often_at_slow_sources() -> None:
    brisk = Pace(longest=HOUR)
    assert backoff.interval(every(20 * DAY, 4), now=NOW, pace=brisk) == HOUR


def test_a_source_quiet_for_90_days_is_visited_daily_and_after_a_year_weekly() -> None:
    assert backoff.interval([NOW - 91 * DAY], now=NOW, pace=PACE) == DAY
    assert backoff.interval([NOW - 366 * DAY], now=NOW, pace=PACE) == WEEK


def test_dates_in_the_future_say_nothing_about_the_rhythm() -> None:
    assert backoff.interval([NOW + DAY, NOW + 2 * DAY], now=NOW, pace=PACE) == backoff.USUAL


def test_the_publisher_may_ask_for_longer_but_not_for_more_than_a_day_or_for_less() -> None:
    assert backoff.interval(every(4 * HOUR), now=NOW, pace=PACE, asked=5 * HOUR) == 5 * HOUR
    assert backoff.interval(every(4 * HOUR), now=NOW, pace=PACE, asked=30 * DAY) == DAY
    assert backoff.interval(every(4 * HOUR), now=NOW, pace=PACE, asked=MINUTE) == 2 * HOUR


def failed(times: int, *, since: datetime = NOW, jitter: float = 0, interval: timedelta = HOUR) -> timedelta:
    at = backoff.after_failure(
        now=NOW, interval=interval, failures=times, failing_since=since, pace=PACE, jitter=jitter
    )
    return at - NOW


def test_the_wait_after_failures_doubles_up_to_a_day() -> None:
    assert [failed(n) for n in (1, 2, 3, 4, 5, 6, 500)] == [
        HOUR,
        2 * HOUR,
        4 * HOUR,
        8 * HOUR,
        16 * HOUR,
        DAY,
        DAY,
    ]


def test_the_wait_after_a_failure_is_never_below_the_floor() -> None:
    assert failed(1, interval=MINUTE) == 15 * MINUTE


def test_after_two_weeks_of_failing_a_source_is_still_visited_once_a_week() -> None:
    assert failed(40, since=NOW - 15 * DAY) == WEEK


@given(st.floats(-1, 1), st.integers(1, 10_000), st.integers(0, 400))
def test_no_source_is_ever_given_up(jitter: float, failures: int, days: int) -> None:
    wait = failed(failures, since=NOW - days * DAY, jitter=jitter)
    assert timedelta(0) < wait <= 1.2 * WEEK


def test_a_wish_to_wait_is_honoured_between_a_minute_and_a_day() -> None:
    assert [backoff.asked_to_wait(s) for s in (-5, 1, 3600, 99_999_999_999)] == [MINUTE, MINUTE, HOUR, DAY]


def test_a_wish_to_wait_a_minute_does_not_bring_us_back_sooner_than_we_ever_come() -> None:
    waits = [backoff.after_being_asked_to_wait(now=NOW, seconds=s, pace=PACE) - NOW for s in (60, 3600)]
    assert waits == [15 * MINUTE, HOUR]


def test_a_source_that_falls_silent_is_visited_less_without_sending_anything() -> None:
    quiet = [backoff.slowed(HOUR, newest=NOW - days * DAY, now=NOW) for days in (1, 91, 366)]
    assert quiet == [HOUR, DAY, WEEK]
    assert backoff.slowed(HOUR, newest=None, now=NOW) == HOUR


def test_a_quiet_source_whose_publisher_asks_for_less_than_a_day_is_still_visited_daily() -> None:
    assert backoff.interval([NOW - 91 * DAY], now=NOW, pace=PACE, asked=HOUR) == DAY


def test_visits_are_spread_by_a_tenth() -> None:
    spread = [backoff.after_success(now=NOW, interval=HOUR, jitter=j) - NOW for j in (-1, 1)]
    assert spread == [54 * MINUTE, 66 * MINUTE]
