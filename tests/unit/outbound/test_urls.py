"""The parser's small print, and the helpers that forms and exports use."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.outbound import (
    Failure,
    FailureCode,
    Policy,
    Target,
    candidates,
    check,
    normalise,
    without_credentials,
)
from portal.outbound.codes import Refused
from portal.outbound.urls import join, parse

POLICY = Policy()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("HTTP://Blog.Example.ORG", "http://blog.example.org/"),
        ("https://blog.example:443/feed", "https://blog.example/feed"),
        ("http://blog.example:/feed", "http://blog.example/feed"),
        ("http://blog.example:443/feed", "http://blog.example:443/feed"),
        ("https://blog.example?format=rss", "https://blog.example/?format=rss"),
        ("https://blog.example/a?b#c", "https://blog.example/a?b"),
        ("https://münchen.example/grüße?q=ü", "https://xn--mnchen-3ya.example/gr%C3%BC%C3%9Fe?q=%C3%BC"),
        ("https://日本語.example/", "https://xn--wgv71a119e.example/"),
        ("https://日本語カナabc.example/", "https://xn--abc-jj4b4fs673ao4bc84j.example/"),
        ("https://my_blog.example/", "https://my_blog.example/"),
        ("https://[2606:4700::0:1111]:8443/", "https://[2606:4700::1111]:8443/"),
        ("https://[::ffff:8.8.8.8]/", "https://8.8.8.8/"),
        ("https://blog.example/a/../b/./c", "https://blog.example/a/../b/./c"),
        ('https://blog.example/<a>?b[]="c"|d\'', "https://blog.example/%3Ca%3E?b[]=%22c%22%7Cd'"),
        ("https://site.example/@maria/feed", "https://site.example/@maria/feed"),
        ("https://me:pw@blog.example/feed", "https://blog.example/feed"),
    ],
)
def test_a_url_has_one_form(url: str, shown: str) -> None:
    target = check(url, POLICY)
    assert isinstance(target, Target), target
    assert target.url == shown


def test_the_ports_are_an_allow_list() -> None:
    for port in (80, 443, 8000, 8080, 8443):
        assert isinstance(check(f"http://blog.example:{port}/", POLICY), Target)
    for port in (1, 21, 22, 25, 53, 110, 143, 2375, 3306, 5432, 6379, 9200, 11211, 27017, 65535):
        judged = check(f"http://blog.example:{port}/", POLICY)
        assert isinstance(judged, Failure)
        assert judged.code == FailureCode.BAD_PORT


@pytest.mark.parametrize(
    "host", ["router", "db.local", "x.internal", "a.b.home.arpa", "x.localhost", "x.onion", "nas.lan"]
)
def test_names_from_inside_a_network_are_refused(host: str) -> None:
    judged = check(f"http://{host}/", POLICY)
    assert isinstance(judged, Failure)
    assert judged.code == FailureCode.BLOCKED_ADDRESS


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("feed://blog.example/f", ("https://blog.example/f", "http://blog.example/f")),
        ("webcal://blog.example/f.ics", ("https://blog.example/f.ics", "http://blog.example/f.ics")),
        ("feed:https://blog.example/f", ("https://blog.example/f",)),
        ("feed:http://blog.example/f", ("http://blog.example/f",)),
        ("feed:javascript:alert(1)", ("javascript:alert(1)",)),
        ("  blog.example/feed \n", ("https://blog.example/feed", "http://blog.example/feed")),
        ("blog.example:8080", ("https://blog.example:8080", "http://blog.example:8080")),
        ("https://blog.example/", ("https://blog.example/",)),
        ("http://blog.example/", ("http://blog.example/",)),
        ("mailto:me@blog.example", ("mailto:me@blog.example",)),
        ("", ("",)),
    ],
)
def test_what_a_pasted_address_may_mean(pasted: str, expected: tuple[str, ...]) -> None:
    assert candidates(pasted) == expected
    assert normalise(pasted) == expected[0]


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://me:secret@blog.example/feed", "https://blog.example/feed"),
        ("https://me@blog.example/feed", "https://blog.example/feed"),
        ("https://blog.example/@me/feed?a=b@c#d@e", "https://blog.example/@me/feed?a=b@c#d@e"),
        ("https://blog.example/feed", "https://blog.example/feed"),
        # no valid URLs, and still no secrets
        ("https://me:se/cret@blog.example/", "https://blog.example/"),
        ("https://me:se#cret@blog.example/", "https://blog.example/"),
        ("https://me:se\\cret@blog.example/", "https://blog.example/"),
        ("https://me:s@cret@blog.example/", "https://blog.example/"),
        ("https://me:/secret/@blog.example/", "https://blog.example/"),
        ("http://localhost:8001/@me/feed", "http://localhost:8001/@me/feed"),
        ("ftp://me:secret@blog.example/", "ftp://blog.example/"),
        ("feed://me:secret@blog.example/", "feed://blog.example/"),
        (" https://me:secret@blog.example/", " https://blog.example/"),
        ("me:secret@blog.example", "blog.example"),
        ("not a url", "not a url"),
    ],
)
def test_credentials_are_taken_out(url: str, clean: str) -> None:
    assert without_credentials(url) == clean


@example("/")
@example("/?#\\")
@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda text: "secret" not in text)
)
def test_no_password_survives_whatever_stands_around_it(noise: str) -> None:
    url = f"https://me:{noise}xSECRETx{noise}@blog.example/"
    judged = check(url, POLICY)
    shown = [without_credentials(url), repr(judged), judged.url]
    if isinstance(judged, Failure):
        shown.append(judged.detail)
    assert not any("SECRET" in text for text in shown)


@pytest.mark.parametrize(
    "location", ["http://a b/", "/a\tb", "/a\\b", "//\\evil.example/", "http://[::1", "http://"]
)
def test_a_bad_location_is_refused(location: str) -> None:
    with pytest.raises(Refused) as refused:
        join(parse("https://blog.example/"), location)
    assert refused.value.code == FailureCode.BAD_URL


def test_no_sentence_quotes_the_address() -> None:
    for url in (
        "ftp://me:pw@x.example/",
        "https://me:p w@x.example/",
        "https://me:pw@10.0.0.1/",
        "https://me:pw@x.example:22/",
    ):
        judged = check(url, POLICY)
        assert isinstance(judged, Failure)
        assert "pw" not in judged.detail
        assert judged.detail.endswith(".")
