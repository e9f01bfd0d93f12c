"""Hosts with habits: validators, cookies, certificates, downgrades and dead addresses, by catalogue number.

The single replies are in `test_b_replies`.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable

import certifi
import pytest
from django.conf import settings as portal_settings
from pytest_django import Settings

from stories.models import Code, Source, Story
from tests.fakeweb import KEEP_OPEN, FakeWeb, Seen, Step, answer, head, raw, redirect, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.integration.outbound.certificates import Authority

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

FEED = rss(item(1))


@pytest.mark.parametrize("etag", ['W/"x"', '"a "quoted" word"', '"caf\xe9"', "no quotes at all"])
def test_b5_an_odd_etag_is_sent_back_as_it_came(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, etag: str
) -> None:
    source = follow(web.on("/feed", validated(FEED, etag=etag)))
    assert poll(source).code == Code.OK
    clock.forward(hours=1)
    assert (poll(source).status, web.seen[1].headers["if-none-match"]) == (304, etag)


def test_b5_an_etag_of_8_kb_is_not_kept(web: FakeWeb, follow: Follow, poll: Poll, clock: Clock) -> None:
    source = follow(web.on("/feed", validated(FEED, etag=f'"{"x" * 8192}"')))
    assert (poll(source).code, source.etag) == (Code.OK, "")
    clock.forward(hours=1)
    assert poll(source).code == Code.NOT_MODIFIED  # by its bytes
    assert "if-none-match" not in web.seen[1].headers


@pytest.mark.parametrize("date", ["Sat, 01 Jan 2050 00:00:00 GMT", "yesterday, about noon", "-1"])
def test_b6_a_date_that_makes_no_sense_is_sent_back_as_it_came(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, date: str
) -> None:
    source = follow(web.on("/feed", validated(FEED, last_modified=date)))
    assert poll(source).code == Code.OK
    clock.forward(hours=1)
    assert (poll(source).status, web.seen[1].headers["if-modified-since"]) == (304, date)


def test_b25_what_follows_a_body_is_nobodys_answer(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    """A length smaller than the body: the rest must not be taken for the answer to the next request."""
    smuggled = rss(item(9, title="Smuggled"))
    extra = head(200, {"Content-Length": str(len(smuggled))}) + smuggled
    first = follow(
        web.on("/first", raw(head(200, {"Content-Length": str(len(FEED))}), FEED + extra, KEEP_OPEN))
    )
    second = follow(web.on("/second", answer(rss(item(2)))))
    for source in (first, second):
        assert poll(source).code == Code.OK
        clock.forward(hours=1)
    assert set(Story.objects.values_list("title", flat=True)) == {"Story 1", "Story 2"}


def test_b15_a_secure_address_that_leads_to_a_plain_one_is_read_and_told(
    web: FakeWeb, settings: Settings, follow: Follow, poll: Poll, authority: Authority
) -> None:
    with FakeWeb(tls=authority.server("127.0.0.1")) as secure:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({web.pair, secure.pair})
        source = follow(secure.on("/feed", redirect(web.on("/plain", answer(FEED)))))
        attempt = poll(source)
    assert (attempt.code, attempt.new) == (Code.OK_WITH_WARNINGS, 1)
    assert attempt.note == "the secure address led to one that is not"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("wrong", ["expired", "another name", "self-signed", "TLS 1.1", "no TLS"])
def test_b34_a_connection_that_is_not_secure_is_no_answer(
    settings: Settings,
    follow: Follow,
    poll: Poll,
    clock: Clock,
    authority: Authority,
    stranger: Authority,
    wrong: str,
) -> None:
    with FakeWeb(tls=authority.server("127.0.0.1")) as good:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({good.pair})
        source = follow(good.on("/feed", answer(FEED)))
        assert poll(source).code == Code.OK
    clock.forward(hours=1)
    with FakeWeb(port=good.port, tls=_insecure(wrong, authority, stranger)) as bad:
        bad.on("/feed", answer(rss(item(1), item(2))))
        assert poll(source).code == Code.TLS
        assert bad.hits() == 0
    assert (Story.objects.published().count(), source.failures) == (1, 1)
    assert source.next_fetch_at > clock()


def _insecure(wrong: str, authority: Authority, stranger: Authority) -> ssl.SSLContext | None:
    if wrong == "no TLS":
        return None
    if wrong == "self-signed":
        return stranger.server("127.0.0.1")
    context = authority.server(
        "else.example" if wrong == "another name" else "127.0.0.1", expired=wrong == "expired"
    )
    if wrong == "TLS 1.1":
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@pytest.fixture
def authority(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """One that we trust."""
    known = Authority(tmp_path_factory.mktemp("known"))
    monkeypatch.setattr(certifi, "where", lambda: str(known.bundle))
    return known


@pytest.fixture
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("stranger"))


def test_b35_a_cookie_is_brought_back_within_one_visit_and_then_forgotten(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    def only_with_cookie(seen: Seen) -> Iterable[Step]:
        if "cookie" in seen.headers:
            return answer(FEED)(seen)
        return redirect(seen.path, headers={"Set-Cookie": "seen=1; Path=/"})(seen)

    one, two = (follow(web.on(path, only_with_cookie)) for path in ("/one", "/two"))
    codes = []
    for source in (one, two, one):
        codes.append(poll(source).code)
        clock.forward(hours=1)
    assert codes == [Code.OK, Code.OK, Code.NOT_MODIFIED]
    assert [seen.headers.get("cookie") for seen in web.seen] == [None, "seen=1"] * 3


def test_b37_we_say_who_we_are_and_where_to_complain(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    def only_for_the_named(seen: Seen) -> Iterable[Step]:
        agent = seen.headers.get("user-agent", "")
        named = portal_settings.SITE_NAME.replace(" ", "") in agent
        return answer(FEED, status=200 if named and "(+http" in agent else 403)(seen)

    assert poll(follow(web.on("/feed", only_for_the_named))).code == Code.OK
