"""The demo network of `make run` in a folder of its own, once its blogs have been read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

from portal.demo.blogs import all_blogs, followed
from tests.browser.serving import running, wait_for

LONGEST_READING = 90  # seconds
STEADY = 10  # seconds without another picture
_COUNT = re.compile(r'<b class="num">(\d+)</b>')


@contextmanager
def network(folder: Path, *, port: int) -> Iterator[str]:
    """Its address. It goes on fetching while it is used."""
    address = f"http://127.0.0.1:{port}"
    env = os.environ | {"VAR_DIR": str(folder), "PORT": str(port), "DATABASE_URL": "", "REDIS_URL": ""}
    env.pop("PUBLIC_ADDRESS", None)
    with running([sys.executable, "-m", "portal.demo.run"], env=env):
        wait_for(address + "/healthz")
        _read(address)
        yield address


def wait_for_pictures(address: str) -> None:
    """Until the portal has its own copies of what the newest stories show; until then their places hold words."""
    shown, steady = 0, 0
    for _ in range(LONGEST_READING):
        now = _get(address + "/stories/").count("<img")
        steady = steady + 1 if now == shown else 0
        if now and steady >= STEADY:
            return
        shown = now
        sleep(1)


def pages(address: str) -> dict[str, str]:
    """The paths of the pages that people see first, by name. The area is that of a blog."""
    blog = all_blogs()[0]
    programme = f"/programmes/{blog.programme}/"
    return {
        "home": "/",
        "stream": "/stories/",
        "story": _story(address),
        "programme": programme,
        "area": f"{programme}{blog.area}/",
    }


def _story(address: str) -> str:
    """The newest without a picture: the demo's blogs speak plain HTTP, which a deployment shows no picture from."""
    titles: list[str] = re.findall(r'<h3[^>]*><a href="([^"]+)"', _get(address + "/stories/"))
    return next(path for path in titles if 'src="http://' not in _get(address + path))


def _read(address: str) -> None:
    started = monotonic()
    while _count(_get(address + "/stories/")) < _written_before():
        if monotonic() - started > LONGEST_READING:
            raise TimeoutError("the demo's worker brought no stories")
        sleep(1)


def _count(stream: str) -> int:
    found = _COUNT.search(stream)
    return int(found[1]) if found else 0


def _written_before() -> int:
    """How many posts there were to read before the demo began, less those of the blog whose feed is broken."""
    read = [blog for blog in followed() if blog.trouble != "broken"]
    return sum(post.when < timedelta() for blog in read for post in blog.posts)


def _get(url: str) -> str:
    with urlopen(url) as answer:  # our own server on loopback
        body: bytes = answer.read()
        return body.decode()
