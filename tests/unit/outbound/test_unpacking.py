"""Unpacking: what the bytes are, whatever the label says, and never too much of it."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped]  # a C module without stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.outbound import Answer, Failure, FailureCode, Headers, Limits, Request, unpack

DOCUMENT = b"<rss>" + b"word " * 2000 + b"</rss>"
MIB = 2**20


def _answer(wire: bytes, *codings: str) -> Answer:
    headers = Headers([("Content-Encoding", coding) for coding in codings])
    return Answer(Request("https://blog.example/"), 200, "https://blog.example/", headers, wire, b"", (), 1)


def _raw_deflate(document: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(document) + stream.flush()


@pytest.mark.parametrize(
    ("wire", "codings"),
    [
        pytest.param(DOCUMENT, (), id="plain"),
        pytest.param(DOCUMENT, ("identity",), id="identity"),
        pytest.param(gzip.compress(DOCUMENT), ("gzip",), id="gzip"),
        pytest.param(gzip.compress(DOCUMENT), ("X-GZIP",), id="x-gzip"),
        pytest.param(gzip.compress(DOCUMENT), (), id="gzip without a label"),
        pytest.param(gzip.compress(DOCUMENT), ("gzip", "gzip"), id="labelled twice, packed once"),
        pytest.param(gzip.compress(DOCUMENT), ("gzip, gzip",), id="labelled twice in one line"),
        pytest.param(gzip.compress(DOCUMENT), ("br",), id="gzip labelled br"),
        pytest.param(gzip.compress(DOCUMENT[:9]) + gzip.compress(DOCUMENT[9:]), ("gzip",), id="two members"),
        pytest.param(gzip.compress(DOCUMENT) + bytes(512), ("gzip",), id="padding after the end"),
        pytest.param(DOCUMENT, ("gzip",), id="plain labelled gzip"),
        pytest.param(DOCUMENT, ("deflate",), id="plain labelled deflate"),
        pytest.param(DOCUMENT, ("x-foo",), id="plain labelled x-foo"),
        pytest.param(DOCUMENT, ("utf-8",), id="a charset for a coding"),
        pytest.param(b"\xef\xbb\xbf" + DOCUMENT, ("br",), id="plain with a mark labelled br"),
        pytest.param(zlib.compress(DOCUMENT), ("deflate",), id="zlib"),
        pytest.param(_raw_deflate(DOCUMENT), ("deflate",), id="raw deflate"),
        pytest.param(brotli.compress(DOCUMENT), ("br",), id="brotli"),
        pytest.param(b"", ("gzip",), id="nothing"),
    ],
)
def test_a_document_is_found(wire: bytes, codings: tuple[str, ...]) -> None:
    unpacked = unpack(_answer(wire, *codings))
    assert unpacked in (DOCUMENT, b"\xef\xbb\xbf" + DOCUMENT, b"")
    assert wire == b"" or unpacked


GZIPPED = gzip.compress(DOCUMENT)


@pytest.mark.parametrize(
    ("wire", "codings", "code"),
    [
        pytest.param(gzip.compress(bytes(30 * MIB)), ("gzip",), "decompress_bomb", id="gzip bomb"),
        pytest.param(zlib.compress(bytes(30 * MIB)), ("deflate",), "decompress_bomb", id="zlib bomb"),
        pytest.param(_raw_deflate(bytes(30 * MIB)), ("deflate",), "decompress_bomb", id="deflate bomb"),
        pytest.param(brotli.compress(bytes(30 * MIB)), ("br",), "decompress_bomb", id="brotli bomb"),
        pytest.param(gzip.compress(bytes(2 * MIB)), ("gzip",), "decompress_bomb", id="small, but 1,000 : 1"),
        pytest.param(
            gzip.compress(b"") * 100_000, ("gzip",), "decompress_bomb", id="very many empty members"
        ),
        pytest.param(gzip.compress(bytes(MIB)) * 30, ("gzip",), "decompress_bomb", id="many members"),
        pytest.param(
            gzip.compress(gzip.compress(GZIPPED)), ("gzip, gzip, gzip",), "decompress_bomb", id="nested"
        ),
        pytest.param(gzip.compress(GZIPPED), ("gzip", "gzip"), "bad_encoding", id="nested twice"),
        pytest.param(GZIPPED[:-20], ("gzip",), "truncated", id="gzip cut"),
        pytest.param(brotli.compress(DOCUMENT)[:-4], ("br",), "truncated", id="brotli cut"),
        pytest.param(GZIPPED[:20] + b"\xff" * 50, ("gzip",), "bad_encoding", id="gzip damaged"),
        pytest.param(GZIPPED[:-8] + bytes(8), ("gzip",), "bad_encoding", id="wrong checksum"),
        pytest.param(b"\xff" * 9, ("br",), "bad_encoding", id="no brotli"),
        pytest.param(b"\x01\x02\x03", ("x-foo",), "bad_encoding", id="unknown"),
        pytest.param(
            b"\x28\xb5\x2f\xfd\x00\xa8", ("zstd",), "bad_encoding", id="zstd with a window of 2 GiB"
        ),
    ],
)
def test_a_bad_answer_is_told_apart(wire: bytes, codings: tuple[str, ...], code: str) -> None:
    outcome = unpack(_answer(wire, *codings))
    assert isinstance(outcome, Failure)
    assert outcome.code == FailureCode(code)


@pytest.mark.parametrize(
    "wire", [gzip.compress(bytes(200 * MIB), 9), brotli.compress(bytes(200 * MIB), quality=5)]
)
def test_a_bomb_takes_no_memory(wire: bytes) -> None:
    answer = _answer(wire, "br")
    tracemalloc.start()
    unpack(answer)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50 * MIB


def test_the_cap_is_exact() -> None:
    limits = Limits(unpacked=len(DOCUMENT))
    assert unpack(_answer(GZIPPED, "gzip"), limits) == DOCUMENT
    less = unpack(_answer(GZIPPED, "gzip"), Limits(unpacked=len(DOCUMENT) - 1))
    assert isinstance(less, Failure)
    plain = unpack(_answer(DOCUMENT), Limits(unpacked=len(DOCUMENT) - 1))
    assert isinstance(plain, Failure)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "x-foo", "", "gzip, br"]))
def test_any_bytes_have_an_outcome(wire: bytes, coding: str) -> None:
    assert isinstance(unpack(_answer(wire, coding)), bytes | Failure)


@given(st.binary(max_size=2000))
def test_what_is_packed_comes_back(document: bytes) -> None:
    assert unpack(_answer(gzip.compress(document), "gzip")) == document
