"""The whole walk of one claim, top to bottom: fetch, parse, clean, identify, decide, store, next time.

Each changed source is stored in a transaction of its own; those that brought nothing are written back together.
Nothing here raises for what a publisher sends: every outcome ends in a fetch row and a next time.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from portal.outbound import Client
from stories.ingest import due, ending, moving, schedule
from stories.ingest.documents import Documents, Job, Unread
from stories.ingest.entry import Unreadable
from stories.ingest.fetch import Failed, Fetched, NotModified, fetch
from stories.ingest.fingerprint import fingerprint
from stories.ingest.judging import judge
from stories.ingest.pacing import Turns
from stories.ingest.quiet import Quiet
from stories.ingest.reading import Answer, Read, Reader, here
from stories.ingest.store import LeaseLost, Outcome, save
from stories.ingest.unreadable import OF_THE_DOCUMENT, no_feed
from stories.ingest.visit import Visit
from stories.models import Code, Source

log = logging.getLogger(__name__)

RENEW_EVERY = 20.0  # seconds
# What is not done after so much work is given back: the task's time is up before the lease is.
WORK_TIME = 60.0  # seconds

Clock = Callable[[], datetime]
Tell = Callable[[Visit, str], None]


@dataclass(slots=True)
class Tally:
    """What came of a claim."""

    codes: Counter[str] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0


def ingest(
    token: UUID,
    *,
    client: Client,
    now: Clock = timezone.now,
    tell: Tell | None = None,
    reader: Reader[Job] | None = None,
) -> Tally:
    """Do all the work of one claim. Safe to run twice: whoever no longer holds the lease writes nothing.

    `tell` is called with a source and a sentence at every step, for whoever watches in the foreground. `reader` is
    this process's own, if no other is given.
    """
    reader = reader or here()
    claim = _Claim(token, client=client, now=now, tell=tell or (lambda source, words: None), reader=reader)
    try:
        claim.work()
    except Exception:
        due.put_off(token, now=now())
        raise
    finally:
        reader.forget()
        due.release(token, now=now(), unfinished=claim.unfinished)
    return claim.tally


@dataclass(slots=True)
class _Claim:
    """The work on one lease token."""

    token: UUID
    client: Client
    now: Clock
    tell: Tell
    reader: Reader[Job]
    tally: Tally = field(default_factory=Tally)
    # Sources of which nothing is written yet; None before it is known who there are.
    unfinished: set[int] | None = None
    turns: Turns = field(init=False)
    begun: float = field(default_factory=time.monotonic)
    renewed: float = field(default_factory=time.monotonic)
    moved: set[int] = field(default_factory=set)  # sources whose address says that they live elsewhere
    documents: Documents = field(init=False)
    quiet: Quiet = field(init=False)

    def work(self) -> None:
        sources = due.held(self.token, now=self.now())
        self.unfinished = {visit.pk for visit in sources}
        self.documents = Documents(self.reader, until=self.begun + WORK_TIME, tell=self.tell)
        self.quiet = Quiet(self.now, finished=self._finish)
        self.turns = Turns(sources, gap=settings.FETCH_HOST_GAP, unpaced=due.unpaced())
        answers = fetch(self._by_turns(), client=self.client, now=self.now(), meanwhile=self._between)
        for visit, answer in answers:
            self.turns.answered(visit)
            if isinstance(answer, Fetched):
                self._read(visit, answer)
            elif isinstance(answer, NotModified):
                self.tell(visit, f"HTTP {answer.status}: nothing new")
                self._unchanged(visit, answer)
            else:
                self._failed(visit, answer)
            self._between()
        self._take(self.documents.answers(all_of_them=True))
        self.quiet.write()
        for pk in self.moved:
            moving.adopt(pk, now=self.now())

    def _by_turns(self) -> Iterator[Visit | None]:
        """Whoever may be asked, and None while nobody may. Time is measured: the clock on the wall may jump."""
        stop_at = self.begun + due.ASKING_TIME.total_seconds()
        while self.turns and time.monotonic() < stop_at:
            visit = self.turns.take()
            if visit is not None:
                self.tell(visit, f"asking {visit.url}")
            yield visit

    def _between(self) -> None:
        """After each answer, and while there is none: what others said does not wait for a host that hangs."""
        self._keep_up()
        self._take(self.documents.answers())

    def _keep_up(self) -> None:
        """What has to be done from time to time while the work goes on."""
        now = time.monotonic()
        if now - self.renewed >= RENEW_EVERY:
            if not due.renew(self.token, now=self.now()):
                self.turns.stop()
            self.renewed = now
        self.quiet.keep_up()
        self.documents.keep_up()

    def _unchanged(self, visit: Visit, answer: NotModified) -> None:
        columns = schedule.after_nothing_new(visit, now=self.now())
        if answer.unasked:
            note = "the site said “not modified” although it was not asked whether"
            self._quiet(visit, answer, Code.OK_WITH_WARNINGS, columns, note)
        else:
            self._quiet(visit, answer, Code.NOT_MODIFIED, columns)

    def _read(self, visit: Visit, fetched: Fetched) -> None:
        """Bytes that differ from the last ones: see whether their entries do."""
        validators = {
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
            "wire_hash": fetched.wire_hash,
            "body_hash": fingerprint(fetched.body),
        }
        self.tell(visit, f"HTTP {fetched.status}: {fetched.size} bytes in {fetched.ms} ms")
        if visit.body_hash is not None and validators["body_hash"] == visit.body_hash:
            self.tell(visit, "only what moves at every request has moved")
            columns = validators | schedule.after_nothing_new(visit, now=self.now())
            self._quiet(visit, fetched, Code.NOT_MODIFIED, columns)
            return
        self.documents.add(Unread(visit, fetched, validators))

    def _take(self, answers: Iterable[tuple[Job, Answer]]) -> None:
        for job, answer in answers:
            visit, fetched = job.unread.visit, job.unread.fetched
            if not isinstance(answer, Read):
                self._failed(visit, no_feed(answer, fetched, visit=visit))
                continue
            try:
                self._store(job, answer)
            except OF_THE_DOCUMENT as error:  # its neighbours have done nothing
                log.exception("not stored", extra={"source": visit.pk})
                found = Unreadable("parse_crash", f"it could not be stored: {type(error).__name__}")
                self._failed(visit, no_feed(found, fetched, visit=visit))

    def _store(self, job: Job, read: Read) -> None:
        """Judge it, and write it all down in one transaction."""
        visit, fetched = job.unread.visit, job.unread.fetched
        judged = judge(job.source, read, fetched, memory=job.memory, now=self.now())
        if judged is None:
            self.documents.again(job)
            return
        columns = job.unread.validators | judged.columns
        outcome = self._outcome(visit, fetched, judged.code, columns, judged.note)
        self.tell(visit, f"{read.document.format}: {len(read.entries) + len(read.familiar)} entries")
        kept = judged.memory.row(visit.pk) if judged.memory != job.memory else None
        try:
            saved = save(job.source, judged.decisions, outcome, judged.presence, judged.deleted, kept)
        except LeaseLost:
            log.warning("lease lost", extra={"source": visit.pk})
            self.tell(visit, "another worker took this source over; nothing was written")
            return
        self._finish([visit.pk])
        self.tell(visit, f"{saved.new} new, {saved.changed} changed")
        self._count(visit, saved.code, new=saved.new, changed=saved.changed)

    def _failed(self, visit: Visit, failed: Failed) -> None:
        self.tell(visit, f"{failed.code.label} ({failed.note})")
        columns = schedule.after_failure(visit, retry_after=failed.retry_after, now=self.now())
        if failed.hopeless:
            columns["state"] = Source.State.PAUSED
        if failed.code == Code.RATE_LIMITED and not visit.multi_tenant:
            due.cool(visit.host_id, until=columns["next_fetch_at"])
            self.turns.drop(visit.host_id)
        if failed.code == Code.TRUNCATED:
            columns |= {"etag": "", "last_modified": ""}  # so that the whole document comes next time
        over = failed.code == Code.GONE and ending.is_over(visit, now=self.now())
        if over:
            columns["state"] = Source.State.ENDED
        row = due.rows([visit.pk]).get(visit.pk) if over else None
        with_it = ending.rows(row, now=self.now()) if row else ()
        self._quiet(visit, failed, failed.code, columns, failed.note, with_it)

    def _quiet(
        self,
        visit: Visit,
        answer: Fetched | NotModified | Failed,
        code: Code,
        columns: schedule.Columns,
        note: str = "",
        with_it: Sequence[Model] = (),
    ) -> None:
        self.quiet.add(visit, self._outcome(visit, answer, code, columns, note, with_it))
        self._count(visit, code)

    def _finish(self, pks: Iterable[int]) -> None:
        """What became of these is written down, or others have them: there is nothing to give back."""
        if self.unfinished is not None:
            self.unfinished.difference_update(pks)

    def _outcome(
        self,
        visit: Visit,
        answer: Fetched | NotModified | Failed,
        code: Code,
        columns: schedule.Columns,
        note: str,
        with_it: Sequence[Model] = (),
    ) -> Outcome:
        finished = self.now()
        read, broken = not isinstance(answer, Failed), isinstance(answer, Failed) and answer.status == 200
        columns = columns | moving.seen(visit, answer.moved_to, read=read, broken=broken, now=finished)
        if answer.moved_to:
            self.moved.add(visit.pk)
        return Outcome(
            source_id=visit.pk,
            lease_token=self.token,
            code=code,
            started_at=finished - timedelta(milliseconds=answer.ms),
            finished_at=finished,
            columns=columns,
            status=answer.status,
            size=answer.size,
            ms=answer.ms,
            note=note,
            with_it=with_it,
        )

    def _count(self, visit: Visit, code: Code, *, new: int = 0, changed: int = 0) -> None:
        self.tally.codes[code] += 1
        self.tally.new += new
        self.tally.changed += changed
        # A quiet visit is no news: thousands of them an hour would bury what is.
        level = logging.DEBUG if code == Code.NOT_MODIFIED else logging.INFO
        fields = {"source": visit.pk, "code": str(code), "new": new, "changed": changed}
        log.log(level, "source fetched", extra=fields)
