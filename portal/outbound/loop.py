"""A curl multi handle driven by readiness: only sockets with news are touched, and lookups can wake it.

Not `CurlMulti.select`: that is select(2), which cannot watch a descriptor above 1023 - and a web process that
also answers many readers has those. Nor epoll, which wants a system call each time a socket is watched or left:
curl does both for every request, and a few dozen at once are soon looked through.
"""

from __future__ import annotations

import math
import select
import socket
import time
from contextlib import suppress

import pycurl

_EVENTS = {
    pycurl.POLL_IN: select.POLLIN,
    pycurl.POLL_OUT: select.POLLOUT,
    pycurl.POLL_INOUT: select.POLLIN | select.POLLOUT,
}
# A socket that broke is told as one that can be read and written: curl finds out by trying.
_READABLE = ~select.POLLOUT
_WRITABLE = ~select.POLLIN


class Loop:
    """Used by one thread at a time; only `ring` may be called from others."""

    def __init__(self, *, kept_connections: int) -> None:
        self._watched = select.poll()
        self._alarm: float | None = None
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._rope.setblocking(False)
        self._watched.register(self._bell, select.POLLIN)
        self._heard_at = self._bell.fileno()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_alarm)
        self._multi.setopt(pycurl.M_MAXCONNECTS, kept_connections)

    def add(self, handle: pycurl.Curl) -> None:
        self._multi.add_handle(handle)

    def remove(self, handle: pycurl.Curl) -> None:
        self._multi.remove_handle(handle)

    def ring(self) -> None:
        """Wake a `turn` that is waiting."""
        with suppress(BlockingIOError):  # full: enough rings are waiting to be heard
            self._rope.send(b"!")

    def turn(self, at_most: float) -> list[tuple[pycurl.Curl, int]]:
        """Wait up to `at_most` seconds, let curl work, and name the handles that ended, with their error."""
        # First of all what has been added since: it may take over a connection that the last turn told of as free,
        # and none that becomes free in this one, of which nobody knows yet.
        ended: list[tuple[pycurl.Curl, int]] = []
        if self._alarm is not None and time.monotonic() >= self._alarm:
            self._alarm = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
            ended = self._ended()  # some end as they begin: of those no socket will ever have news
        for descriptor, events in self._watched.poll(0 if ended else self._patience(at_most)):
            if descriptor == self._heard_at:
                self._hear()
            else:
                self._multi.socket_action(descriptor, _as_curl_sees(events))
        return ended + self._ended()

    def _patience(self, at_most: float) -> int:
        """Milliseconds until curl wants to be called even though no socket has news."""
        wait = at_most if self._alarm is None else min(at_most, self._alarm - time.monotonic())
        return math.ceil(max(0.0, wait) * 1000)

    def _ended(self) -> list[tuple[pycurl.Curl, int]]:
        ended: list[tuple[pycurl.Curl, int]] = []
        left = 1
        while left:
            left, done, failed = self._multi.info_read()
            ended += [(handle, pycurl.E_OK) for handle in done]
            ended += [(handle, error) for handle, error, _ in failed]
        return ended

    def _watch(self, what: int, descriptor: int, _multi: pycurl.CurlMulti, _data: object) -> None:
        if what == pycurl.POLL_REMOVE:
            with suppress(KeyError):  # an error in here would be curl's end
                self._watched.unregister(descriptor)
        else:
            self._watched.register(descriptor, _EVENTS[what])

    def _set_alarm(self, milliseconds: int) -> None:
        self._alarm = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            while self._bell.recv(4096):
                pass


def _as_curl_sees(events: int) -> int:
    readable = pycurl.CSELECT_IN if events & _READABLE else 0
    return readable | (pycurl.CSELECT_OUT if events & _WRITABLE else 0)
