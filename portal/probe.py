"""`python portal/probe.py`: the container's health check. Exit code 0 when /readyz answers 200.

A script of its own, importing nothing of ours: starting Django every half minute would cost more than serving.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 8000  # inside the container; the commands of the image and of docker-compose.yml say it too
SECONDS = 10


def main() -> int:
    # Django answers only to the names it was given.
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    return 0 if answers("/readyz", port=PORT, host=host) else 1


def answers(path: str, *, port: int, host: str = "127.0.0.1") -> bool:
    """Whether the server on this machine's own loopback says 200, within a few seconds."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
