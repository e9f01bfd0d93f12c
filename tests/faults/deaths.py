"""Whoever dies at whatever line: the stream is as if nothing had happened, and a mistake there would be seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.faults.fault import Fault
from tests.faults.playing import Play


def at(moment: str, order: str, run: Play) -> None:
    """Somebody dies at this moment of a round in which every feed has changed."""
    run.pass_by(moment, order)
    run.heal()


def at_quiet(moment: str, order: str, run: Play) -> None:
    """The same where nothing has changed."""
    run.farm.version -= 1
    run.pass_by(moment, order)
    run.heal()


def death(moment: str, order: str, defect: str, seen_as: str, how: Callable[..., None] = at) -> Fault:
    return Fault(f"{order}: {moment}", partial(how, moment, order), defect, seen_as)


NO_END, EARLY = "a lease has no end", "the validators are saved before the entries"
SENT, PIECEMEAL = "sent out is done", "it is committed half-way"

SHORT = [
    # Claimed, and nobody was told.
    death("something was claimed", "kill child", SENT, "unhealed"),
    death("save, insert into stories_story", "kill child", PIECEMEAL, "lost"),
    death("a document was sent", "kill reader", "a dead reader read nothing", "lost"),
]
LONG = [
    death("something was claimed", "kill worker", NO_END, "unhealed"),
    death("ingest begins", "kill child", SENT, "unhealed"),
    death("ingest begins", "kill worker", NO_END, "unhealed"),
    death("an answer came", "kill child", NO_END, "unhealed"),
    death("an answer came", "kill worker", NO_END, "unhealed"),
    death("a document was sent", "kill child", NO_END, "unhealed"),
    death("save begins", "kill child", EARLY, "lost"),
    death("save begins", "kill worker", EARLY, "lost"),
    death("save, update stories_source", "kill child", EARLY, "lost"),
    death("save, insert into stories_story", "kill worker", PIECEMEAL, "lost"),
    death("save, insert into stories_entrykey", "kill child", PIECEMEAL, "lost"),
    # All is written, and not yet committed.
    death("save, insert into stories_fetch", "kill child", EARLY, "lost"),
    death("save, insert into stories_fetch", "kill worker", EARLY, "lost"),
    death("save is done", "kill child", NO_END, "unhealed"),
    death("save is done", "kill worker", NO_END, "unhealed"),
    death("write_back begins", "kill child", NO_END, "unhealed", at_quiet),
    death("write_back, insert into stories_fetch", "kill child", NO_END, "unhealed", at_quiet),
    death("write_back is done", "kill worker", NO_END, "unhealed", at_quiet),
    death("release begins", "kill child", NO_END, "unhealed"),
]
