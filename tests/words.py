"""The words that code and templates give to gettext, found without gettext, so that any machine can look.

Templates go through Django's own `templatize`, as `make messages` does; Python is read as a syntax tree.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
APPS = ("portal", "programmes", "people", "stories")
# Where only those who work in the CMS look, in English for now (docs/translating.md).
STAFF_ONLY = re.compile(
    r"/(migrations|management|demo|desk|design|mailbox|settings|wagtailadmin|cms|curating)/"
    r"|/(apps|choosers|choosing|colour_words|featuring|erasing|merging|opml|page_form|policies|role_form|changing|viewsets|wagtail_hooks)\.py$"
    r"|/stories/views/(answering|moderation|sources|taken_down)\.py$|/forms/(staff|source)\.py$"
    r"|^/programmes/blocks/"
    r"|/models/(fetch|identity|media|membership|picture|source)\.py$|(mailbox|demo_codes)_notice\.html$"
)
_STRING = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*u?({_STRING}(?:\s*,\s*u?{_STRING})*)", re.S)
_FUNCTIONS = {"_": "gettext"}


class Message(NamedTuple):
    """What identifies an entry of a catalogue."""

    context: str | None
    singular: str
    plural: str | None = None


def public() -> set[Message]:
    """Everything that somebody who is not staff may be shown."""
    found: set[Message] = set()
    for path in files("*.html") + files("*.txt"):
        found |= in_template(path.read_text(encoding="utf-8"))
    for path in files("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # Of a model readers see the names of choices; its fields, help and errors are the CMS's.
        parts = choices(tree) if "models" in (path.parent.name, path.stem) else [tree]
        found |= {message for part in parts for message in in_python(part)}
    return found


def files(pattern: str) -> list[Path]:
    places = ["templates"] if not pattern.endswith(".py") else list(APPS)
    paths = (path for place in places for path in sorted((ROOT / place).rglob(pattern)))
    return [path for path in paths if not STAFF_ONLY.search(f"/{path.relative_to(ROOT).as_posix()}")]


def choices(tree: ast.AST) -> list[ast.ClassDef]:
    """The classes of choices in a module of models."""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return [one for one in classes if any("TextChoices" in ast.unparse(base) for base in one.bases)]


def in_template(source: str) -> set[Message]:
    calls = _CALL.finditer(templatize(source))
    return {_message(call[1], ast.literal_eval(f"({call[2]},)")) for call in calls}


def in_python(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        name = _FUNCTIONS.get(name, name).removesuffix("_lazy").removesuffix("_noop")
        if re.fullmatch(r"n?p?gettext", name):
            strings = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if texts := [text for text in strings if isinstance(text, str)]:
                yield _message(name, texts)


def _message(function: str, texts: list[str] | tuple[str, ...]) -> Message:
    function = _FUNCTIONS.get(function, function)
    context = texts[0] if "p" in function.removesuffix("gettext") else None
    rest = texts[1:] if context is not None else texts
    return Message(context, rest[0], rest[1] if function.startswith("n") else None)
