"""From the bytes on the wire to the document, without ever unpacking more than we are ready to hold.

Labels lie: plain bytes are labelled gzip, gzip bytes are not labelled, proxies label twice. So the first bytes
decide where they can, and the label where they cannot. One layer is removed and never a second.
"""

from __future__ import annotations

import zlib

import brotli  # type: ignore[import-untyped]  # a C module without stubs

from portal.outbound.codes import FailureCode, Refused
from portal.outbound.headers import Headers
from portal.outbound.outcomes import Answer, Failure
from portal.outbound.policy import Limits

_GZIP = b"\x1f\x8b\x08"
_NO_CODING = frozenset({"", "identity", "none", "utf-8"})  # the last two are no codings, and are sent
_MAX_MEMBERS = 64  # a gzip file may be many joined together; a million empty ones cost only time


def unpack(answer: Answer, limits: Limits | None = None) -> bytes | Failure:
    """The document, or why it cannot be had: decompress_bomb, bad_encoding or truncated."""
    limits = limits or Limits()
    cap = min(limits.unpacked, max(limits.ratio_free, limits.ratio * len(answer.wire)))
    try:
        return _decoded(answer.wire, _codings(answer.headers), cap)
    except Refused as refused:
        return Failure(
            answer.request, refused.code, refused.detail, answer.url, answer.hops, answer.elapsed_ms
        )


def _codings(headers: Headers) -> list[str]:
    labels = ",".join(headers.get_all("content-encoding")).lower().split(",")
    return [label.strip().removeprefix("x-") for label in labels if label.strip() not in _NO_CODING]


def _decoded(wire: bytes, codings: list[str], cap: int) -> bytes:
    if wire.startswith(_GZIP):
        return _refuse_nested(_gunzip(wire, cap), codings)
    if not wire or not codings or codings[-1] == "gzip" or _looks_plain(wire):
        return _within(wire, cap)
    if codings[-1] == "deflate":
        return _refuse_nested(_inflate(wire, cap), codings)
    if codings[-1] == "br":
        return _refuse_nested(_unbrotli(wire, cap), codings)
    raise Refused(FailureCode.BAD_ENCODING, "The answer is packed in a way we do not unpack.")


def _within(document: bytes, cap: int) -> bytes:
    if len(document) > cap:
        raise _bomb()
    return document


def _looks_plain(wire: bytes) -> bool:
    """True for what no packed stream starts with: markup, JSON, a calendar, a byte order mark."""
    start = wire.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in (b"<", b"{", b"[") or start.startswith((b"BEGIN:", b"\xff\xfe", b"\xfe\xff"))


def _refuse_nested(document: bytes, codings: list[str]) -> bytes:
    """A server and its proxy may both label one layer. Two real layers are a mistake, more are an attack."""
    if len(codings) > 1 and document.startswith(_GZIP):
        raise _bomb() if len(codings) > 2 else _corrupt()
    return document


def _gunzip(wire: bytes, cap: int) -> bytes:
    """All members of a gzip stream (RFC 1952 §2.2); padding after the last one is ignored."""
    document = bytearray()
    rest = wire
    for _ in range(_MAX_MEMBERS):
        piece, rest = _unzip(rest, cap - len(document), wbits=31)
        document += piece
        if not rest.startswith(_GZIP):
            return bytes(document)
    raise _bomb()


def _inflate(wire: bytes, cap: int) -> bytes:
    """`deflate` means zlib (RFC 9110 §8.4.1.2), and half of the servers that use it send it raw."""
    is_zlib = wire[0] & 0x0F == 8 and int.from_bytes(wire[:2], "big") % 31 == 0
    return _unzip(wire, cap, wbits=15 if is_zlib else -15)[0]


def _unzip(wire: bytes, cap: int, *, wbits: int) -> tuple[bytes, bytes]:
    """The document and what follows it. Never holds more than one byte above the cap."""
    stream = zlib.decompressobj(wbits)
    try:
        document = stream.decompress(wire, cap + 1)
    except zlib.error:
        raise _corrupt() from None
    _within(document, cap)
    if not stream.eof:
        raise _cut()
    return document, stream.unused_data


def _unbrotli(wire: bytes, cap: int) -> bytes:
    """We never ask for brotli; some servers send it all the same."""
    stream = brotli.Decompressor()
    try:
        document: bytes = stream.process(wire, output_buffer_limit=cap + 1)
        while len(document) <= cap and not stream.is_finished():
            more = stream.process(b"", output_buffer_limit=cap + 1 - len(document))
            if not more:
                raise _cut()
            document += more
    except brotli.error:
        raise _corrupt() from None
    return _within(document, cap)


def _bomb() -> Refused:
    return Refused(FailureCode.DECOMPRESS_BOMB, "The answer unpacks to far more than it should.")


def _corrupt() -> Refused:
    return Refused(FailureCode.BAD_ENCODING, "The answer cannot be unpacked.")


def _cut() -> Refused:
    return Refused(FailureCode.TRUNCATED, "The answer broke off before its end.")
