"""Small RSS documents, built where a test needs one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape


def item(
    number: int,
    *,
    title: str = "",
    words: str = "",
    guid: str | None = None,
    link: str | None = None,
    at: datetime | None = None,
    tags: Sequence[str] = (),
) -> str:
    """One item; `guid=""` or `link=""` leaves the element out."""
    guid = f"urn:allotment:{number}" if guid is None else guid
    link = f"https://allotment.example/{number}" if link is None else link
    at = at or datetime(2026, 6, 8, 12, tzinfo=UTC) - timedelta(hours=number)
    return "".join(
        [
            "<item>",
            f"<title>{escape(title or f'Story {number}')}</title>",
            f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else "",
            f"<link>{escape(link)}</link>" if link else "",
            f"<pubDate>{format_datetime(at)}</pubDate>",
            f"<description>{escape(words or f'<p>What happened, part {number}.</p>')}</description>",
            *(f"<category>{escape(tag)}</category>" for tag in tags),
            "</item>",
        ]
    )


def rss(
    *items: str, title: str = "The Allotment", built: str = "", home: str = "https://allotment.example/"
) -> bytes:
    """A whole document; `built` is a build date, which moves at every request of many hosts."""
    stamp = f"<lastBuildDate>{built}</lastBuildDate>" if built else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>{home}</link><description/>{stamp}{''.join(items)}</channel></rss>"
    ).encode()
