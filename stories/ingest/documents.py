"""Documents that changed, on their way through the reader of this process: a few at a time.

What has to be known of their sources before they are read is looked up for several of them together, since that
takes about as long as for one; and what follows is done for one after the other, while processor and database have
the same work at hand.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from stories.ingest import due, familiar, schedule
from stories.ingest.familiar import Memory
from stories.ingest.fetch import Fetched
from stories.ingest.reading import Answer, Reader
from stories.ingest.visit import Visit
from stories.models import Source

TOGETHER = 16
# Large ones go to the reader at once: a claim has hundreds of sources, and what is collected lies in memory.
BYTES_TOGETHER = 4_000_000
WAIT = 2.0  # seconds for which the first of them waits for others


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that is to be read, and what is to be saved with its entries."""

    visit: Visit
    fetched: Fetched
    validators: schedule.Columns
    whole: bool = False  # it is to be read with all its entries, also with those that are known


@dataclass(frozen=True, slots=True)
class Job:
    """A document that is being read for this source, of whose last one this is known."""

    unread: Unread
    source: Source
    memory: Memory


@dataclass(slots=True)
class Documents:
    """Those of one claim. Nothing is given to the reader any more after `until` (``time.monotonic``).

    `tell` is called with a source and a sentence where a document is not read.
    """

    reader: Reader[Job]
    until: float
    tell: Callable[[Visit, str], None]
    _collected: list[Unread] = field(default_factory=list)
    _since: float = 0.0
    _known: deque[Job] = field(default_factory=deque)  # what has to be known of them is; next is the reader

    def add(self, unread: Unread) -> None:
        if not self._collected:
            self._since = time.monotonic()
        self._collected.append(unread)
        size = sum(len(one.fetched.body) for one in self._collected)
        if len(self._collected) >= TOGETHER or size >= BYTES_TOGETHER:
            self._look_up()

    def again(self, job: Job) -> None:
        """Read it once more, all of it. Its source is looked up anew: whoever judged it wrote in that."""
        self.add(replace(job.unread, whole=True))

    def keep_up(self) -> None:
        """To be called from time to time: nobody waits for others for long."""
        if self._collected and time.monotonic() - self._since >= WAIT:
            self._look_up()

    def answers(self, *, all_of_them: bool = False) -> Iterator[tuple[Job, Answer]]:
        """Those that are read by now; or all there are, as far as there is time.

        While some have been looked up for which the reader has no room, this waits until it has: whoever fetches
        waits with it, or the documents of hundreds of sources would lie in memory here.
        """
        if all_of_them:
            self._look_up()
        self._send()
        waits = all_of_them or bool(self._known)
        for answered in self.reader.answers(all_of_them=waits, until=self.until):
            yield answered
            self._send()
            if waits and not (all_of_them or self._known):
                return
        if all_of_them and self._collected:
            yield from self.answers(all_of_them=True)

    def _look_up(self) -> None:
        if not self._collected:
            return
        unread, self._collected = self._collected, []
        sources = due.rows([one.visit.pk for one in unread])
        memories = familiar.remembered([pk for pk, row in sources.items() if row.body_hash is not None])
        for one in unread:
            source = sources.get(one.visit.pk)
            if source is None:
                self.tell(one.visit, "it was deleted meanwhile; nothing was written")
            else:
                self._known.append(Job(one, source, memories.get(source.pk) or Memory()))

    def _send(self) -> None:
        """As many as the reader has room for."""
        while self._known and self.reader.has_room:
            job = self._known.popleft()
            if time.monotonic() >= self.until:
                self.tell(job.unread.visit, "no time left to read it; it is asked for again")
                continue
            fetched, memory = job.unread.fetched, job.memory
            known = memory.known if memory.entries and not job.unread.whole else None
            self.reader.send(
                job, fetched.body, url=fetched.url, content_type=fetched.content_type, known=known
            )
