"""Writing the index: an entry for each thing, where it says something else than the one that is held."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from portal.search.models import Kind, SearchEntry, marked
from portal.search.subjects import Text
from portal.search.words import fold
from stories import bulk

_SAID = ("title", "words", "at", "digest")


def write(kind: Kind, texts: Mapping[int, Text]) -> int:
    """Hold these texts, by the ids of their things, against what is held; returns how many were written."""
    column = f"{kind}_id"
    entries = [_entry(kind, text) | {column: pk} for pk, text in texts.items()]
    held = SearchEntry.objects.filter(**{f"{column}__in": list(texts)}).values_list(column, "digest")
    digests = {pk: bytes(digest) for pk, digest in held}
    changed = [entry for entry in entries if digests.get(entry[column]) != entry["digest"]]
    bulk.insert(SearchEntry, changed, unique=[column], update=_SAID)
    return len(changed)


def _entry(kind: Kind, text: Text) -> dict[str, Any]:
    title, words = marked(kind, fold(text.title)), marked(kind, text.words)
    digest = hashlib.sha256(f"{title}\0{words}\0{text.at}".encode()).digest()
    return {"title": title, "words": words, "at": text.at, "digest": digest}
