"""What stands between a publisher's text and an XML parser: find the feed, keep the rest out.

Everything before the root element goes: byte order marks, PHP warnings, style sheets, and the DOCTYPE
with all its entities, so that no parser of ours ever sees a DTD. Everything after its end goes too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stories.ingest.entry import SetAside, Unreadable

# feedparser needs about 0.7 ms an entry; an archive longer than this would outlast its time limit.
MAX_ENTRIES_READ = 5_000

_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|feed|rdf|channel))(?=[\s>/])", re.IGNORECASE)
_ROOT_OR_COMMENT = re.compile(rf"<!--|{_ROOT.pattern}", re.IGNORECASE)
# What may stand before a root element (XML 1.0 §2.8), less the declaration itself.
_MISC = re.compile(r"<\?(?!xml\s).*?\?>|<!--.*?-->|<!DOCTYPE.*", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\s[^>]*>")
_HTML = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
# Somebody wrapped a whole feed in a page; markup that merely looks like one says neither.
_UNMISTAKABLE = re.compile(r"<[^<>]*\b(?:xmlns|version)\s*=")
_ENTITY = re.compile(r"<!ENTITY\s+(%?)\s*[^\s>]+\s+([^>]{0,1000})")
_OTHERS = (
    (re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE), "a calendar (iCalendar)"),
    (re.compile(r"\s*%PDF-"), "a PDF"),
    (
        re.compile(r".{0,2000}?<opml\b", re.IGNORECASE | re.DOTALL),
        "a list of feeds (OPML), which can be imported",
    ),
    (re.compile(r".{0,2000}?<(?:urlset|sitemapindex)\b", re.IGNORECASE | re.DOTALL), "a sitemap"),
    (re.compile(r".{0,2000}?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL), "a web page"),
)

# XML 1.0 §2.2: everything below U+0020 but tab and line ends, surrogates, two noncharacters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
# What a cut-off entry is found again by, so that the whole one completes it instead of standing beside it.
_NAMED = re.compile(r"</(?:guid|id|link)\s*>|<link\b[^>]*\bhref=[^>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """The part of a document that is a feed, to the letter as its publisher sent it."""

    text: str
    complete: bool
    """Whether its root element is closed."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """One root element, complete as far as the publisher sent it, and what had to be done for that."""

    text: str
    warnings: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def find_feed(text: str) -> Sent | Unreadable:
    """The part of ``text`` that is a feed."""
    root = _find_root(text)
    page = _HTML.search(text, 0, root.start() if root else 0)
    if root is None or (page and not _UNMISTAKABLE.match(text, root.start())):
        return Unreadable("not_a_feed", f"this is {_what(text)}")
    prolog = text[: root.start()]
    entities = _ENTITY.findall(prolog)
    if any(percent or _is_dangerous(value) for percent, value in entities):
        return Unreadable("unsafe_xml", "it declares entities that reach outside or multiply")
    warnings = ["entities it declares were not used"] if entities else []
    if not _is_orderly(prolog):
        warnings.append("the document does not begin with the feed")
    return _bounded(text[root.start() :], root[1], warnings)


def repair(sent: Sent) -> Repaired:
    """``sent``, fit for an XML parser."""
    whole, warnings, set_aside = _whole_entries(sent.text, list(sent.warnings), complete=sent.complete)
    legal, replaced = _legal(whole)
    return Repaired(legal, (*warnings, *replaced), set_aside)


def is_legal(text: str) -> bool:
    """Whether ``repair`` finds no character to remove, but for those that no XML parser lets pass."""
    return "\x7f" not in text and ("#" not in text or all(map(_is_legal, _REFERENCE.finditer(text))))


def _find_root(text: str) -> re.Match[str] | None:
    """The start tag of the feed, comments skipped; one that never ends is no comment."""
    pattern, position = _ROOT_OR_COMMENT, 0
    while found := pattern.search(text, position):
        if found[1]:
            return found
        end = text.find("-->", found.end())
        pattern = _ROOT if end == -1 else pattern
        position = max(end, found.end())
    return None


def _is_orderly(prolog: str) -> bool:
    prolog = prolog[:10_000].removeprefix("\ufeff")
    return not _MISC.sub("", _DECLARATION.sub("", prolog, count=1)).strip() and not (
        prolog[:1].isspace() and _DECLARATION.search(prolog)
    )


def _what(text: str) -> str:
    return next((name for pattern, name in _OTHERS if pattern.match(text)), "no RSS, Atom or JSON Feed")


def _is_dangerous(value: str) -> bool:
    return bool(re.match(r"(?:SYSTEM|PUBLIC)\b", value)) or bool(re.search(r"&[^#\s;]+;", value))


def _bounded(text: str, root: str, warnings: list[str]) -> Sent:
    """Cut after the end of the root."""
    end = text.rfind(f"</{root}")
    if end == -1:
        return Sent(text, False, (*warnings, "the document has no end"))
    close = text.find(">", end)
    if close == -1:
        return Sent(text, True, tuple(warnings))
    if text[close + 1 :].strip():
        warnings.append("there is text after the feed")
    return Sent(text[: close + 1], True, tuple(warnings))


def _whole_entries(
    text: str, warnings: list[str], *, complete: bool
) -> tuple[str, list[str], tuple[SetAside, ...]]:
    """Not too many; without an end, cut before a cut-off entry that nothing can name again."""
    if complete and text.count("<") <= MAX_ENTRIES_READ:  # neither cut off nor too long
        return text, warnings, ()
    starts: list[int] = []
    last_end = -1
    for tag in _ITEM.finditer(text):
        if tag[1]:
            last_end = tag.start()
        else:
            starts.append(tag.start())
    if len(starts) > MAX_ENTRIES_READ:
        # Archives run either way: the newest entries are at one of the two ends.
        half = MAX_ENTRIES_READ // 2
        kept = text[: starts[half]] + text[starts[-half] :]
        warning = f"of {len(starts)} entries only the first and the last {half} were read"
        return _whole_entries(kept, [*warnings, warning], complete=complete)
    # When no entry is ever closed it is a habit of the publisher's, not an accident on the way here.
    if complete or not starts or not starts[-1] > last_end > -1:
        return text, warnings, ()
    if _NAMED.search(text, starts[-1]):
        return text, [*warnings, "the last entry is cut off; the whole one will take its place"], ()
    return text[: starts[-1]], warnings, (SetAside(len(starts) - 1, "cut off in the middle"),)


def _legal(text: str) -> tuple[str, list[str]]:
    legal, dropped = _ILLEGAL.subn("", text) if _may_be_illegal(text) else (text, 0)
    replaced = 0

    def reference(match: re.Match[str]) -> str:
        nonlocal replaced
        if _is_legal(match):
            return match[0]
        replaced += 1
        return "\ufffd"

    if "#" in legal:
        legal = _REFERENCE.sub(reference, legal)
    return legal, ["characters that XML does not allow were removed"] if dropped or replaced else []


def _may_be_illegal(text: str) -> bool:
    """Whether any character has to be looked at: almost never, and told at a tenth of the cost."""
    if "\ufffe" in text or "\uffff" in text:
        return True
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return True
    return len(raw.translate(None, _CONTROLS)) < len(raw)


def _is_legal(reference: re.Match[str]) -> bool:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    digits = digits.lstrip("0")
    if not digits or len(digits) > 7:  # U+10FFFF is 1114111
        return False
    code = int(digits, base)
    return (0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0x10FFFF or code in (9, 10, 13)) and code not in (
        0xFFFE,
        0xFFFF,
    )
