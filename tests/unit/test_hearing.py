"""Which language a text is in: said where it is sure, else nothing. With the real model, in its own process."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from stories.language import asking
from stories.language.asking import Heard, ask
from stories.language.hearing import ENOUGH, LANGUAGES, language_of, letters_in

SAMPLES = json.loads(Path(__file__).with_name("heard.json").read_text())
CERTAIN, UNCERTAIN = SAMPLES["certain"], SAMPLES["uncertain"]


def test_sure_texts_are_heard_right_and_unsure_ones_not_at_all() -> None:
    heard = ask([*CERTAIN.values(), *UNCERTAIN.values()])
    named = dict(zip([*CERTAIN, *UNCERTAIN], heard.languages, strict=True))
    assert named == {language: language for language in CERTAIN} | dict.fromkeys(UNCERTAIN, "")


def test_a_greeting_in_another_language_does_not_hide_what_a_text_is_in() -> None:
    text = "Croeso i bawb yn y neuadd. " + CERTAIN["en"] * 2
    assert ask([text]) == Heard(["en"])


def test_the_model_knows_every_language_we_listen_for() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    assert set(LanguageIdentifier.from_model_file(MODEL_FILE).labels) >= LANGUAGES


def test_what_is_too_short_is_not_even_asked_about() -> None:
    def guess(text: str) -> tuple[str, float]:
        raise AssertionError("asked")

    text = "a" * (ENOUGH - 1)
    assert (letters_in(text), language_of(text, guess)) == (ENOUGH - 1, "")


@pytest.mark.parametrize(("probability", "heard"), [(0.95, "en"), (0.85, "")])
def test_only_what_is_sure_is_said(probability: float, heard: str) -> None:
    assert language_of(CERTAIN["en"], lambda text: ("en", probability)) == heard


# --- a child that fails -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("child", "heard"),
    [
        ("raise SystemExit('no model')", Heard([])),
        ("print('ready'); print('\"en\"'); raise SystemExit(1)", Heard(["en"], choked=True)),
        (
            "import time; print('ready'); print('\"en\"', flush=True); time.sleep(60)",
            Heard(["en"], choked=True),
        ),
        ("import time; time.sleep(60)", Heard([])),
        ("import sys; print('ready'); [print('\"\"') for line in sys.stdin]", Heard(["", "", ""])),
        ('import sys; sys.stdout.write(\'ready\\n"en"\\n"c\')', Heard(["en"], choked=True)),
    ],
)
def test_what_was_answered_counts_and_what_it_died_of_is_known(child: str, heard: Heard) -> None:
    assert ask(["one", "two", "three"], command=(sys.executable, "-c", child), seconds=1.5) == heard


def test_it_finds_none_of_our_secrets_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "ours")
    child = "import os, json; print('ready'); print(json.dumps(os.environ.get('SECRET_KEY', '')))"
    assert ask(["one"], command=(sys.executable, "-c", child)) == Heard([""])


def test_no_worker_carries_the_model() -> None:
    """Nothing a worker imports imports it: 130 MB in every process."""
    code = (
        "import stories.language.asking, sys; print('ready');"
        "print('\"yes\"' if 'py3langid' in sys.modules else '\"\"')"
    )
    assert ask(["one"], command=(sys.executable, "-c", code)) == Heard([""])
    assert asking.COMMAND[1:] == ("-m", "stories.language.child")
