"""The one URL parser: what it returns is checked, shown, sent to curl and connected to.

RFC 3986 is followed to the letter where parsers are known to disagree (who is the host?), and anything
ambiguous is refused rather than repaired. curl never sees the text a person or a server wrote: it gets
`Target.url`, built again from the parts checked here.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urljoin

from portal.outbound import hosts
from portal.outbound.addresses import Address
from portal.outbound.codes import FailureCode, Refused

MAX_URL = 2048  # characters, as written
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
# RFC 3986 appendix B, after the scheme
_REST = re.compile(r"//(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#(?P<fragment>.*))?")
_AUTHORITY = re.compile(r"(?:(?P<userinfo>[^@]*)@)?(?P<host>\[[^\]@]*\]|[^:@\[\]]*)(?::(?P<port>[0-9]*))?")
_USERINFO = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*")
# Characters that parsers drop, trim or take for a slash; C1 controls and Unicode spaces join them below.
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\xa0\\\s]")
_HIDDEN_IN_AUTHORITY = re.compile(r"%(?:2f|5c|[01][0-9a-f]|7f)", re.IGNORECASE)
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~?[]"  # besides letters, digits and _.-
_NOTHING_TO_ENCODE = re.compile(rf"[A-Za-z0-9_.{re.escape(_KEPT_IN_PATH.replace('%', ''))}-]*")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_BARE_HOST = re.compile(r"[^/?#:@\s]+\.[^/?#:@\s]+(?::[0-9]+)?(?:[/?#].*)?", re.DOTALL)
_CREDENTIALS = re.compile(r"(?<=//)[^/?#\\]*@")


@dataclass(frozen=True, slots=True)
class Target:
    """An http(s) URL taken apart. `host` is canonical; `address` is set when the host is one.

    `userinfo` is the `user:password` as written; it is in no other field, no repr and no `url`.
    """

    scheme: str
    host: str
    port: int
    path: str  # with the query, always starting with a slash
    address: Address | None = None
    userinfo: str | None = field(default=None, repr=False)
    origin: str = field(init=False, repr=False, compare=False)
    # The address without credentials and fragment, as it is sent, logged and stored.
    url: str = field(init=False, repr=False, compare=False)

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __post_init__(self) -> None:
        # Asked for at every step of a journey, hence put together once.
        object.__setattr__(self, "origin", f"{self.scheme}://{self.netloc}")
        object.__setattr__(self, "url", self.origin + self.path)

    def basic_auth(self) -> str | None:
        """The Authorization header for the URL's own user and password (RFC 7617)."""
        if self.userinfo is None:
            return None
        user, _, password = self.userinfo.partition(":")
        pair = unquote_to_bytes(user) + b":" + unquote_to_bytes(password)
        return "Basic " + base64.b64encode(pair).decode("ascii")


@lru_cache(maxsize=4096)  # what we follow is asked again and again, and always under the same address
def parse(url: str) -> Target:
    """Take an absolute http(s) URL apart. Raises Refused: bad_url, bad_scheme or blocked_address."""
    scheme, rest = _split_scheme(url)
    if len(url) > MAX_URL:
        raise Refused(FailureCode.BAD_URL, f"The address is longer than {MAX_URL} characters.")
    _refuse_ambiguous(url)
    parts = _REST.fullmatch(rest)
    if parts is None:
        raise Refused(FailureCode.BAD_URL, "The address has no host.")
    authority, path, query, fragment = parts.group("authority", "path", "query", "fragment")
    # `http://good.example#@10.0.0.1/`: right by the grammar, read as another host by careless parsers
    if not path and "@" in (query or "") + (fragment or ""):
        raise Refused(FailureCode.BAD_URL, "It is not clear which host the address means.")
    userinfo, host, address, port = _split_authority(authority)
    return Target(
        scheme=scheme,
        host=host,
        port=DEFAULT_PORTS[scheme] if port is None else port,
        path=_encoded((path or "/") + (query or "")),
        address=address,
        userinfo=userinfo,
    )


