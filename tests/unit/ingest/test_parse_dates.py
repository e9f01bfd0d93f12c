"""Dates as people and programs write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stories.ingest.parse import dates
from stories.ingest.parse.dates import read_date

NOON = datetime(2026, 6, 5, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Fri, 05 Jun 2026 11:00:00 GMT", "Fri, 05 Jun 2026 12:00:00 BST", "Fri, 5 Jun 2026 12:00 +0100",
        "05 Jun 26 11:00 UT",
        "Friday, June 5, 2026 11:00", "June 5, 2026 11:00 am", "Jun 5, 2026 at 7:00 AM EDT",
        "Fri Jun  5 11:00:00 UTC 2026",
        "Fri Jun 5 11:00:00 GMT 2026", "2026-06-05T11:00:00Z", "2026-06-05T12:00:00.123456+01:00",
        "2026-06-05 11:00",
        "20260605T110000Z", "2026-06-05T13:00:00 +0200", "05/06/2026 11:00", "05.06.2026 11:00", "1780657200",
        "1780657200123",
        "Fri, 05 Jun 2026 12:00:00 GMT+0100 (British Summer Time)", "  Fri,\n 05 Jun 2026 11:00:00 +0000 ",
        "5th June 2026 11:00",
        "Gwe, 05 Meh 2026 11:00:00 GMT", "Fri,05 Jun 2026 11:00:00 GMT", "2026/06/05 11:00:00", "2026/6/5 11:00",
        "Friday, June 5, 2026 - 11:00", "Friday, 5 June 2026 - 11:00",
    ],
)  # fmt: skip
def test_ways_to_write_one_moment(written: str) -> None:
    assert read_date(written) == NOON


@pytest.mark.parametrize(
    "written",
    [
        "", "soon", "2026-13-45", "30 Feb 2026", "2026-02-30T10:00:00Z", "05 Jun 2026 25:61",
        "0001-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT", "0", "-1", "2026", "2026-06-05T11:00:00+99:00", "99999999999999999999",
        "1" * 5_000,
        "2026/13/05", "2026-06/05", "9999-12-31T23:59:59-05:00", "0000-00-00 00:00:00", "05 Xyz 2026",
    ],
)  # fmt: skip
def test_what_cannot_be_a_date_is_none(written: str) -> None:
    assert read_date(written) is None


def test_day_and_month_stay_undecided_where_the_month_comes_first() -> None:
    assert read_date("03/04/2026", language="en-GB") == datetime(2026, 4, 3, tzinfo=UTC)
    assert read_date("03/04/2026", language="en-US") is None


def test_future_is_kept_as_sent() -> None:
    assert read_date("2046-01-01T00:00:00Z") == datetime(2046, 1, 1, tzinfo=UTC)


@given(st.text(alphabet="0123456789-+:TZ ,./BSTJunMayGMT()apm", max_size=40))
def test_any_text_is_a_moment_since_1990_in_utc_or_none(text: str) -> None:
    moment = read_date(text)

    assert moment is None or (moment.utcoffset() == UTC.utcoffset(None) and moment.year >= 1990)


@given(st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2999, 1, 1)))
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)

    assert read_date(moment.isoformat()) == moment.replace(tzinfo=UTC)
    assert read_date(
        moment.strftime("%a, %d %b ") + f"{moment.year:04}" + moment.strftime(" %H:%M:%S +0000")
    ) == (moment.replace(tzinfo=UTC))


PIECES = [
    "Mon, ", "Mon ", "05 ", "5 ", "31 ", "Jun ", "Meh ", "Xyz ", "2026 ", "1989 ", "9999 ", " ", "T", "Z", ".123",
    "11:00:00", "24:00:00", "23:59:60", "11:00", " +0000", " -0530", " +14:00", "+01:00", "-05", " GMT", " BST",
    "2026-06-05", "9999-12-31", "0000-01-01",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@settings(max_examples=1_000)
@example("Mon, 31 Dec 9999 23:59:59 -0530")
@example("Fri, 05 Jun 2026 23:59:60 GMT")
@example("2026-06-05T24:00:00Z")
@example("2026-06-05T11:00:00+13:59")
def test_the_usual_ways_to_write_a_date_mean_what_they_mean_among_all_the_others(written: str) -> None:
    quickly = read_date(written)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dates, "_usual", lambda text: None)

        assert read_date(written) == quickly
