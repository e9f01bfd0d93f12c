"""A host as written in a URL -> the one form we check, show and connect to.

Names become lower-case ASCII (IDNA 2008 after UTS 46 mapping), addresses their canonical form. Nothing here
asks the network. What an address may be is decided in `addresses`, which names may be asked in `checking`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import idna

from portal.outbound.addresses import Address, unmapped
from portal.outbound.codes import FailureCode, Refused

MAX_NAME = 253  # RFC 1035 §2.3.4, without the root's dot

# Underscores are no letters of RFC 1123, but people's blogs have them.
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Scripts that are written together (UTS 39 §5.2, "highly restrictive").
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


@lru_cache(maxsize=1024)  # hosts are asked again and again, and some of them for many blogs
def parse(text: str) -> tuple[str, Address | None]:
    """The canonical host, and the address when it is one. Raises Refused: bad_url or blocked_address."""
    if text.startswith("["):
        address = _bracketed(text)
        return str(address), address
    name = _ascii(text) if not text.isascii() else text.lower()
    relative = name.removesuffix(".")
    if _NUMBER.fullmatch(relative.rpartition(".")[2]):
        quad = _dotted_quad(name)
        return str(quad), quad
    if name != relative and relative.rpartition(".")[2] != "localhost":
        raise Refused(FailureCode.BAD_URL, "The host name ends with a dot.")
    _refuse_malformed(relative)
    return relative, None


def _bracketed(text: str) -> Address:
    if not text.endswith("]"):
        raise Refused(FailureCode.BAD_URL, "The host is not a name or an address.")
    inner = text[1:-1]
    if "%" in inner:  # RFC 6874: a zone means a link of this very machine
        raise Refused(FailureCode.BLOCKED_ADDRESS, "Addresses with a zone are never fetched.")
    try:
        return unmapped(IPv6Address(inner))
    except AddressValueError:
        raise Refused(FailureCode.BAD_URL, "The host is not a valid IPv6 address.") from None


def _dotted_quad(name: str) -> IPv4Address:
    """Four plain decimal numbers, and no other spelling.

    `127.1`, `0177.0.0.1`, `0x7f000001` and `2130706433` mean an address to some parsers and a name to others.
    No publisher writes them, so all are refused, whatever address they would stand for.
    """
    try:
        return IPv4Address(name)
    except AddressValueError:
        raise Refused(
            FailureCode.BLOCKED_ADDRESS, "The host is a number, not a name or a plain address."
        ) from None


def _ascii(text: str) -> str:
    try:
        mapped = idna.uts46_remap(text, std3_rules=False)
        return mapped if mapped.isascii() else idna.encode(mapped).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise Refused(
            FailureCode.BAD_URL, "The host name has characters that no host name can have."
        ) from None


def _refuse_malformed(name: str) -> None:
    labels = name.split(".")
    if len(name) > MAX_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(FailureCode.BAD_URL, "The host name is empty, too long or not a host name.")
    for label in labels:
        if label.startswith("xn--"):
            _refuse_lookalike(label)


def _refuse_lookalike(label: str) -> None:
    """Refuse punycode that does not decode, and labels that mix scripts to look like another name.

    A whole label in one script passes; we always show the ASCII form, where it looks like nobody else.
    """
    try:
        decoded = idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        raise Refused(FailureCode.BAD_URL, "The host name is not valid punycode.") from None
    scripts = {
        unicodedata.name(character, "UNKNOWN").split()[0] for character in decoded if character.isalpha()
    }
    if len(scripts) > 1 and not scripts - {"LATIN"} <= _EAST_ASIAN:
        raise Refused(FailureCode.BAD_URL, "The host name mixes alphabets to look like another.")
