"""The worker's end of its parse child: sends documents, collects answers, and survives whatever they do to it."""

from __future__ import annotations

import fcntl
import math
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from stories.ingest.entry import Unreadable
from stories.ingest.reading.frames import Answer, Request, frame, pack_request, unframe, unpack_answer
from stories.ingest.reading.slices import Known

COMMAND = (sys.executable, "-m", "stories.ingest.reading.child")
LOOKING = (sys.executable, "-m", "stories.ingest.reading.looking")
# Documents under way at once: the child always has a next one, and a crash costs few a second try.
IN_FLIGHT = 4
# Of waiting for one document: its 10 s of processor time, on a machine that has other things to do.
WALL_SECONDS = 30.0
_ROOT = Path(__file__).parents[3]
_ENVIRONMENT = ("PATH", "LANG", "TZ", "LD_LIBRARY_PATH")
# glibc's: so much freed memory stays with the child instead of going back and forth with every document.
_KEPT_BYTES = 8 * 1024 * 1024
_MEMORY = {name: str(_KEPT_BYTES) for name in ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_")}
_CHUNK = 1 << 18
_PIPE = 1 << 20

Job = TypeVar("Job")


@dataclass(slots=True)
class _Sent(Generic[Job]):
    job: Job
    request: bytes
    tries: int = 0


class Reader(Generic[Job]):
    """Reads documents in a child that is made on first need and used again for as long as it is healthy.

    The child answers in order, so the oldest document without an answer is the one it died of, or hangs on: that
    one is answered with ``parse_crash``, the others are sent again to a new child. Not for several threads.
    """

    def __init__(self, command: Sequence[str] = COMMAND, *, wall_seconds: float = WALL_SECONDS) -> None:
        self._command = command
        self._wall_seconds = wall_seconds
        self._child: _Child | None = None
        self._waiting: deque[_Sent[Job]] = deque()
        self._answered: deque[tuple[Job, Answer]] = deque()
        self._to_write = bytearray()
        self._received = bytearray()
        # Spent on the oldest document without an answer. Only waiting counts: while the worker stores a story,
        # an answer may lie ready in the pipe.
        self._waited = 0.0

    @property
    def pid(self) -> int | None:
        """Of the child, while there is one."""
        return self._child.process.pid if self._child else None

    @property
    def has_room(self) -> bool:
        """Whether another document can be sent without waiting for the answer to one of those before it."""
        return len(self._waiting) < IN_FLIGHT

    def send(
        self,
        job: Job,
        body: bytes,
        *,
        url: str,
        content_type: str = "",
        known: Known | None = None,
        until: float = math.inf,
    ) -> bool:
        """Have ``body`` read; its answer comes with ``job``. Waits while enough is under way.

        Entries that are ``known`` need not be read. False, and nothing is read, when no room was found ``until``
        then (``time.monotonic``).
        """
        while not self.has_room:
            if time.monotonic() >= until:
                return False
            self._turn(wait=True, until=until)
        self._enqueue(_Sent(job, frame(pack_request(Request(body, url, content_type, known)))))
        self._turn(wait=False)
        return True

    def answers(self, *, all_of_them: bool = False, until: float = math.inf) -> Iterator[tuple[Job, Answer]]:
        """The answers there are by now; or all that are owed, as far as they come ``until`` then."""
        self._turn(wait=False)
        while self._answered or (all_of_them and self._waiting):
            if self._answered:
                yield self._answered.popleft()
            elif time.monotonic() >= until:
                return
            else:
                self._turn(wait=True, until=until)

    def forget(self) -> None:
        """Whoever wanted the answers has gone: those under way would be taken for another's."""
        if self._waiting:
            self.close()
        self._answered.clear()

    def close(self) -> None:
        self._waiting.clear()
        self._stop()

    def __enter__(self) -> Reader[Job]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _enqueue(self, sent: _Sent[Job]) -> None:
        self._waiting.append(sent)
        self._to_write += sent.request

    def _turn(self, *, wait: bool, until: float = math.inf) -> None:
        """Write and read what can be without waiting; with ``wait``, until an answer came or the time is up."""
        while self._waiting:
            child = self._child or self._start()
            ready = self._ready(child, wait=wait, until=until)
            if wait and not ready:
                if self._waited >= self._wall_seconds:
                    self._crashed(f"no answer within {self._wall_seconds:.0f} seconds")
                return
            if not self._exchange(child, ready):
                self._died(child)
                return
            if self._collect() or not (wait or ready):
                return

    def _ready(self, child: _Child, *, wait: bool, until: float) -> set[int]:
        """Those of the two pipes that bytes can be moved through, or whose other end is closed."""
        began = time.monotonic()
        timeout = max(0.0, min(self._wall_seconds - self._waited, until - began)) if wait else 0
        either = child.both_ways if self._to_write else child.one_way
        ready = {pipe for pipe, _ in either.poll(math.ceil(timeout * 1000))}
        self._waited += time.monotonic() - began
        return ready

    def _exchange(self, child: _Child, ready: set[int]) -> bool:
        """Move bytes both ways; False when the child is no more."""
        try:
            if child.requests in ready:
                self._write(child)
            if child.answers in ready:
                chunk = os.read(child.answers, _CHUNK)
                self._received += chunk
                return bool(chunk)
        except BlockingIOError:
            return True
        except OSError:  # a pipe with nobody at its other end
            return False
        return True

    def _write(self, child: _Child) -> None:
        try:
            del self._to_write[: os.write(child.requests, memoryview(self._to_write)[:_CHUNK])]
        except BrokenPipeError:
            # It died; of which document, the end of the other pipe tells: what it had answered lies in there still.
            self._to_write.clear()

    def _collect(self) -> bool:
        """Whole answers out of what was received; whether there were any."""
        collected = False
        while self._waiting:
            try:
                payload = unframe(self._received)
                if payload is None:
                    break
                answer = unpack_answer(payload)
            except (ValueError, TypeError, KeyError, AttributeError):
                self._crashed("the answer made no sense")
                return True
            self._answered.append((self._waiting.popleft().job, answer))
            self._waited = 0.0
            collected = True
        return collected

    def _died(self, child: _Child) -> None:
        code = child.ended()
        oldest = self._waiting[0]
        # A SIGKILL comes from outside (not from its limits, not from a fault of its own): ask once more.
        if code == -signal.SIGKILL and not oldest.tries:
            oldest.tries += 1
            self._again()
            return
        self._crashed(f"the reader ended with {_named(code)}")

    def _crashed(self, reason: str) -> None:
        """The oldest document is guilty; the others are innocent and begin anew."""
        guilty = self._waiting.popleft()
        self._answered.append((guilty.job, Unreadable("parse_crash", reason)))
        self._again()

    def _again(self) -> None:
        self._stop()
        innocent, self._waiting = self._waiting, deque()
        for sent in innocent:
            self._enqueue(sent)

    def _start(self) -> _Child:
        self._child = _Child(self._command)
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        self._waited = 0.0
        self._to_write.clear()
        self._received.clear()
        if child:
            child.kill()


class _Child:
    """The process and the two ends of its pipes that are ours."""

    def __init__(self, command: Sequence[str]) -> None:
        theirs_in, self.requests = os.pipe()
        self.answers, theirs_out = os.pipe()
        _widen(theirs_in, theirs_out)
        # A few names only: whatever runs in there shall not find our secrets in its environment.
        kept = _MEMORY | {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        try:
            self.process = subprocess.Popen(  # noqa: S603  # a command of our own
                command, stdin=theirs_in, stdout=theirs_out, cwd=_ROOT, env=kept
            )
        except OSError:
            self._close()
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        os.set_blocking(self.requests, False)
        self.one_way, self.both_ways = select.poll(), select.poll()
        self.one_way.register(self.answers, select.POLLIN)
        self.both_ways.register(self.answers, select.POLLIN)
        self.both_ways.register(self.requests, select.POLLOUT)

    def ended(self) -> int | None:
        """How it ended; None when it has only closed its pipes."""
        try:
            return self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._close()

    def _close(self) -> None:
        os.close(self.requests)
        os.close(self.answers)


def _widen(*pipes: int) -> None:
    """Most documents and answers go through in one piece; each wait for room would wake both processes."""
    for pipe in pipes:
        with suppress(AttributeError, OSError):  # no Linux; more than this user may have
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _named(code: int | None) -> str:
    if code is None:
        return "its pipes closed"
    try:
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"


_kept = threading.local()


def here() -> Reader[Any]:
    """The reader of this process and thread: made when first asked for, never shared with a forked process."""
    if getattr(_kept, "pid", None) != os.getpid():
        _kept.pid, _kept.reader = os.getpid(), Reader[Any]()
    reader: Reader[Any] = _kept.reader
    return reader
