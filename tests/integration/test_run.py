"""`make run`: says in a sentence what is in the way, and leaves nothing behind when it stops."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.demo import addresses, doorbell, run
from portal.demo.blogs import INDEX
from portal.demo.supervisor import Program, ProgramFailed, Stopped, Supervisor

ROOT = Path(run.__file__).parent.parent.parent
# A program with a child of its own, like a worker with its pool. Both write their number.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), child.pid, flush=True)
time.sleep(60)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('deaf', flush=True)
time.sleep(60)
"""


class Ears:
    """Collects what the programs say."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, line: str) -> None:
        self.lines.append(line)

    def heard(self, name: str) -> list[str]:
        return [line.partition("| ")[2] for line in self.lines if line.split()[0] == name]


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def supervisor(ears: Ears, tmp_path: Path) -> Iterator[Supervisor]:
    one = Supervisor(env=os.environ, cwd=tmp_path, say=ears)
    yield one
    one.stop()


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((addresses.LOOPBACK, 0))
        other.listen()
        yield other.getsockname()[1]


def script(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """A zombie that nobody has collected yet is not alive."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in {"", "Z"}


def test_a_taken_port_is_told_in_a_sentence_before_anything_starts(taken_port: int, tmp_path: Path) -> None:
    env = os.environ | {"PORT": str(taken_port), "VAR_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "portal.demo.run"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout.startswith(f"Port {taken_port} is taken by another program")
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""
    assert not (tmp_path / "portal.sqlite3").exists()


def test_a_taken_port_of_a_demo_blog_is_told_too(taken_port: int, tmp_path: Path) -> None:
    where = addresses.Addresses(began_at=datetime.now(UTC), ports={"aldersyke-on-foot": taken_port})
    with socket.socket() as free:
        free.bind((addresses.LOOPBACK, 0))
        port = free.getsockname()[1]
    complaint = run.ports_taken(port, where)
    assert f"Port {taken_port}" in complaint
    assert "aldersyke-on-foot" in complaint


def test_stopping_leaves_neither_children_nor_grandchildren(supervisor: Supervisor, ears: Ears) -> None:
    supervisor.start(Program("family", script(FAMILY)))
    wait_until(lambda: bool(ears.heard("family")))
    pids = [int(pid) for pid in ears.heard("family")[0].split()]
    assert all(is_alive(pid) for pid in pids)
    supervisor.stop()
    wait_until(lambda: not any(is_alive(pid) for pid in pids))


def test_a_program_that_does_not_listen_is_stopped_after_its_grace(
    supervisor: Supervisor, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.demo.supervisor.GRACE", 0.3)
    supervisor.start(Program("deaf", script(DEAF), ready=lambda: bool(ears.heard("deaf"))))
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 5


def test_a_program_that_dies_is_named(supervisor: Supervisor) -> None:
    supervisor.start(Program("steady", script("import time; time.sleep(60)")))
    with pytest.raises(ProgramFailed, match=r"brief ended with code 3"):
        supervisor.start(Program("brief", script("raise SystemExit(3)"), ready=lambda: False))


def test_a_program_that_never_gets_ready_is_named(supervisor: Supervisor) -> None:
    slow = Program("slow", script("import time; time.sleep(60)"), ready=lambda: False)
    with pytest.raises(ProgramFailed, match="slow did not get ready"):
        supervisor.start(slow, timeout=0.2)


def test_a_step_is_run_to_its_end_and_its_last_words_are_passed_on(
    supervisor: Supervisor, ears: Ears
) -> None:
    supervisor.run_step("step", script("print('first'); print('last')"))
    assert ears.heard("step") == ["first", "last"]
    with pytest.raises(ProgramFailed, match="step ended with code 1"):
        supervisor.run_step("step", script("raise SystemExit(1)"))


def test_the_broker_is_stopped_after_those_who_talk_to_it(supervisor: Supervisor, ears: Ears) -> None:
    last_words = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('stopped', flush=True), sys.exit()))\n"
        "print('up', flush=True)\n"
        "time.sleep(60)"
    )
    supervisor.start(Program("broker", script(last_words), ready=lambda: bool(ears.heard("broker"))))
    supervisor.start(Program("worker", script(last_words), ready=lambda: bool(ears.heard("worker"))))
    supervisor.stop()
    stopped = [line.split()[0] for line in ears.lines if line.endswith("stopped")]
    assert stopped == ["worker", "broker"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_is_enough(supervisor: Supervisor, number: signal.Signals) -> None:
    kept = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(number, signal.SIG_DFL)  # a run under nohup has been told to ignore one of them
    try:
        supervisor.heed_signals()
        threading.Timer(0.3, os.kill, [os.getpid(), number]).start()
        supervisor.watch()
        with pytest.raises(Stopped):
            supervisor.run_step("late", script("import time; time.sleep(60)"))
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)


def test_without_a_redis_one_is_brought_along_on_a_socket_short_enough(tmp_path: Path) -> None:
    deep = tmp_path / ("very-long-name" * 10)
    env, broker = run.environment({}, port=8000, var=deep)
    socket_path = env["REDIS_URL"].removeprefix("unix://").removesuffix("?db=0")
    assert [program.name for program in broker] == ["broker"]
    assert len(socket_path) <= 100


def settings_read(var: Path, **given: str) -> str:
    """The broker's address, as a command in a second terminal has it."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "VAR_DIR": str(var),
    }
    code = "from django.conf import settings; print(settings.CELERY_BROKER_URL)"
    asked = [sys.executable, "-c", code]
    told = subprocess.run(
        asked, cwd=ROOT, env=environment | given, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def test_a_command_in_a_second_terminal_rings_the_bell_that_the_workers_hear(tmp_path: Path) -> None:
    assert settings_read(tmp_path) == "filesystem://"
    with tempfile.TemporaryDirectory(prefix="bell-") as short:
        var = Path(short)
        with socket.socket(socket.AF_UNIX) as broker:
            broker.bind(str(doorbell.path(var)))
            broker.listen()
            assert settings_read(var) == f"redis+socket://{var}/broker.sock?virtual_host=0"
            assert settings_read(var, REDIS_URL="redis://cache:6379/0") == "redis://cache:6379/0"
        assert doorbell.path(var).exists()  # as a broker that was killed leaves it
        assert settings_read(var) == "filesystem://"


def test_it_is_told_by_the_name_at_which_passkeys_work(tmp_path: Path) -> None:
    env, _broker = run.environment({}, port=8123, var=tmp_path)
    assert env["PUBLIC_ADDRESS"] == "http://localhost:8123"
    where = addresses.Addresses(began_at=datetime.now(UTC), ports={INDEX: 8124})
    assert "running:  http://localhost:8123/\n" in run.welcome(8123, where, env)


def test_somebody_else_at_that_name_is_in_the_way() -> None:
    where = addresses.Addresses(began_at=datetime.now(UTC), ports={})
    with socket.socket() as free:
        free.bind((addresses.LOOPBACK, 0))
        port = free.getsockname()[1]
    assert run.ports_taken(port, where) == ""
    with contextlib.suppress(OSError), socket.create_server(("::1", port), family=socket.AF_INET6):
        assert run.ports_taken(port, where).startswith(f"Port {port} is taken")  # where there is IPv6


def test_a_redis_that_is_named_is_used(tmp_path: Path) -> None:
    env, broker = run.environment({"REDIS_URL": "redis://cache:6379/0"}, port=8000, var=tmp_path)
    assert env["REDIS_URL"] == "redis://cache:6379/0"
    assert broker == ()
