"""Whatever we let through leads curl to the host we checked, and nowhere else.

curl is handed our URL with every connection bent to one loopback server, and the server says which host, path
and login curl took out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pycurl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.outbound import Failure, Policy, Target, check
from tests.fakeweb import FakeWeb, answer

ANY_PORT = Policy(allowed_ports=frozenset(range(1, 65536)))
PIECES = st.sampled_from(
    [
        "http:", "https:", "//", "/", "\\", "@", ":", "#", "?", ".", "..", "%", "%2f", "%40", "%00", "[", "]", ";",
        "good.example", "evil.example", "93.184.216.34", "127.0.0.1", "[2606:4700::1111]", "::1", "80", "8080",
        "user", "pass", "a", "ü", "。", "①", "１", " ", "\t", "&", "=", "xn--", "-", "_", "|", "*", "é", "ß",
        "/../", "%e9", "%zz",
    ]
)  # fmt: skip
SOUP = st.lists(PIECES, min_size=1, max_size=10).map("".join)


@pytest.fixture(scope="module")
def everywhere() -> Iterator[FakeWeb]:
    with FakeWeb() as web:
        yield web


def _as_curl_reads(url: str, web: FakeWeb) -> tuple[str, str]:
    handle = pycurl.Curl()
    handle.setopt(pycurl.URL, url)
    handle.setopt(pycurl.CONNECT_TO, [f"::{web.host}:{web.port}"])
    handle.setopt(pycurl.PATH_AS_IS, 1)
    handle.setopt(pycurl.PROXY, "")
    handle.setopt(pycurl.WRITEFUNCTION, lambda chunk: len(chunk))
    handle.perform()
    handle.close()
    seen = web.seen[-1]
    assert "authorization" not in seen.headers
    return seen.headers["host"], seen.path


@given(
    st.one_of(
        SOUP, SOUP.map(lambda text: f"http://{text}"), SOUP.map(lambda text: f"http://good.example{text}")
    )
)
@example("http://user:pass@good.example:8080/a?b#c")
@example("http://good.example/%2e%2e/|a")
@example("http://good.example/a?x=http://evil.example/@")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_curl_goes_where_we_checked(everywhere: FakeWeb, url: str) -> None:
    target = check(url, ANY_PORT)
    if isinstance(target, Failure):
        return
    plain = replace(target, scheme="http")
    everywhere.on(plain.path.partition("?")[0], answer())
    assert _as_curl_reads(plain.url, everywhere) == (plain.netloc, plain.path)


@given(st.one_of(st.text(max_size=60), SOUP))
@settings(max_examples=300, deadline=None)
def test_what_passes_once_passes_unchanged(url: str) -> None:
    target = check(url, ANY_PORT)
    if isinstance(target, Target):
        again = check(target.url, ANY_PORT)
        assert isinstance(again, Target)
        assert again.url == target.url
        assert (again.host, again.port) == (target.host, target.port)
        assert again.userinfo is None
