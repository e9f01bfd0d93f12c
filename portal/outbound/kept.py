"""The connections that curl keeps open for another request, and whether one holds more than it should.

Bytes behind the end of an answer are nobody's answer (RFC 9112 §9.2). curl reads no further than the announced
length and looks at a connection once a second at most, so it would take such bytes for the answer to the next
request. That is why we look as well, in the moment before a request is sent.
"""

from __future__ import annotations

import select

# The address and port at the other end and those at ours, as curl names them: no two open connections share them.
Ends = tuple[str, str, int, int]

_REMEMBERED = 4096


class Kept:
    """Which socket belongs to which connection: curl tells one after an answer, and the other before a request."""

    def __init__(self) -> None:
        self._sockets: dict[Ends, int] = {}

    def remember(self, ends: Ends, descriptor: int) -> None:
        """A connection has carried its first answer and may carry another; a closed one has -1 for a descriptor."""
        if descriptor < 0:
            return
        if len(self._sockets) >= _REMEMBERED:
            self._sockets.clear()  # those still open count as unknown, and are hung up when their turn comes
        self._sockets[ends] = descriptor

    def is_quiet(self, ends: Ends) -> bool:
        """Whether a kept connection is known, is open and has nothing to say before it is asked.

        What is remembered is right for as long as the connection is open; one that took its place under the same
        numbers has been remembered since. One that is given on in the moment it becomes free is unknown.
        """
        descriptor = self._sockets.get(ends)
        if descriptor is None:
            return False
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        return not waiting.poll(0)
