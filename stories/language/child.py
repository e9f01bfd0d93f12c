"""`python -m stories.language.child`: a JSON string a line comes in, a JSON string a line goes out: its language.

It says when it is ready, so that what it then dies of is known; answers are sent as they are found.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from itertools import chain

from stories.language.hearing import Guess, language_of

READY = "ready"
MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 60  # of one child, whatever it is sent


def answers(lines: Iterable[str], guess: Guess) -> Iterator[str]:
    """One for each line, in their order."""
    for line in lines:
        yield json.dumps(language_of(json.loads(line), guess))


def _model() -> Guess:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    guess: Guess = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).classify
    return guess


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    guess = _model()
    for line in chain([READY], answers(sys.stdin, guess)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
