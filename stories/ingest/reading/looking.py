"""`python -m stories.ingest.reading.looking`: the same child, for addresses of which nobody knows what they are.

Where a body is no feed but a page, it says which feeds the page names. Somebody waits at a form for it, so it gives
up sooner.
"""

from __future__ import annotations

from dataclasses import replace

from stories.ingest.entry import Unreadable
from stories.ingest.leads import from_page
from stories.ingest.reading.child import read, serve
from stories.ingest.reading.frames import Answer, Request

CPU_SECONDS = 2  # a document


def look(request: Request) -> Answer:
    answer = read(request)
    if not isinstance(answer, Unreadable):
        return answer
    return replace(answer, leads=tuple(from_page(request.body, url=request.url)))


if __name__ == "__main__":
    serve(look, cpu_seconds=CPU_SECONDS)
