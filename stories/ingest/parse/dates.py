"""Dates as publishers write them. What cannot be a date, or could be two, is no date.

RFC 822 with the zone names people really use, RFC 3339 and its relatives, asctime, day/month/year and
Unix time stamps. Future dates are kept as sent: only the decider knows what time it is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: a default or a mistake
_MAX_OFFSET = timedelta(hours=14)

# Hours east of Greenwich. BST is British Summer Time here, not what RFC 822 leaves undefined.
_ZONES = {
    "BST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "PKT": 5,
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip

_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ion chw maw ebr mai meh gor aws med hyd tac rha",  # Welsh
    )
    for number, name in enumerate(names.split(), start=1)
}

# What nearly every feed writes, read in a fifth of the time that the many shapes below take.
_USUAL_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
_USUAL_OFFSET = r"[+-](?:0\d|1[0-3]):?[0-5]\d"
_ISO = re.compile(rf"\d{{4}}-\d\d-\d\dT{_USUAL_TIME}(?:Z|{_USUAL_OFFSET})", re.ASCII)
_MAIL = re.compile(
    rf"[A-Za-z]{{3}}, (\d\d) ([A-Za-z]{{3}}) (\d{{4}}) ({_USUAL_TIME}) (?:GMT|({_USUAL_OFFSET}))", re.ASCII
)

_TIME = (
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
)
_ZONE = r"(?P<zone>(?:[A-Z]{1,5})?(?:\s*\(?[A-Z]{1,5}\)?)?(?:[+-]\d{1,2}:?(?:\d{2})?)?(?:\s*\([^)]{1,40}\))?)"
_DAY_NAME = r"(?:[^\W\d]{2,12}\.?(?:,\s*|\s+))?"
_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # Mon, 21 Feb 2011 20:17:00 +0000 - Mon,21 Feb 2011 - 14 Jan 2026 16:33 +0000 - 21-Feb-11
        rf"{_DAY_NAME}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<name>[^\W\d]{{3,12}})\.?,?[\s-]+"
        rf"(?P<year>\d{{4}}|\d{{2}})(?:,?\s+(?:(?:at|-)\s+)?{_TIME})?\s*{_ZONE}",
        # 2011-02-21T20:17:00Z - 2011-02-21 20:17 - 20110221T201700 - 2011/02/21
        rf"(?P<year>\d{{4}})(?P<between>[-/]?)(?P<month>\d{{1,2}})(?P=between)(?P<day>\d{{1,2}})(?:[T\s]+{_TIME})?\s*{_ZONE}",
        # Mon Feb 21 20:17:00 GMT 2011
        rf"{_DAY_NAME}(?P<name>[^\W\d]{{3,12}})\s+(?P<day>\d{{1,2}})\s+{_TIME}\s*{_ZONE}\s+(?P<year>\d{{4}})",
        # February 21, 2011 8:17 pm - Monday, February 21, 2011 - 20:17
        rf"{_DAY_NAME}(?P<name>[^\W\d]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
        rf"(?P<year>\d{{4}})(?:,?\s+(?:(?:at|-)\s+)?{_TIME})?\s*{_ZONE}",
    )
]
_NUMERIC = re.compile(
    rf"(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>\d{{4}})(?:,?\s+{_TIME})?\s*{_ZONE}",
    re.IGNORECASE,
)
_UNIX = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")


def read_date(text: str, *, language: str = "") -> datetime | None:
    """The moment meant by ``text`` in UTC; without a zone it is taken for UTC."""
    text = " ".join(text[:100].split())
    try:
        moment = _usual(text) or _unix(text) or _written(text, language.lower())
        return moment if moment and moment >= _EARLIEST else None
    except (ValueError, OverflowError):  # 30 February; year 9999 in a zone west of here
        return None


def _usual(text: str) -> datetime | None:
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(text).astimezone(UTC)
    mail = _MAIL.fullmatch(text)
    if mail is None:
        return None
    day, month, year, time, offset = mail.groups()
    return datetime.fromisoformat(f"{year}-{_month(month):02}-{day}T{time}{offset or 'Z'}").astimezone(UTC)


def _unix(text: str) -> datetime | None:
    stamp = _UNIX.fullmatch(text)
    return datetime.fromtimestamp(int(stamp[1]), tz=UTC) if stamp else None


def _written(text: str, language: str) -> datetime | None:
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return _moment(match)
    numeric = _NUMERIC.fullmatch(text)
    # 03/04/2011 is in April, except for those who write the month first: there it stays undecided.
    if numeric and language not in ("en-us", "en_us"):
        return _moment(numeric)
    return None


def _moment(match: re.Match[str]) -> datetime:
    parts = match.groupdict(default="")
    year = int(parts["year"])
    if len(parts["year"]) == 2:  # RFC 2822 §4.3, near enough
        year += 2000 if year < 70 else 1900
    month = int(parts["month"]) if parts.get("month") else _month(parts["name"])
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    second = min(int(parts["second"] or 0), 59)  # leap seconds
    local = datetime(year, month, int(parts["day"]), hour, int(parts["minute"] or 0), second)
    return local.replace(tzinfo=_zone(parts["zone"])).astimezone(UTC)


def _month(name: str) -> int:
    try:
        return _MONTHS[name[:3].lower()]
    except KeyError:
        raise ValueError(f"not a month: {name}") from None


def _zone(text: str) -> timezone:
    offset = _OFFSET.search(text)
    if offset:
        sign = -1 if offset[1] == "-" else 1
        east = sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    else:
        east = timedelta(hours=_ZONES.get(text.strip(" ()").upper(), 0))
    if abs(east) > _MAX_OFFSET:
        raise ValueError(f"no place on earth is {text}")
    return timezone(east)
