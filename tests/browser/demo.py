"""The demo network of `make run` in a folder of its own, once its blogs have been read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

from portal.demo.blogs import all_blogs
from tests.browser.serving import running, wait_for

LONGEST_READING = 90  # seconds
STORIES = 12  # on the first page of the stream: enough to have read every blog


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
    while _get(address + "/stories/").count("<article") < STORIES:
        if monotonic() - started > LONGEST_READING:
            raise TimeoutError("the demo's worker brought no stories")
        sleep(1)


def _get(url: str) -> str:
    with urlopen(url) as answer:  # our own server on loopback
        body: bytes = answer.read()
        return body.decode()
