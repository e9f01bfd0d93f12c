"""Stories whose language nobody said: heard a batch at a time, and written down where nothing has changed since.

No row is held while the child listens; what somebody writes to meanwhile is heard again.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from stories.language.asking import Heard, ask
from stories.language.hearing import ENOUGH, letters_in, words_of
from stories.models import Afterwards, Story

log = logging.getLogger(__name__)

BATCH = 2_000  # stories of one child
WHILE = 30.0  # seconds after which no further child is begun

LANGUAGE = Afterwards.What.LANGUAGE
Ask = Callable[[Sequence[str]], Heard]


def hear_owed(*, asking: Ask = ask) -> int:
    """Hear what is owed, for a while; returns how many stories have a language now."""
    began, found, last = time.monotonic(), 0, 0
    while time.monotonic() - began < WHILE:
        owed = Afterwards.objects.filter(what=LANGUAGE, story__gt=last).order_by("story")
        pks = list(owed.values_list("story", flat=True)[:BATCH])
        if not pks:
            break
        found += _hear(pks, asking)
        last = pks[-1]
    return found


def _hear(pks: Sequence[int], asking: Ask) -> int:
    texts = dict(Story.objects.filter(pk__in=pks, lang="").order_by("pk").values_list("pk", "text"))
    words = {pk: words_of(text) for pk, text in texts.items()}
    asked = [pk for pk, said in words.items() if letters_in(said) >= ENOUGH]
    heard = asking([words[pk] for pk in asked]) if asked else Heard([])
    languages = dict.fromkeys(set(pks).difference(asked), "") | dict(
        zip(asked, heard.languages, strict=False)
    )
    if len(heard.languages) < len(asked):
        log.warning("languages not heard", extra={"stories": len(asked) - len(heard.languages)})
    if heard.choked:  # the others are owed still, and their turn comes without it
        guilty = asked[len(heard.languages)]
        log.error("a text of which no language can be heard", extra={"story": guilty})
        languages[guilty] = ""
    return _write(languages, texts)


@transaction.atomic
def _write(languages: Mapping[int, str], texts: Mapping[int, str]) -> int:
    """Write down what was heard, and strike off what is settled: not what was changed, or is being changed."""
    stories = Story.objects.filter(pk__in=languages).select_for_update(
        skip_locked=True, no_key=True, of=("self",)
    )
    rows = stories.values_list("pk", "lang", "text")
    same = {pk: said for pk, said, text in rows if said or text == texts.get(pk)}
    named: dict[str, list[int]] = defaultdict(list)
    for pk, said in same.items():
        if languages[pk] and not said:
            named[languages[pk]].append(pk)
    for language, pks in named.items():
        Story.objects.filter(pk__in=pks, lang="").update(lang=language)
    Afterwards.objects.filter(what=LANGUAGE, story__in=same).delete()
    return sum(map(len, named.values()))
