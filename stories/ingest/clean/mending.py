"""HTML as publishers' systems send it, put right before it is parsed. Nothing is safe yet after that."""

from __future__ import annotations

import re

from stories.ingest.entry.limits import MAX_BODY

# A picture inlined as one of these, or a font or a film; nothing of it is ever shown.
_INLINED = re.compile(r"data:[a-z]+/[^\s<>\"')]*+", re.IGNORECASE)


def shortened(html: str) -> str:
    """The beginning that we read. What is inlined in it counts for nothing: it may be longer than all words."""
    if len(html) <= MAX_BODY:
        return html
    return _INLINED.sub("data:", html)[:MAX_BODY]
