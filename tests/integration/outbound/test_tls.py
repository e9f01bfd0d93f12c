"""Secure connections: the certificate is checked by the real name, and nothing old is spoken."""

from __future__ import annotations

import socket
import ssl
import threading
import warnings

import certifi
import pytest

from portal.outbound import Answer, Client, Failure, FailureCode, Policy
from tests.fakeweb import FakeWeb, answer
from tests.integration.outbound.certificates import Authority
from tests.integration.outbound.conftest import PATIENT, PUBLIC, Names


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def known(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The authority, trusted."""
    monkeypatch.setattr(certifi, "where", lambda: str(authority.bundle))
    return authority


def _ask(tls: ssl.SSLContext, host: str) -> Answer | Failure:
    with FakeWeb(PUBLIC, tls=tls) as web:
        web.on("/", answer(b"secure"))
        policy = Policy(allowed_ports=frozenset({web.port}), limits=PATIENT)
        names = Names(good_example=[[PUBLIC]], wrong_example=[[PUBLIC]])
        return Client(policy, names).get(web.url(host=host))


def test_the_right_certificate_is_accepted_by_name_and_address(known: Authority) -> None:
    for host in ("good.example", PUBLIC):
        outcome = _ask(known.server(host), host)
        assert isinstance(outcome, Answer), outcome
        assert outcome.wire == b"secure"


def test_a_secure_connection_is_used_again(known: Authority) -> None:
    """What TLS itself says after the handshake is not taken for something said unasked."""
    with FakeWeb(PUBLIC, tls=known.server("good.example")) as web:
        web.on("/", answer(b"secure"))
        policy = Policy(allowed_ports=frozenset({web.port}), limits=PATIENT)
        client = Client(policy, Names(good_example=[[PUBLIC]]))
        for _ in range(4):
            assert isinstance(client.get(web.url(host="good.example")), Answer)
        assert web.connections == 1


def test_an_unknown_authority_is_refused(authority: Authority) -> None:
    _assert_tls(_ask(authority.server("good.example"), "good.example"))


def test_an_expired_certificate_is_refused(known: Authority) -> None:
    _assert_tls(_ask(known.server("good.example", expired=True), "good.example"))


def test_a_certificate_for_another_name_is_refused(known: Authority) -> None:
    _assert_tls(_ask(known.server("good.example"), "wrong.example"))


def test_tls_1_1_is_refused(known: Authority) -> None:
    context = known.server("good.example")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    _assert_tls(_ask(context, "good.example"))


def test_a_server_without_tls_is_refused() -> None:
    with socket.create_server((PUBLIC, 0)) as server:
        port: int = server.getsockname()[1]

        def speak_plainly() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.recv(4096)

        threading.Thread(target=speak_plainly, daemon=True).start()
        policy = Policy(allowed_ports=frozenset({port}), limits=PATIENT)
        _assert_tls(Client(policy).get(f"https://{PUBLIC}:{port}/"))


def _assert_tls(outcome: Answer | Failure) -> None:
    assert isinstance(outcome, Failure), outcome
    assert outcome.code == FailureCode.TLS
