"""Every address of the portal and every role: who may open what, as `table.csv` says, with no difference.

The routes come from the URL configuration; a new one fails here until the table has a line for it. The words:

    200 404 405 ...  what is answered; 3xx is told apart by where it leads:
    sign in          to the log-in
    no               back to the CMS's first page: not for you
    on               anywhere else

A line may end in `*` and then stands for all of Wagtail's own routes that begin so; ours have a line each. Where
only forms are taken (405), a second line, `POST route`, says what becomes of one; what it does is undone again.
"""

from __future__ import annotations

import csv
import fnmatch
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.integration.access import network as networks
from tests.integration.access.network import ROLES, Network
from tests.integration.access.routes import Route, every_route

TABLE = Path(__file__).parent / "table.csv"
ROUTES = every_route()
REFUSED = {"sign in", "no", "403"}


def read_table() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {row["route"]: row for row in csv.DictReader(file)}


LINES = read_table()


def line_for(route: str) -> str | None:
    """The line that decides: its own, or the longest of Wagtail's that covers it."""
    if route in LINES:
        return route
    covering = [line for line in LINES if line.endswith("*") and fnmatch.fnmatchcase(route, line)]
    return max(covering, key=len, default=None)


def answer(response: HttpResponse) -> str:
    if not 300 <= response.status_code < 400:
        return str(response.status_code)
    where = response["Location"]
    if re.match(r"/(accounts|cms)/login/", where):
        return "sign in"
    return "no" if where == "/cms/" else "on"


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, path: str, method: str = "get") -> str:
    """What this visitor is answered. Nothing stays of it, so that the next one asks the same network."""
    cookies = SimpleCookie(client.cookies)
    with undone():
        response = getattr(client, method)(path)
    client.cookies = cookies
    return answer(response)


@pytest.fixture
def network(db: None, settings: Any, tmp_path: Path) -> Network:
    settings.MEDIA_ROOT = tmp_path
    return networks.make()


def questions() -> list[tuple[str, str, Route]]:
    """What is asked of each role: the line's key, the method, the route."""
    asked = [(key, "get", route) for key, route in ROUTES.items()]
    forms = [key for key in ROUTES if (line := line_for(key)) and "405" in LINES[line].values()]
    return asked + [(f"POST {key}", "post", ROUTES[key]) for key in forms]


def test_every_route_has_a_line() -> None:
    missing = [key for key, _method, _route in questions() if line_for(key) is None]
    assert not missing, f"say in {TABLE.name} who may open {missing}"


def test_every_line_has_a_route() -> None:
    used = {line_for(key) for key, _method, _route in questions()}
    assert not [line for line in LINES if line not in used]


def test_only_wagtails_own_routes_are_grouped() -> None:
    assert not [line for line in LINES if line.endswith("*") and not line.startswith("wagtail")]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_opens_what_the_table_says(role: str, network: Network) -> None:
    """And where a page of the CMS is refused, so is a form that is sent to it."""
    client = network.clients[role]
    differences = {}
    for key, method, route in questions():
        line, path = line_for(key), network.path(route)
        said = LINES[line][role] if line else "nothing"
        given = ask(client, path, method)
        if given != said:
            differences[key] = f"{path}: the table says {said}, the portal {given}"
        elif path.startswith("/cms/") and said in REFUSED:
            sent = ask(client, path, "post")
            if sent not in REFUSED | {"404", "405"}:
                differences[key] = f"{path}: a form sent there is answered {sent}"
    assert not differences
