"""The portal as a deployment serves it, on loopback: production settings, collected files, Granian."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from portal import probe

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_START = 90  # seconds


@contextmanager
def production(*, database: str, broker: str, folder: Path, port: int) -> Iterator[str]:
    """The address of a portal on this database; nothing goes out, and nothing is asked to go to HTTPS."""
    address = f"http://127.0.0.1:{port}"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "only-while-the-browser-looks-0123456789-0123456789-01",
        "IDENTITY_HMAC_KEY": "only-while-the-browser-looks-0123456789-0123456789-01",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PUBLIC_ADDRESS": address,
        "DATABASE_URL": database,
        "REDIS_URL": broker,
        "EMAIL_URL": "dummymail://",
        "DEFAULT_FROM_EMAIL": "portal@localhost",
        "HTTPS_REDIRECT": "false",
        "VAR_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
    }
    # Compressing what belongs to the CMS takes half a minute, and no public page asks for it.
    collect = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "wagtail*"]
    subprocess.run([sys.executable, *collect], cwd=ROOT, env=env, check=True)
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    granian += [
        "--port",
        str(port),
        "--blocking-threads",
        "2",
        "--log-level",
        "warning",
        "portal.wsgi:application",
    ]
    with running(granian, env=env):
        wait_for(address + "/healthz")
        yield address


@contextmanager
def running(command: list[str], *, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program of ours, asked to stop at the end and given time for it."""
    program = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        yield program
    finally:
        program.terminate()
        program.wait(timeout=60)


def wait_for(url: str) -> None:
    parts, started = urlsplit(url), monotonic()
    while not probe.answers(parts.path, port=parts.port or 80):
        if monotonic() - started > LONGEST_START:
            raise TimeoutError(f"nothing answers at {url}")
        sleep(0.2)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
