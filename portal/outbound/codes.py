"""Why something was not fetched: the codes, and the exception that carries one inside this package."""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """One word per reason, the same in the fetch log, the admin and the tests."""

    BAD_URL = "bad_url"
    BAD_SCHEME = "bad_scheme"
    BAD_PORT = "bad_port"
    BLOCKED_ADDRESS = "blocked_address"
    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    SLOW_BODY = "slow_body"
    TOO_LARGE = "too_large"
    DECOMPRESS_BOMB = "decompress_bomb"
    BAD_ENCODING = "bad_encoding"
    TRUNCATED = "truncated"
    REDIRECT_LOOP = "redirect_loop"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    HTTP_4XX = "http_4xx"  # here only for a redirect that does not say where to


class Refused(Exception):
    """Raised inside this package when a request cannot go on; it leaves the package as a Failure.

    `detail` is a plain sentence. It never quotes the address: that may hold a password.
    """

    def __init__(self, code: FailureCode, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
