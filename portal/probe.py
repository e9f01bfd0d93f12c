"""`python portal/probe.py`: the container's health check. Exit code 0 when /readyz answers 200.

A script of its own, importing nothing of ours: starting Django every half minute would cost more than serving.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 8000
SECONDS = 10


def main() -> int:
    # Django answers only to the names it was given.
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("GRANIAN_PORT", PORT)), timeout=SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
