"""feedparser, the reference for what a feed says, with those of its habits mended that lose or mix up words.

Imported when a document first needs it: 10 MB and 0.2 s that a parse child without odd feeds never pays.
"""

from __future__ import annotations

import io
from typing import Any

import feedparser
from feedparser import api
from feedparser.mixin import _FeedParserMixin

from stories.ingest.parse.authors import Credit
from stories.ingest.parse.taming import MAX_CATEGORIES


def read_leniently(text: str) -> Any:
    # A stream, never the bytes themselves: feedparser would take bytes for a file name first.
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


class _Mended(_FeedParserMixin):
    """Stands before feedparser's own methods, in its strict parser and in its loose one."""

    def _start_item(self, attributes: dict[str, str]) -> None:
        super()._start_item(attributes)
        # Else what the channel said twice decides which of the first entry's texts are read.
        self.hasContent = 0

    _start_entry = _start_item

    def unknown_endtag(self, tag: str) -> None:
        super().unknown_endtag(tag)
        # Else an xml:base holds for all that follows where nothing around it names one.
        if self.basestack:
            self.baseuri = self.basestack[-1]

    def _start_itunes_summary(self, attributes: dict[str, str]) -> None:
        """Kept apart: it repeats the description in fewer words, and would take its place or be taken for more."""
        self.push_content("itunes_summary", attributes, "text/plain", 1)

    def _end_itunes_summary(self) -> None:
        self.pop_content("itunes_summary")

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        """No more than are read: each is compared with all before it."""
        if len(self._get_context().get("tags", ())) < MAX_CATEGORIES:
            super()._add_tag(term, scheme, label)

    def _end_author(self) -> None:
        self._credit("author")

    def _end_dc_author(self) -> None:
        self._credit("dc:author")

    def _end_dc_creator(self) -> None:
        self._credit("dc:creator")

    def _end_itunes_author(self) -> None:
        self._credit("itunes:author")

    def _credit(self, kind: str) -> None:
        """Every author, where feedparser keeps one name and runs the particulars of all together."""
        context = self._get_context()
        context.pop("author", None)
        if self.inentry:  # or it would pass over those that stand deeper than one before
            self.property_depth_map.get(self.entries[-1], {}).pop("author", None)
        super()._end_author()
        page = context.get("authors", [{}])[-1].get("href", "")
        credit: Credit = (self.depth, kind, context.get("author") or "", page)
        context.setdefault("credits", []).append(credit)


class _Strict(_Mended, api.StrictFeedParser):
    pass


class _Loose(_Mended, api.LooseFeedParser):
    pass


api.StrictFeedParser, api.LooseFeedParser = _Strict, _Loose
