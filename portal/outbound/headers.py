"""Header fields of an answer: names without case, any number of values, order kept (RFC 9110 §5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# RFC 9110 §5.6.2: what a field name may be made of.
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_UNSENDABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]")


class Headers:
    """An immutable multi-map. Values are Latin-1 text, so an ETag can be sent back byte for byte."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._pairs = tuple(pairs)

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


def parse_line(line: bytes) -> tuple[str, str] | None:
    """`Name: value` as a pair; None for a line that is no header field.

    A control character inside a value becomes a space, as RFC 9110 §5.5 asks: whatever is built from the
    value later (a request header, the next URL) can then not be split by it.
    """
    name, colon, value = line.decode("latin-1").partition(":")
    if not colon or not TOKEN.fullmatch(name):
        return None
    return name, _CONTROL.sub(" ", value.strip(" \t\r\n"))


def refuse_unsendable(name: str, value: str) -> None:
    """Raise ValueError for a request header that could break out of its line."""
    if not TOKEN.fullmatch(name):
        raise ValueError("a header name may hold letters, digits and a few marks only")
    if _UNSENDABLE.search(value):
        raise ValueError(f"the value of {name} holds a character that no header can carry")
