"""HTML in, safe HTML out. Everything from outside that is shown as HTML has gone through here.

nh3 (html5ever and ammonia) parses as a browser does and keeps only what is listed. One pass over
its output then does what an allow-list cannot: absolute addresses without tracking parameters, no
tracking pixels, no first-level heading. That pass may rely on the serialiser: every "<" outside
a tag and every "<", ">" and quote inside an attribute is escaped, so a pattern finds each tag exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from itertools import accumulate

import nh3

from stories.ingest.clean.mending import shortened
from stories.ingest.clean.nesting import names_in, nest_plainly
from stories.ingest.entry import addresses
from stories.ingest.entry.limits import MAX_BODY
from stories.ingest.entry.text import scrub

_NAMES = """
    a abbr acronym b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span
    strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var
"""
TAGS = frozenset(_NAMES.split())
# Shown as <div>: nothing that they mean is kept, but each of them parts the words before it from those behind it.
_NAMES_AS_DIV = """
    address article aside center fieldset footer form header hgroup legend main nav section
"""
_TAGS_AS_DIV = frozenset(_NAMES_AS_DIV.split())
# Dropped with what is inside them; an unknown element loses only its tags.
_WITH_CONTENT = """
    script style template noscript noembed noframes iframe frame frameset object embed applet svg math
    title textarea select option button xmp plaintext audio video canvas head marquee
