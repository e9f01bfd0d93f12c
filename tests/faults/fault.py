"""A fault, and the mistake that it would bring to light."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest

from tests.faults.oracle import Broken
from tests.faults.playing import HEALS_WITHIN, Play

Begin = Callable[..., AbstractContextManager[Play]]


@dataclass(frozen=True)
class Fault:
    name: str
    befall: Callable[[Play], None]  # brings it about and waits until all is well
    defect: str  # of tests.faults.armed
    seen_as: str  # a kind of oracle.Broken, or several with commas
    # Seconds after which a run with the defect counts as unhealed, where that is what is to be seen: what is whole
    # heals in less. Where something else is, it has to heal first, and takes what time it needs.
    patience: float = 10.0
    # Whether what the defect does to a process outlives it: nobody else is to work with the worker that made it.
    lasting: bool = False

    def must_heal(self, begin: Begin) -> None:
        with begin() as run:
            self.befall(run)
            run.check()

    def must_be_seen(self, begin: Begin) -> None:
        """The control: a run that cannot fail says nothing."""
        kinds = set(self.seen_as.split(", "))
        patience = self.patience if "unhealed" in kinds else HEALS_WITHIN
        with begin(patience=patience) as run, run.engine.defect(self.defect, lasting=self.lasting):
            with pytest.raises(Broken) as found:
                self.befall(run)
                run.check()
            assert found.value.kinds & kinds, str(found.value)


def named(fault: Fault) -> str:
    return fault.name
