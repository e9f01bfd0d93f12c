"""Header fields of an answer: names without case, any number of values, order kept (RFC 9110 §5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

# RFC 9110 §5.6.2: what a field name may be made of.
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SENDABLE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


class Headers:
    """An immutable multi-map. Values are Latin-1 text, so an ETag can be sent back byte for byte."""

    __slots__ = ("_known", "_lines")

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._lines: Sequence[bytes] = ()
        self._known: tuple[tuple[str, str], ...] | None = tuple(pairs)

    @classmethod
    def received(cls, lines: Sequence[bytes]) -> Headers:
        """Those of an answer, read when somebody asks for one: after "not modified" nobody does."""
        headers = cls()
        headers._lines, headers._known = lines, None
        return headers

    @property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        if self._known is None:
            self._known = tuple(_parse(self._lines))
        return self._known

    def get(self, name: str, default: str | None = None) -> str | None:
        """The first value sent under that name."""
        return next(iter(self.get_all(name)), default)

    def get_all(self, name: str) -> tuple[str, ...]:
        wanted = name.lower()
        return tuple(value for key, value in self._pairs if key.lower() == wanted)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.get_all(name))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._pairs == other._pairs

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"Headers({', '.join(name for name, _ in self._pairs)})"  # values may be secrets (Set-Cookie)


def _parse(lines: Iterable[bytes]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in b" \t" and pairs:  # a folded line, long obsolete and still sent (RFC 9112 §5.2)
            name, value = pairs[-1]
            pairs[-1] = (name, f"{value} {line.decode('latin-1').strip()}")
        elif (pair := _parse_line(line)) is not None:
            pairs.append(pair)
    return pairs


def _parse_line(line: bytes) -> tuple[str, str] | None:
    """`Name: value` as a pair; None for a line that is no header field.

    A control character inside a value becomes a space, as RFC 9110 §5.5 asks: whatever is built from the
    value later (a request header, the next URL) can then not be split by it.
    """
    name, colon, value = line.decode("latin-1").partition(":")
    if not colon or not TOKEN.fullmatch(name):
        return None
    return name, _CONTROL.sub(" ", value.strip(" \t\r\n"))


def refuse_name(name: str) -> None:
    """Raise ValueError for the name of a request header that could break out of its line."""
    if not TOKEN.fullmatch(name):
        raise ValueError("a header name may hold letters, digits and a few marks only")


def refuse_value(name: str, value: str) -> None:
    """Raise ValueError for a value that could."""
    if not _SENDABLE.fullmatch(value):
        raise ValueError(f"the value of {name} holds a character that no header can carry")
