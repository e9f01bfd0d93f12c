"""curl's error numbers in our words."""

from __future__ import annotations

import errno

import pycurl

from portal.outbound.codes import FailureCode, Refused
from portal.outbound.inbox import Inbox

_TOO_LARGE = 100  # CURLE_TOO_LARGE, which pycurl does not name: one header line above curl's own 100 KiB
_PLAIN = {
    pycurl.E_COULDNT_RESOLVE_HOST: (FailureCode.DNS, "The name could not be looked up."),
    pycurl.E_COULDNT_CONNECT: (FailureCode.REFUSED, "The server did not accept a connection."),
    pycurl.E_PARTIAL_FILE: (FailureCode.TRUNCATED, "The answer broke off before its end."),
    pycurl.E_GOT_NOTHING: (FailureCode.REFUSED, "The server closed the connection without an answer."),
    pycurl.E_SEND_ERROR: (FailureCode.REFUSED, "The server closed the connection."),
    _TOO_LARGE: (FailureCode.TOO_LARGE, "The answer has too long headers."),
}
_WEIRD_REPLY = 8  # CURLE_WEIRD_SERVER_REPLY, known to pycurl by its FTP name only
_TLS = frozenset(
    {
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_CIPHER,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_ISSUER_ERROR,
        pycurl.E_SSL_INVALIDCERTSTATUS,
    }
)


def verdict(error: int, inbox: Inbox, *, system_error: int) -> Refused:
    """Why a transfer that curl gave up has failed; `system_error` is the errno of its last system call."""
    if inbox.verdict is not None:  # we hung up ourselves, so curl only knows that we did
        return inbox.verdict
    if error in _TLS:
        return Refused(FailureCode.TLS, "No secure connection: the certificate or TLS version is not right.")
    if error == pycurl.E_OPERATION_TIMEDOUT:
        if inbox.headers_done:
            return Refused(FailureCode.SLOW_BODY, "The answer took too long to come in.")
        return Refused(FailureCode.TIMEOUT, "The server took too long to answer.")
    if error == pycurl.E_RECV_ERROR:
        return _broken_off(inbox, reset=system_error == errno.ECONNRESET)
    if error == _WEIRD_REPLY and 300 <= inbox.status < 400:
        return _bad_redirect(inbox)
    code, detail = _PLAIN.get(
        error, (FailureCode.REFUSED, "The server does not answer as a web server does.")
    )
    return Refused(code, detail)


def _broken_off(inbox: Inbox, *, reset: bool) -> Refused:
    """A reset before any content is a server that will not talk; later, or by bad chunks, content is missing."""
    if inbox.body_begun or (inbox.headers_done and not reset):
        return Refused(FailureCode.TRUNCATED, "The answer broke off before its end.")
    return Refused(FailureCode.REFUSED, "The server closed the connection without an answer.")


def _bad_redirect(inbox: Inbox) -> Refused:
    """curl rejects two things in a header before we see them: a second Location, and control characters."""
    if "location" in inbox.headers:
        return Refused(FailureCode.HTTP_4XX, "Bad redirect: it says twice where to.")
    return Refused(FailureCode.BAD_URL, "The redirect holds a control character.")
