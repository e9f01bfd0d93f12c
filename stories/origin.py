"""The mark our stories bear when they leave the house, so that they are known when they come back.

A planet or a partner may follow our feeds and we may follow theirs: a story with our own mark is skipped, never
told twice. The mark is a tag address (RFC 4151), the same for as long as the network keeps its name.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

SINCE = 2011  # a year in which the name was ours, as tag: addresses want one


def mark(what: str) -> str:
    """`tag:network.example.org,2011:story/12`."""
    return f"tag:{urlsplit(settings.PUBLIC_ADDRESS).hostname},{SINCE}:{what}"


def is_ours(*, guid: str, link: str) -> bool:
    """Whether an entry of somebody's feed is a story of ours: it bears the mark, or leads to our own pages."""
    if link.startswith(f"{settings.PUBLIC_ADDRESS.rstrip('/')}/"):
        return True
    return guid.startswith("tag:") and guid.startswith(mark("story/"))
