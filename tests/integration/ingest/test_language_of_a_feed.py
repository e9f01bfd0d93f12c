"""What a feed says its language is, and what is heard where it says none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from portal.search import indexing
from stories.language.asking import Heard
from stories.language.owed import hear_owed
from stories.models import Afterwards, Source, Story
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db

POLISH = (
    "Wolontariusze otworzyli nową kawiarnię w sali parafialnej. Będzie czynna w każdą sobotę po południu. "
    * 2
)


def always(language: str) -> Callable[[Sequence[str]], Heard]:
    return lambda texts: Heard([language] * len(texts))


def test_an_edit_is_heard_anew_and_a_feed_that_says_it_is_believed(
    web: FakeWeb, follow: Callable[..., Source], poll: Poll, clock: Clock
) -> None:
    edited = rss(item(1, words=f"{POLISH} Zapraszamy."))
    said = rss(item(1, words=POLISH)).replace(b"<channel>", b"<channel><language>szl</language>")
    source = follow(web.on("/feed", in_turn(*map(answer, (rss(item(1, words=POLISH)), edited, said)))))
    seen = []
    for heard in ("pl", "cs", "sk"):
        poll(source)
        indexing.sweep()
        hear_owed(asking=always(heard))
        seen.append(Story.objects.get().lang)
        clock.forward(days=2)
    assert seen == ["pl", "cs", "szl"]
    assert not Afterwards.objects.filter(what=Afterwards.What.LANGUAGE).exists()


def test_what_was_heard_is_no_edit_and_no_sign_of_a_feed_that_changed_hands(
    web: FakeWeb, follow: Callable[..., Source], poll: Poll, clock: Clock
) -> None:
    first, second = (
        rss(item(1, words=POLISH)),
        rss(item(2, words=POLISH), item(1, words=POLISH), built="later"),
    )
    source = follow(web.on("/feed", in_turn(answer(first), answer(second))))
    poll(source)
    indexing.sweep()
    hear_owed(asking=always("cy"))
    clock.forward(days=2)
    fetched = poll(source)
    assert (fetched.new, fetched.changed, source.doubted_at) == (1, 0, None)
    assert Story.objects.order_by("pk").values_list("lang", flat=True)[0] == "cy"
