"""Feeds that kill their reader, hosts that say nothing: they harm nobody else, and are read once well."""

from __future__ import annotations

from stories.models import Code, Fetch
from tests.fakeweb import RESET, Script, answer, raw, silent
from tests.faults.farm import Feed
from tests.faults.fault import Fault
from tests.faults.playing import Play

SILENT, DEAD = silent(60), raw(RESET)


def sick(run: Play, feeds: list[Feed], script: Script, *codes: Code) -> None:
    """These feeds answer so for a while: the others are read meanwhile, and what they do is written down."""
    run.farm.instead = {feed.name: script for feed in feeds}
    run.turn()
    run.heal(but=[feed.name for feed in feeds])
    for feed in feeds:
        failed = Fetch.objects.filter(source=run.source(feed), code__in=codes)
        run.until(failed.exists, f"{feed.name}: {' or '.join(codes)}")
    run.farm.instead.clear()
    run.heal()  # by itself: nobody makes them due


def poison(run: Play) -> None:
    sick(run, [run.farm.all[4]], answer(b"<rss>POISON:segfault</rss>"), Code.PARSE_CRASH)


def slow(run: Play) -> None:
    """One host in two says nothing, so that every claim meets one."""
    sick(run, run.farm.all[0:8:2], SILENT, Code.TIMEOUT)


def dead(run: Play) -> None:
    sick(run, run.farm.all[0:8:2], DEAD, Code.REFUSED, Code.TRUNCATED, Code.TIMEOUT)


SHORT = [
    Fault("poison", poison, "documents are read in the worker", "unhealed"),
]
LONG = [
    Fault("slow hosts", slow, "an answer may take for ever", "unhealed"),
    Fault("dead hosts", dead, "who fails is asked no more", "unhealed", 40),
]
