"""What comes in from a server, line by line and chunk by chunk, and where we stop listening.

Knows HTTP's shape but nothing of curl: curl calls `header` and `body`, and a False means "hang up".
"""

from __future__ import annotations

from functools import lru_cache

from portal.outbound.codes import FailureCode, Refused
from portal.outbound.headers import Headers
from portal.outbound.policy import Limits

_FINAL = 200  # statuses below are interim: 100 Continue, 103 Early Hints (RFC 9110 §15.2)


class Inbox:
    """One answer being received. `verdict` says why we hung up, when we did."""

    __slots__ = (
        "_body", "_bytes_left", "_fields", "_headers", "_lines_left", "_most", "headers_done", "started", "status",
        "verdict",
    )  # fmt: skip

    def __init__(self, limits: Limits) -> None:
        self._lines_left = limits.header_lines + 1
        self._bytes_left = limits.header_bytes
        self._most = limits.wire
        self._fields: list[bytes] = []
        self._headers: Headers | None = None
        self._body = bytearray()
        self.status = 0
        self.started = False  # at least one whole line has come
        self.headers_done = False
        self.verdict: Refused | None = None

    @property
    def headers(self) -> Headers:
        if self._headers is None or not self.headers_done:
            self._headers = Headers.received(tuple(self._fields))
        return self._headers

    @property
    def wire(self) -> bytes:
        return bytes(self._body)

    @property
    def body_begun(self) -> bool:
        return bool(self._body)

    def header(self, line: bytes) -> bool:
        """Take one line; status lines, interim answers and trailers count towards the caps like the rest."""
        self.started = True
        self._lines_left -= 1
        self._bytes_left -= len(line)
        if self._lines_left < 0 or self._bytes_left < 0:
            return self._hang_up(FailureCode.TOO_LARGE, "The answer has too many or too long headers.")
        if self.headers_done:  # trailers: counted and not believed (RFC 9110 §6.5.1)
            return True
        if line.startswith(b"HTTP/"):
            self.status = _status(line)
            self._fields.clear()
        elif not line.strip():
            self.headers_done = self.status >= _FINAL
        else:
            self._fields.append(line)
        return True

    def body(self, chunk: bytes) -> bool:
        if not self._body and self._announced() > self._most:
            return self._hang_up(FailureCode.TOO_LARGE, "The answer says it is longer than we read.")
        if len(self._body) + len(chunk) > self._most:
            return self._hang_up(FailureCode.TOO_LARGE, "The answer is longer than we read.")
        self._body += chunk
        return True

    def _announced(self) -> int:
        digits = self.headers.get("content-length", "")
        return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 19 else 0

    def _hang_up(self, code: FailureCode, detail: str) -> bool:
        self.verdict = Refused(code, detail)
        return False


@lru_cache(maxsize=64)  # servers say few different ones
def _status(line: bytes) -> int:
    word = line.split(maxsplit=2)[1:2]
    return int(word[0]) if word and word[0].isdigit() and len(word[0]) == 3 else 0
