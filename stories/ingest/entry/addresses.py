"""What we do to every web address a publisher sends: make it absolute, plain and safe to follow.

The list of tracking parameters and the list of redirectors live here and nowhere else.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urljoin, urlsplit, urlunsplit

from stories.ingest.entry.limits import MAX_URL
from stories.ingest.entry.text import scrub

_TRACKING_PREFIXES = ("utm_", "at_custom", "mtm_", "matomo_", "hsa_", "_hs")
_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id epik
    mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id wickedid __s _openstat cmpid
    at_medium at_campaign at_campaign_type at_format at_link_id at_link_origin at_link_type at_ptr_name
    wt_mc wt_zmc xtor soc_src soc_trk ref_src ref_url guccounter guce_referrer guce_referrer_sig
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid
    ns_campaign ns_mchannel ns_source ns_linkname ns_fee
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
# Medium marks every feed link with ``source=rss-<feed id>``, another for each feed the post is in.
# "feed=rss2" names a page of WordPress.
_TRACKING_VALUE = re.compile(r"(?:source|src|ref|from)=rss(?:-|$)", re.IGNORECASE)
# YouTube says where a link was clicked in "feature"; elsewhere it may be what a map shows.
_YOUTUBE = re.compile(r"https?://(?:[a-z0-9-]+\.)*(?:youtube\.com|youtu\.be)(?![a-z0-9.-])")

# Hosts that wrap an outgoing link, and the parameter they carry the real one in.
_REDIRECTORS: dict[str, tuple[str, str]] = {
    "l.facebook.com": ("/l.php", "u"),
    "lm.facebook.com": ("/l.php", "u"),
    "l.instagram.com": ("/", "u"),
    "www.facebook.com": ("/flx/warn", "u"),
    "www.google.com": ("/url", "q"),
    "www.google.co.uk": ("/url", "q"),
    "www.youtube.com": ("/redirect", "q"),
    "out.reddit.com": ("/", "url"),
    "t.umblr.com": ("/redirect", "z"),
    "vk.com": ("/away.php", "to"),
    "slack-redir.net": ("/link", "url"),
    "steamcommunity.com": ("/linkfilter", "url"),
    "eur01.safelinks.protection.outlook.com": ("/", "url"),
    "eur02.safelinks.protection.outlook.com": ("/", "url"),
    "gbr01.safelinks.protection.outlook.com": ("/", "url"),
}
_WRAPPED = re.compile(rf"https?://(?:{'|'.join(map(re.escape, _REDIRECTORS))})[/:?]")
_MAX_WRAPPERS = 3
# A wrapper may be longer than the address inside it.
_LONGEST_READ = MAX_URL * 4

_INNER_SPACE = re.compile(r"[\t\r\n]+")
# Left alone by quote(): reserved and unreserved characters and the per cent sign (RFC 3986 §2).
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
# An absolute address in plain spelling, which `_resolved` gives back as it is: most are. No port, no ";"
# (parameters that are empty go missing), no empty query or fragment, no capitals in the host.
_PLAIN = re.compile(
    r"https?://[a-z0-9.-]{1,253}(?:/[\w!$%&'()*+,/:=@\[\]~.-]*)?"
    r"(?:\?[\w!$%&'()*+,/:;=?@\[\]~.-]+)?(?:#[\w!$%&'()*+,/:;=?@\[\]~.-]+)?",
    re.ASCII,
)


def resolve(address: str, *, base: str = "") -> str:
    """The absolute http(s) address meant by ``address``, or "" when there is none we would follow."""
    if len(address) <= MAX_URL and _PLAIN.fullmatch(address):
        return address
    return _resolved(address, base) if address else ""


def _resolved(address: str, base: str) -> str:
    address = _INNER_SPACE.sub("", scrub(address, limit=_LONGEST_READ + 1)).strip()
    if not address or len(address) > _LONGEST_READ:
        return ""
    try:
        parts = urlsplit(urljoin(base, address))
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port such as :80a, a bracket without its pair
        return ""
    if parts.scheme not in ("http", "https") or not _is_host(host):
        return ""
    # User names and passwords are never shown, stored or sent on.
    netloc = f"[{host}]" if ":" in host else _ascii_host(host)
    if port is not None:
        netloc += f":{port}"
    path, query, fragment = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    result = urlunsplit((parts.scheme, netloc, path, query, fragment))
    return result if len(result) <= MAX_URL else ""


def tidy(address: str, *, base: str = "") -> str:
    """``resolve``, with known redirectors unwrapped and tracking parameters left out."""
    found = resolve(address, base=base)
    if "?" not in found:  # redirectors and trackers both speak in the query
        return found
    for _ in range(_MAX_WRAPPERS):
        inner = _unwrap(found)
        if not inner:
            break
        found = inner
    return without_tracking(found)


def without_tracking(address: str) -> str:
    """The same address without the parameters that only say who clicked where."""
    if "?" not in address:
        return address
    page, mark, fragment = address.partition("#")
    path, _, query = page.partition("?")
    pairs = query.split("&")
    kept = [pair for pair in pairs if not _is_tracking(pair, path)]
    if len(kept) == len(pairs):
        return address
    rest = "&".join(kept)
    return f"{path}{'?' if rest else ''}{rest}{mark}{fragment}"


def _is_tracking(pair: str, path: str) -> bool:
    name = pair.partition("=")[0].lower()
    return (
        name in _TRACKING
        or name.startswith(_TRACKING_PREFIXES)
        or bool(_TRACKING_VALUE.match(pair))
        or (name == "feature" and bool(_YOUTUBE.match(path)))
    )


def _unwrap(address: str) -> str:
    if not _WRAPPED.match(address):
        return ""
    parts = urlsplit(address)
    path, parameter = _REDIRECTORS.get(parts.hostname or "", ("", ""))
    if not path or parts.path.rstrip("/") != path.rstrip("/"):
        return ""
    values = parse_qs(parts.query).get(parameter) or [""]
    return resolve(values[0])


def _is_host(host: str) -> bool:
    return bool(host) and len(host) <= 253 and not re.search(r"[\s<>\"'\\^`{|}%]", host)


def _ascii_host(host: str) -> str:
    """Punycode, so that one address has one spelling; as sent when it does not encode."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host, safe=_SAFE)