"""
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height", "data-src", "data-lazy-src"},
    "ol": {"start", "reversed"},
    "q": {"cite"},
    "blockquote": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto"}
LINK_REL = "noopener nofollow ugc"

# Building a Cleaner costs as much as cleaning a page, so one is kept (32 µs an entry against 46).
_CLEANER = nh3.Cleaner(
    tags=set(TAGS | _TAGS_AS_DIV),
    clean_content_tags=set(_WITH_CONTENT.split()),
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=LINK_REL,
)

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
# Those of them that something may have to be done about: pictures, and whatever has attributes. Most links are
# as they should be, which is seen here at a fraction of what a closer look costs.
_PLAIN_ADDRESS = r"https?://[a-z0-9.-]{1,253}/[\w!$%'()*+,/:=@~.-]{0,1500}"
_PLAIN_SIDES = r'(?: (?:alt="[^"]*"|(?:width|height)="\d{2,5}"))*+'
_TAG_WITH_MORE = re.compile(
    rf'<(?!a href="{_PLAIN_ADDRESS}" rel="{LINK_REL}">|img{_PLAIN_SIDES} src="{_PLAIN_ADDRESS}"{_PLAIN_SIDES}>)'
    r'(img|[a-z][a-z0-9]*+(?= ))((?: [a-z-]+="[^"]*")*)>',
    re.ASCII,
)
# Nothing is wrong with the host of it: no port, no number, no punycode.
_LASTING = re.compile(r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]+/")
_VOID = {"br", "col", "hr", "img"}
_STEP = re.compile(r"<(/|(?!(?:br|col|hr|img)[ >]))")
_AS_DIV = re.compile(rf"(</?)(?:{'|'.join(_TAGS_AS_DIV)})(?=[ >])")
_EMPTY_AS_DIV = re.compile(rf"<({'|'.join(_TAGS_AS_DIV)})></\1>")
_HEADING = re.compile(r"(</?h)([1-5])(?=[ >])")
# The attributes whose values an allow-list cannot judge.
_ATTRIBUTE = re.compile(r' (href|src|cite|width|height|colspan|rowspan|start|dir|lang)="([^"]*)"')
# Deeper than any story is written; a page nested deeper than browsers lay out helps nobody.
_MAX_DEPTH = 100
# Elements of one name open at once; those that HTML closes by itself do not count.
_MAX_OPEN = 1_000
_SELF_CLOSING = _VOID | {"dd", "dt", "input", "li", "option", "p", "td", "th", "tr", "wbr"}
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Where a picture really is that a script puts in its place once a reader comes near. Never kept under that name.
_LAZY = re.compile(r' data-(?:lazy-)?(src="[^"]*")')
_PIXEL = re.compile(r"[01](?:px)?")
_NUMBER = re.compile(r"\d{1,5}%?")
_DIRECTION = re.compile(r"ltr|rtl|auto", re.IGNORECASE)
# A newline right after <pre> is not part of it (HTML §13.1.2.5): one would be lost at every parse.
_PRE_NEWLINE = re.compile(r"(<pre[^>]*>)\n+")
_MAX_PASSES = 4
# Escaping and rel= make it longer than what was sent; no kind of input makes it this much longer.
_MAX_OUTPUT = 40 * MAX_BODY


def clean_html(html: str, *, base_url: str = "") -> str:
    """``html`` made safe to show as it stands; cleaning it again changes nothing.

    Relative addresses resolve against ``base_url`` and are dropped when they cannot.
    """
    html = shortened(html).encode("utf-8", "replace").decode()  # a lone surrogate is no Unicode to nh3
    safe, settled = _once(_shallow(html), base_url)
    # What is left after elements were taken out may nest differently when it is parsed again, by us or by
    # a browser (mutation XSS lives there), so we go on until a second parse agrees with the first.
    for _ in range(_MAX_PASSES):
        if settled or _CLEANER.clean(safe) == safe:
            return safe
        safe, settled = _once(safe, base_url)
    return "<p>" + escape(_TAG.sub(" ", safe), quote=False) + "</p>"


def _shallow(html: str) -> str:
    """Only the words of what nests absurdly deep: html5ever takes quadratic time on it."""
    if len(html) < 3 * _MAX_OPEN or html.count("<") < _MAX_OPEN:
        return html
    opened: Counter[str] = Counter()
    for closing, name in _ANY_TAG.findall(html):
        name = name.lower()
        if closing:
            opened[name] = max(0, opened[name] - 1)
        elif name not in _SELF_CLOSING:
            opened[name] += 1
            if opened[name] > _MAX_OPEN:
                return re.sub(r"<[^>]*>?", " ", html)
    return html


def _once(html: str, base_url: str) -> tuple[str, bool]:
    """One pass, and whether it is beyond doubt that another would change nothing."""
    # After parsing, because a character reference hides a control character until then.
    safe = scrub(_CLEANER.clean(html), limit=_MAX_OUTPUT)
    names = names_in(safe)
    if "h1" in names:
        safe = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", safe)
        names = names_in(safe)
    if len(names) > 2 * _MAX_DEPTH and _depth(safe) > _MAX_DEPTH:
        safe = _TAG.sub(_Flattening(), safe)
        names = names_in(safe)
    rewriting = _Rewriting(base_url)
    safe = _TAG_WITH_MORE.sub(rewriting, safe)
    if "pre" in names:
        safe = _PRE_NEWLINE.sub(r"\1", safe)
    plainly = nest_plainly(names)
    # Looked for only here: an element that is not kept nests nowhere plainly.
    if not plainly and not _TAGS_AS_DIV.isdisjoint(names):
        safe = _AS_DIV.sub(r"\1div", _EMPTY_AS_DIV.sub("", safe))
        plainly = nest_plainly(names_in(safe))
    # A picture that is dropped takes nothing with it; "\r" is a newline to the next parser.
    return safe, rewriting.addresses_last and "\r" not in safe and plainly


def _depth(safe: str) -> int:
    """How many elements of cleaned HTML stand inside each other where it is deepest."""
    return max(accumulate(-1 if closing else 1 for closing in _STEP.findall(safe)), default=0)


class _Flattening:
    """Called for every tag of one cleaned document, in order; drops those of elements that stand too deep."""

    def __init__(self) -> None:
        self.depth = 0

    def __call__(self, tag: re.Match[str]) -> str:
        closing, name, _attributes = tag.groups()
        if name in _VOID:
            return tag[0]
        self.depth += 0 if closing else 1
        too_deep = self.depth > _MAX_DEPTH
        self.depth -= 1 if closing else 0
        return "" if too_deep else tag[0]


class _Rewriting:
    """Called for each tag of a cleaned document that has more than a name; gives what to put in its place."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.addresses_last = True
        """Whether nh3 would keep every address that was put in the place of another."""

    def __call__(self, tag: re.Match[str]) -> str:
        name, attributes = tag.groups()
        if name in _VOID:
            return self.image(attributes) if name == "img" else tag[0]
        return f"<{name}{self.attributes(attributes)}>"

    def image(self, attributes: str) -> str:
        values = dict(_ATTRIBUTE.findall(attributes))
        if any(_PIXEL.fullmatch(values.get(side, "").strip()) for side in ("width", "height")):
            return ""
        kept = self.attributes(_LAZY.sub("", attributes))
        if ' src="' in kept:
            return f"<img{kept}>"
        late = filter(None, (self.attributes(f" {source}") for source in _LAZY.findall(attributes)))
        source = next(late, "")
        return f"<img{kept}{source}>" if source else ""

    def attributes(self, attributes: str) -> str:
        return _ATTRIBUTE.sub(self.attribute, attributes)

    def attribute(self, attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        if name in ("href", "src", "cite"):
            value = _as_meant(value) if "&" in value else value
            address = self.address(value, follow=name == "href")
            if address != value and not _LASTING.match(address):
                self.addresses_last = False
            return f' {name}="{address.replace("&", "&amp;")}"' if address else ""
        return attribute[0] if _RULES[name].fullmatch(value) else ""

    def address(self, value: str, *, follow: bool) -> str:
        if follow and value.strip().lower().startswith("mailto:"):
            # Not what somebody is to write, which may name others to send it to.
            to = value.strip().partition("?")[0]
            return to if _MAILTO.fullmatch(to) else ""
        clean = addresses.tidy if follow else addresses.resolve
        return clean(value, base=self.base_url)


def _as_meant(value: str) -> str:
    """An attribute's value as it was before the serialiser escaped it; mostly that is ampersands."""
    if value.count("&") == value.count("&amp;"):
        return value.replace("&amp;", "&")
    return unescape(value)


_RULES = {
    "width": _NUMBER, "height": _NUMBER, "colspan": _NUMBER, "rowspan": _NUMBER, "start": _NUMBER,
    "dir": _DIRECTION,
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
}  # fmt: skip
_MAILTO = re.compile(r"mailto:[^\s<>\"'&?]+@[^\s<>\"'&?]+", re.IGNORECASE)
