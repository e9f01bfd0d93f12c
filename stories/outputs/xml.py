"""Atom (RFC 4287) and RSS 2.0, by Django's writers, with what these leave out: whose story it is and its words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils import feedgenerator
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from stories.models import Enclosure, Source
from stories.outputs.channel import Channel
from stories.outputs.items import Item, clean


class _AtomFeed(feedgenerator.Atom1Feed):
    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["of"].language} if item["of"].language else {}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        told: Item = item["of"]
        if told.is_whole:
            handler.addQuickElement("content", told.html, {"type": "html"})
        if told.original:
            handler.addQuickElement("link", "", {"rel": "via", "href": told.original})
        if told.source:
            self._add_source(handler, told.source)

    def _add_source(self, handler: SimplerXMLGenerator, source: Source) -> None:
        handler.startElement("source", AttributesImpl({}))
        handler.addQuickElement("id", clean(source.url))
        handler.addQuickElement("title", clean(str(source)))
        handler.addQuickElement("link", "", {"rel": "self", "href": clean(source.url)})
        if source.home_page:
            handler.addQuickElement("link", "", {"rel": "alternate", "href": clean(source.home_page)})
        if source.last_fetched_at:
            handler.addQuickElement("updated", feedgenerator.rfc3339_date(source.last_fetched_at))
        handler.endElement("source")


class _RssFeed(feedgenerator.Rss201rev2Feed):
    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        told: Item = item["of"]
        handler.addQuickElement("atom:updated", feedgenerator.rfc3339_date(told.updated))
        if told.original:
            handler.addQuickElement("atom:link", "", {"rel": "via", "href": told.original})
        if told.source:
            handler.addQuickElement("source", clean(str(told.source)), {"url": clean(told.source.url)})


def atom(channel: Channel) -> str:
    feed = _begun(_AtomFeed, channel)
    for item in channel.items:
        summary = escape(item.summary) if item.is_whole else item.html
        _add(feed, item, description=summary or None, enclosures=item.enclosures)
    return feed.writeString("utf-8")


def rss(channel: Channel) -> str:
    """Its items may have one enclosure each, and all their words stand in the description."""
    feed = _begun(_RssFeed, channel)
    for item in channel.items:
        _add(feed, item, description=item.html or None, enclosures=item.enclosures[:1])
    return feed.writeString("utf-8")


def _begun(form: type[feedgenerator.SyndicationFeed], channel: Channel) -> feedgenerator.SyndicationFeed:
    return form(
        title=clean(channel.title),
        link=channel.page,
        description=clean(channel.description),
        subtitle=clean(channel.description),
        language=channel.language,
        author_name=clean(channel.network),
        feed_url=channel.address,
        feed_guid=channel.id,
        updated=channel.updated,
    )


def _add(
    feed: feedgenerator.SyndicationFeed, item: Item, *, description: str | None, enclosures: Any
) -> None:
    feed.add_item(
        title=item.title,
        link=item.url,
        description=description,  # type: ignore[arg-type]  # None leaves the element out, as its code says
        author_name=item.author or None,
        author_link=item.author_url or None,
        pubdate=item.published,
        updateddate=item.updated,
        unique_id=item.id,
        unique_id_is_permalink=False,
        categories=item.tags,
        enclosures=[_enclosure(each) for each in enclosures],
        of=item,
    )


def _enclosure(enclosure: Enclosure) -> feedgenerator.Enclosure:
    media_type = clean(enclosure.media_type) or "application/octet-stream"
    return feedgenerator.Enclosure(clean(enclosure.url), str(enclosure.size or 0), media_type)