def join(base: Target, location: str) -> Target:
    """The target of a redirect (RFC 9110 §10.2.2). Raises Refused like `parse`."""
    _refuse_ambiguous(location)
    try:
        joined = urljoin(base.url, location)
    except ValueError:
        raise Refused(FailureCode.BAD_URL, "The redirect leads to something that is no address.") from None
    return parse(joined)


def candidates(url: str) -> tuple[str, ...]:
    """What a pasted address may mean, best first: `feed://host/f` is https, then http.

    `feed:https://host/f` says its scheme itself; `blog.example/feed` and webcal say none, so both are worth
    a try. Anything else comes back as it is, for `parse` to judge.
    """
    text = url.strip()
    wrapped = re.match(r"(?:feed|webcals?|pcast|itpc):(//)?", text, re.IGNORECASE)
    if wrapped:
        text = text[wrapped.end() :]
        if re.match(r"https?://", text, re.IGNORECASE):
            return (text,)
        if not wrapped[1]:
            return (text,)  # feed:javascript:... is what it says inside
    elif not _BARE_HOST.fullmatch(text):
        return (text,)
    return (f"https://{text}", f"http://{text}")


def normalise(url: str) -> str:
    """The best reading of a pasted address: trimmed, and feed:, webcal: or a bare host as https."""
    return candidates(url)[0]


def without_credentials(url: str) -> str:
    """The same text without `user:password@`, also when it is no valid URL; in doubt too much is removed."""
    # `http://me:/secret@host/`: by the grammar the host is `me`, and the password lies open in the path
    if not _has_a_likely_host(url):
        head, at, tail = url.rpartition("@")
        scheme = re.match(r"\s*[a-z][a-z0-9+.-]*://", head, re.IGNORECASE)
        return f"{scheme[0] if scheme else ''}{tail}" if at else url
    return _CREDENTIALS.sub("", url, count=1)


def _has_a_likely_host(url: str) -> bool:
    try:
        target = parse(url)
    except Refused:
        return False
    return target.address is not None or "." in target.host or target.host == "localhost"


def _split_scheme(url: str) -> tuple[str, str]:
    match = _SCHEME.match(url)
    if match is None:
        raise Refused(FailureCode.BAD_URL, "The address does not start with http:// or https://.")
    scheme = match[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise Refused(FailureCode.BAD_SCHEME, "Only http and https addresses can be fetched.")
    return scheme, match[2]


def _refuse_ambiguous(text: str) -> None:
    if _AMBIGUOUS.search(text):
        raise Refused(FailureCode.BAD_URL, "The address holds a space, a backslash or a control character.")


def _split_authority(authority: str) -> tuple[str | None, str, Address | None, int | None]:
    if _HIDDEN_IN_AUTHORITY.search(authority):
        raise Refused(FailureCode.BAD_URL, "The host part hides a slash or a control character.")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or (parts["userinfo"] and not _USERINFO.fullmatch(parts["userinfo"])):
        raise Refused(FailureCode.BAD_URL, "The host part of the address cannot be read.")
    host, address = hosts.parse(parts["host"])
    if not parts["port"]:
        return parts["userinfo"], host, address, None
    port = int(parts["port"]) if len(parts["port"]) < 8 else 0  # a long row of digits costs time to convert
    if not 0 < port < 65536:
        raise Refused(FailureCode.BAD_URL, "The port is not between 1 and 65535.")
    return parts["userinfo"], host, address, port


def _encoded(text: str) -> str:
    if _NOTHING_TO_ENCODE.fullmatch(text):  # most addresses
        return text
    try:
        # escapes in capitals (RFC 3986 §6.2.2.1), as curl sends them
        return _ESCAPE.sub(lambda escape: escape[0].upper(), quote(text, safe=_KEPT_IN_PATH))
    except UnicodeEncodeError:  # half a surrogate pair
        raise Refused(FailureCode.BAD_URL, "The address holds characters that are not text.") from None
