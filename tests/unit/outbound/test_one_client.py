"""There is one way out of the house. Every other HTTP client in our source is found here, or has a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
APPS = ("portal", "programmes", "people", "stories")
CLIENTS = frozenset(
    {"urllib.request", "urllib3", "http.client", "requests", "httpx", "httpcore", "aiohttp", "pycurl", "niquests",
     "treq", "ftplib", "xmlrpc.client", "wagtail.embeds.oembed_api"}
)  # fmt: skip
# Names that fetch by themselves when handed an address.
FETCHERS = frozenset({"urlopen", "urlretrieve", "open_connection", "create_connection"})

# path -> why it may. portal/demo has no entry and shall have none.
EXCEPTIONS: dict[str, str] = {
    "portal/outbound/": "this is the client",
    "portal/probe.py": "the container's health check: asks its own server on 127.0.0.1, starts no Django",
}
# Not in our source, so not found by this test, and known: allauth talks to the log-in services named in the
# settings, Anymail to the mail service named there. Neither takes an address from a stranger.


def _sources() -> Iterator[Path]:
    for app in APPS:
        yield from sorted((ROOT / app).rglob("*.py"))


def _clients_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Attribute) and node.attr in FETCHERS:
            names = [node.attr]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = [node.value]  # import_module("requests")
        else:
            continue
        yield from (name for name in names if _is_client(name))


def _is_client(name: str) -> bool:
    parts = name.split(".")
    return name in FETCHERS or any(".".join(parts[:end]) in CLIENTS for end in range(1, len(parts) + 1))


def _is_excepted(path: Path) -> bool:
    return any(path.relative_to(ROOT).as_posix().startswith(prefix) for prefix in EXCEPTIONS)


def test_there_is_no_second_client() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): sorted(set(_clients_in(path.read_text())))
        for path in _sources()
        if not _is_excepted(path)
    }
    assert {path: clients for path, clients in found.items() if clients} == {}


def test_every_exception_is_still_needed() -> None:
    for prefix in EXCEPTIONS:
        paths = [path for path in _sources() if path.relative_to(ROOT).as_posix().startswith(prefix)]
        assert any(set(_clients_in(path.read_text())) for path in paths), prefix


@pytest.mark.parametrize(
    "source",
    [
        "import requests", "import urllib.request as r", "from urllib import request", "from http.client import x",
        "import aiohttp.client", "from pycurl import Curl", "import_module('httpx')", "socket.create_connection(a)",
    ],
)  # fmt: skip
def test_the_search_finds_them(source: str) -> None:
    assert list(_clients_in(source))


@pytest.mark.parametrize(
    "source", ["import urllib.parse", "request.user", "'the requests of'", "from http import x"]
)
def test_the_search_leaves_others_alone(source: str) -> None:
    assert not list(_clients_in(source))
