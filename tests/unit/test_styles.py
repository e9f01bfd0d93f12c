"""The stylesheets keep the house's rules: sizes and colours from tokens, nothing unused, shouted or inline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PARTIALS = {path.stem: path for path in (ROOT / "templates" / "components").glob("*.html")}

# Sheets with numbers of their own, each with the reason.
OWN_NUMBERS = {
    "tokens.css": "gives sizes and colours their names",
    "fonts.css": "measures of the typefaces",
    "print.css": "paper has a size of its own",
    "admin.css": "stands in the CMS, where our tokens are not loaded",
    "weave.css": "as high as its drawing",
}
# Sizes that are the same whatever the scale: lines, and the two rings of the focus.
LITERALS = {
    "1px": "a hairline, and the box of what only a screen reader sees",
    "2px": "the edge of what one acts on",
    "3px": "the rule that parts a page, and the inner ring of the focus",
    "4px": "the underline of what the pointer is on",
    "6px": "the outer ring of the focus",
}
# Sheets for plain elements and classes that many partials write, so that no partial bears their name.
SHARED = {
    "button": "links and buttons alike",
    "form": "forms that Django and allauth write",
    "prose": "the words of editors and publishers",
    "listing": "a list of links, wherever one stands",
    "knot": "hangs in story cards, questions and heads of pages",
    "told": "groups the questions of one's own profile",
    "cord": "what every page hangs from",
    "hero": "the first page only",
    "account": "pages of one's account, whose names allauth gives",
}
# Classes that no template writes: Django's forms do.
WRITTEN_BY_DJANGO = {"errorlist", "helptext"}
PHYSICAL = re.compile(
    r"(?<![\w-])((?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|"
    r"(?:min-|max-)?(?:width|height)|text-align:\s*(?:left|right))\s*:(?!\s*\d+rem\))"
)


def rules(path: Path) -> str:
    """The sheet without its comments, and without what stands in quotes or decides by the window's size."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    text = re.sub(r"\"[^\"]*\"", '""', text)
    return re.sub(r"@(?:media|container|import|supports)[^{;]*", "@rule ", text)


def declarations(path: Path) -> Iterator[str]:
    for block in re.findall(r"\{([^{}]*)\}", rules(path)):
        yield from (line.strip() for line in block.split(";") if line.strip())


def is_column(number: str, unit: str) -> bool:
    """The width of a column is no step of a scale: it is said once, where the column is laid."""
    return unit == "rem" and float(number) >= 8


def classes(path: Path) -> set[str]:
    selectors = re.sub(r"\{[^{}]*\}", "{}", rules(path))
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", selectors))


def written() -> tuple[set[str], set[str]]:
    """Classes that templates and scripts write, whole and as the beginning of one that ends in a variable."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in TEMPLATES:
        for value in re.findall(r"class=\"((?:\{[{%].*?[%}]\}|[^\"])*)\"", path.read_text(), re.S):
            begun |= set(re.findall(r"([\w-]+-)\{\{", value))
            whole |= set(re.findall(r"[A-Za-z_][\w-]*", re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", value)))
    for path in (ROOT / "static" / "js").rglob("*.js"):
        whole |= set(re.findall(r"[A-Za-z_][\w-]*", path.read_text()))
    return whole, begun


@pytest.mark.parametrize(
    "sheet", [path for path in SHEETS if path.name not in OWN_NUMBERS], ids=lambda path: path.name
)
def test_colours_and_sizes_come_from_tokens(sheet: Path) -> None:
    text = " ; ".join(declarations(sheet))
    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", text)
    steps = re.findall(r"(?<![\w-])(\d*\.?\d+)(px|rem|pt)\b", text)
    sizes = {number + unit for number, unit in steps if float(number) and not is_column(number, unit)}
    assert colours == []
    assert sizes - set(LITERALS) == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_class_with_a_rule_is_written_somewhere(sheet: Path) -> None:
    whole, begun = written()
    unused = {name for name in classes(sheet) if name not in whole | WRITTEN_BY_DJANGO}
    assert {name for name in unused if not any(name.startswith(start) for start in begun)} == set()


def test_every_class_of_a_component_has_a_rule() -> None:
    ruled = set().union(*(classes(path) for path in SHEETS))
    for name, path in PARTIALS.items():
        values = re.findall(r"class=\"([^\"{]*)\"", path.read_text())
        assert {each for value in values for each in value.split()} - ruled == set(), name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_rule_shouts_names_an_id_or_takes_a_side(sheet: Path) -> None:
    text = rules(sheet)
    assert "!important" not in text
    assert re.findall(r"#[A-Za-z][\w-]*[^{};]*\{", text) == []
    assert [match[0] for match in PHYSICAL.finditer(" ; ".join(declarations(sheet)))] == []


def test_a_component_and_its_sheet_have_one_name() -> None:
    sheets = {path.stem for path in (CSS / "components").glob("*.css")}
    assert sheets - set(PARTIALS) - set(SHARED) == set()
    for name in set(PARTIALS) - sheets:
        own = [
            each
            for each in re.findall(r"class=\"([\w-]*)", PARTIALS[name].read_text())
            if each.startswith(name)
        ]
        assert own == [], f"{name} has a class of its own and no sheet"


def test_a_script_has_its_component_or_says_what_it_improves() -> None:
    for path in (ROOT / "static" / "js" / "components").glob("*.js"):
        hooks = set(re.findall(r"\[(data-[\w-]+)", path.read_text()))
        assert path.stem in PARTIALS or any(
            hook in each.read_text() for hook in hooks for each in TEMPLATES
        ), path.name


def test_every_sheet_is_in_the_one_stylesheet() -> None:
    main = (CSS / "main.css").read_text()
    assert [path.stem for path in (CSS / "components").glob("*.css") if f'/{path.name}"' not in main] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_styles_or_scripts_inline(template: Path) -> None:
    if "email" in template.parts or template.name == "500.html":
        return  # mail has no stylesheet to link to; 500 stands alone when nothing else does
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", template.read_text(), flags=re.S)
    assert re.findall(r"\sstyle=|<style\b|\son[a-z]+=\"", text) == []
    assert re.findall(r"<script\b(?![^>]*\bsrc=)", text) == []
