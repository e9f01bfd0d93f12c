"""A parse child that does what a document tells it to: dies, hangs, eats memory, talks nonsense.

Everything else it reads as the real one does. Run by tests in the place of ``stories.ingest.reading.child``.
"""

from __future__ import annotations

import os
import signal
import time

from stories.ingest.reading import Answer, Request
from stories.ingest.reading.child import read, serve


def obey(request: Request) -> Answer:
    body = request.body
    if b"POISON:segfault" in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    elif b"POISON:spin" in body:
        while True:
            pass
    elif b"POISON:sleep" in body:
        time.sleep(60)
    elif b"POISON:memory" in body:
        bytearray(1 << 30)
    elif b"POISON:nonsense" in body:
        os.write(1, b"\0\0\0\2[]")
    elif b"POISON:endless" in body:
        os.write(1, b"\xff\xff\xff\xff")
    elif b"POISON:leave" in body:
        os._exit(7)
    return read(request)


if __name__ == "__main__":
    serve(obey, cpu_seconds=1)
