"""What is written about the portal is true: settings, commands, targets, and where files come from."""

from __future__ import annotations

import ast
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import environ
import pytest

ROOT = Path(__file__).parent.parent.parent
APPS = ("portal", "programmes", "people", "stories")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
# True in the example, for whoever has a proxy in front; believed from nobody where nothing is said.
OTHERWISE = {"BEHIND_PROXY"}
# What writes down where packages come from, whatever the place is called.
REGISTRY = re.compile(
    r'"resolved":\s*"https?:|^\s*(?:--)?(?:extra-)?index-url|^\s*--find-links|^\s*registry\s*=|https?://\S+\.(?:whl|tgz)\b',
    re.MULTILINE,
)
LOCKS = [
    *(ROOT / "requirements").glob("*"),
    ROOT / "package-lock.json",
    ROOT / ".npmrc",
    ROOT / "pyproject.toml",
]


def variables() -> set[str]:
    """Every environment variable that settings read, by its name in the code."""
    code = "".join(path.read_text() for path in (ROOT / "portal" / "settings").glob("*.py"))
    return set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z][A-Z_]+)\"", code))


def defaults() -> dict[str, object]:
    """What is taken where a variable is not set; a default that is worked out of other settings is left out."""
    compose = (ROOT / "docker-compose.yml").read_text()
    found: dict[str, object] = dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", compose))
    for path in (ROOT / "portal" / "settings").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(call, ast.Call) and ast.unparse(call.func).startswith("env.")):
                continue
            for default in (keyword.value for keyword in call.keywords if keyword.arg == "default"):
                if not any(isinstance(part, ast.Name) for part in ast.walk(default)):
                    found[ast.literal_eval(call.args[0])] = eval(
                        ast.unparse(default)
                    )  # 15 * 60 is no literal
    return found


def optional() -> dict[str, str]:
    """What the example sets though nothing would be missing without it."""
    _must, _heading, may = EXAMPLE.partition("# --- production may want these ---")
    return {name: value.strip('"') for name, value in re.findall(r"^([A-Z_]+)=(.*)$", may, re.M)}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def commands() -> list[str]:
    found = (path for app in APPS for path in (ROOT / app).glob("**/management/commands/*.py"))
    return sorted(path.stem for path in found if not path.stem.startswith("_"))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*)(?=[ :].*##)", (ROOT / "Makefile").read_text(), re.M))


def test_settings_are_found() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "LOG_LEVEL"} <= variables()


@pytest.mark.parametrize("name", sorted(variables()))
def test_every_variable_stands_in_the_example_and_in_operations(name: str) -> None:
    assert re.search(rf"^(# )?{name}=", EXAMPLE, re.M), f"{name} is missing from .env.example"
    assert f"`{name}`" in OPERATIONS, f"{name} is missing from docs/operations.md"


def test_the_example_explains_every_variable() -> None:
    lines = EXAMPLE.splitlines()
    for above, line in pairwise(lines):
        if re.match(r"(# )?[A-Z_]+=", line):
            assert above.startswith("#") or re.match(r"(# )?[A-Z_]+=", above), f"nothing explains {line}"


@pytest.mark.parametrize("name", sorted(optional().keys() & defaults().keys() - OTHERWISE))
def test_a_copied_example_changes_no_default(name: str) -> None:
    default = defaults()[name]
    assert environ.Env.parse_value(optional()[name], type(default)) == default


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"`{name}[ `]", OPERATIONS), f"{name} is missing from docs/operations.md"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/operations.md"])
def test_every_make_command_that_is_named_exists(document: str) -> None:
    named = set(
        re.findall(r"\bmake ([a-z][a-z-]*)`|^\s*make ([a-z][a-z-]*)", (ROOT / document).read_text(), re.M)
    )
    assert {one or other for one, other in named} <= targets()


def test_every_target_is_explained_and_phony() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = {name for line in re.findall(r"^\.PHONY:(.*)", makefile, re.M) for name in line.split()}
    assert {"help", "run", "test", "check"} <= targets() <= phony


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_says_where_packages_come_from(lock: Path) -> None:
    assert not REGISTRY.findall(lock.read_text())


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix == ".html"], ids=str)
def test_every_static_file_that_a_template_names_is_there(path: Path) -> None:
    """A missing one would cost only a picture in production, silently; so it is loud here."""
    for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text()):
        if not name.startswith("dist/"):  # built by npm; the browser suite would notice
            assert (ROOT / "static" / name).is_file(), name
