"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1). `url` is our page, `external_url` the story's home."""

from __future__ import annotations

import json
from typing import Any

from stories.models import Enclosure, Source
from stories.outputs.channel import Channel
from stories.outputs.items import Item


def write(channel: Channel) -> str:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "language": channel.language,
        "authors": [{"name": channel.network}],
        "items": [_item(item) for item in channel.items],
    }
    return json.dumps(told, ensure_ascii=False)


def _item(item: Item) -> dict[str, Any]:
    author = {"name": item.author, "url": item.author_url}
    told = {
        "id": item.id,
        "url": item.url,
        "external_url": item.original,
        "title": item.title,
        "summary": item.summary,
        "image": item.image,
        "authors": [_said(author)] if item.author else [],
        "tags": list(item.tags),
        "language": item.language,
        "attachments": [_attachment(each) for each in item.enclosures],
        "_source": _source(item.source) if item.source else {},
    }
    # Required, and may be empty: a story whose publisher keeps the words at home has none.
    kept = {"content_html": item.html} if item.html else {"content_text": item.summary}
    dates = {"date_published": item.published.isoformat(), "date_modified": item.updated.isoformat()}
    return _said(told) | kept | dates


def _attachment(enclosure: Enclosure) -> dict[str, Any]:
    return _said(
        {
            "url": enclosure.url,
            "mime_type": enclosure.media_type or "application/octet-stream",
            "size_in_bytes": enclosure.size,
            "duration_in_seconds": enclosure.duration,
        }
    )


def _source(source: Source) -> dict[str, str]:
    """Whose it is, in an extension of our own, for the format has no word for it."""
    return _said({"title": str(source), "home_page_url": source.home_page, "feed_url": source.url})


def _said(told: dict[str, Any]) -> dict[str, Any]:
    """Without what there is nothing to say of."""
    return {key: value for key, value in told.items() if value}
