"""What the catalogues promise: whole, compiled, with every placeholder; checked without gettext."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import allauth
import django
import polib  # type: ignore[import-untyped]  # carries no types
import pytest

from tests import words
from tests.words import ROOT, Message

OURS = ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.po"
BORROWED = ROOT / "portal" / "borrowed_locale" / "cy" / "LC_MESSAGES" / "django.po"
# As in Django's own Welsh; catalogues that count differently cannot be merged.
PLURAL = "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;"
CATALOGUES = pytest.mark.parametrize("path", [OURS, BORROWED], ids=["ours", "borrowed"])
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")


def entries(path: Path) -> dict[Message, polib.POEntry]:
    return {Message(e.msgctxt, e.msgid, e.msgid_plural or None): e for e in polib.pofile(str(path))}


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def replaced(template: Path) -> bool:
    """Whether a template of ours stands in front of this one of a package."""
    name = template.as_posix().rpartition("/templates/")[2]
    return (ROOT / "templates" / name).exists()


def test_words_are_found_where_they_stand() -> None:
    """The finder itself: an empty find would let every other promise here hold."""
    plural = "{% blocktranslate count n=n %}{{ n }} b{% plural %}{{ n }} bs{% endblocktranslate %}"
    found = words.in_template('{% translate "a" %}' + plural)
    assert found == {Message(None, "a"), Message(None, "%(n)s b", "%(n)s bs")}
    code = ast.parse('x = _("a" "b"); y = pgettext_lazy("in a list", "c"); z = ngettext("d", "ds", 2)')
    assert set(words.in_python(code)) == {
        Message(None, "ab"),
        Message("in a list", "c"),
        Message(None, "d", "ds"),
    }
    assert {Message(None, "Stories"), Message(None, "Today")} <= words.public()


def test_nothing_that_a_reader_is_shown_lacks_welsh() -> None:
    known = {message for message, entry in entries(OURS).items() if all(translations(entry))}
    assert words.public() - known == set(), "run `make messages`, then translate (docs/translating.md)"


@CATALOGUES
def test_the_compiled_file_is_what_the_catalogue_says(path: Path) -> None:
    """Nobody who runs the portal has gettext, so what was compiled is committed and must be fresh."""
    with path.with_suffix(".mo").open("rb") as committed:
        held = gettext.GNUTranslations(committed)._catalog  # type: ignore[attr-defined]  # what gettext.gettext reads
    held.pop("", None)  # the header, with its dates
    wanted: dict[str | tuple[str, int], str] = {}
    for entry in polib.pofile(str(path)).translated_entries():
        key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        if entry.msgid_plural:
            wanted |= {(key, number): text for number, text in entry.msgstr_plural.items()}
        else:
            wanted[key] = entry.msgstr
    assert held == wanted, f"compile {path.relative_to(ROOT)}: make messages"


@CATALOGUES
def test_every_placeholder_and_tag_is_kept(path: Path) -> None:
    for message, entry in entries(path).items():
        asked = set(_PLACEHOLDER.findall(message.singular + (message.plural or "")))
        needed = set(_PLACEHOLDER.findall(message.plural or message.singular))
        for text in filter(None, translations(entry)):
            found = set(_PLACEHOLDER.findall(text))
            # A form for one or two may spell its number out, as the English singular may.
            assert found <= asked and (message.plural or needed <= found), text


@CATALOGUES
def test_a_message_has_a_form_for_every_number_of_the_language(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert catalogue.metadata["Plural-Forms"] == PLURAL
    for entry in catalogue.translated_entries():
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == [0, 1, 2, 3], entry.msgid


@CATALOGUES
def test_what_is_unsure_is_shown_and_says_so(path: Path) -> None:
    """A fuzzy entry is not compiled: readers would get English. A comment keeps the Welsh and the question."""
    assert [entry.msgid for entry in polib.pofile(str(path)) if entry.fuzzy] == []


def test_what_is_borrowed_is_still_said_by_its_owner() -> None:
    """Not by a template that we have replaced with one of our own, nor by a package that has changed its mind."""
    theirs: set[Message] = set()
    allauths, djangos = Path(allauth.__path__[0]), Path(django.__path__[0])
    places = [allauths / part for part in ("account", "templates/account", "mfa", "templates/mfa")]
    for place in [
        *places,
        djangos / "contrib" / "auth",
        djangos / "core",
        djangos / "forms",
        djangos / "utils",
    ]:
        for path in place.rglob("*"):
            if path.suffix in {".html", ".txt"} and not replaced(path):
                theirs |= words.in_template(path.read_text(encoding="utf-8"))
            elif path.suffix == ".py":
                theirs |= set(words.in_python(ast.parse(path.read_text(encoding="utf-8"))))
    assert set(entries(BORROWED)) - theirs == set()
