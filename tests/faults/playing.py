"""One fault run: a farm, the sources that follow it, and the engine that something befalls."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import InterfaceError, OperationalError, connections
from django.db.models.functions import Now
from django.utils import timezone

from programmes.models import Programme
from stories.models import Claim, Host, Source
from tests.faults import oracle, settings
from tests.faults.engine import Engine
from tests.faults.farm import Farm, Feed
from tests.faults.oracle import Broken

HEALS_WITHIN = 120.0  # seconds
CALMS_WITHIN = 3.0  # seconds; whoever is at work then was hung up by a defect


@dataclass
class Play:
    farm: Farm
    engine: Engine
    patience: float = HEALS_WITHIN  # less where a defect is played: what does not heal takes that long
    sources: list[Source] = field(default_factory=list)
    slowest: float = 0.0  # seconds the slowest healing took
    since: datetime = field(default_factory=timezone.now)  # when everybody was made due

    def follow(self) -> None:
        """Have the engine follow the farm's feeds, and read their first version in peace."""
        programme, _new = Programme.objects.get_or_create(
            slug="farm", defaults={"name": "Farm", "colour": "#0b6e66"}
        )
        for feed in self.farm.all:
            source = Source.at(self.farm.url(feed), state=Source.State.APPROVED, next_fetch_at=timezone.now())
            source.save()
            source.programmes.add(programme)
            self.sources.append(source)
        self.heal(within=30)

    def leave(self) -> None:
        """Nothing of this run is in the way of the next one, whatever a defect has done."""
        Source.objects.filter(pk__in=[source.pk for source in self.sources]).update(state=Source.State.PAUSED)
        began, at_work = time.monotonic(), Claim.objects.filter(begun_at__isnull=False, ended_at=None)
        while at_work.exists():
            if time.monotonic() - began > CALMS_WITHIN:
                self.engine.worker.kill()
                break
            time.sleep(0.1)
        Claim.objects.all().delete()
        Host.objects.update(next_at=None, lease_token=None, cooldown_until=None)

    def turn(self) -> None:
        """New documents everywhere, and everybody due."""
        self.farm.version += 1
        self.make_due()

    def make_due(self) -> None:
        self.since = timezone.now()
        ours = Source.objects.filter(pk__in=[source.pk for source in self.sources])
        ours.update(next_fetch_at=self.since)

    def heal(self, but: Sequence[str] = (), *, within: float | None = None) -> None:
        """Wait until every feed but those was read as it is now."""
        began = time.monotonic()
        while waiting := self._unhealed(but):
            if time.monotonic() - began > (within or self.patience):
                raise Broken([("unhealed", name) for name in waiting])
            self.engine.revive()
            time.sleep(0.1)
        self.slowest = max(self.slowest, time.monotonic() - began)

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait for something that must come to pass."""
        began = time.monotonic()
        while not happened():
            if time.monotonic() - began > self.patience:
                raise Broken([("unhealed", what)])
            time.sleep(0.02)

    def pass_by(self, moment: str, order: str = "go on") -> None:
        """Have everything looked at anew, and return when the moment has come and the order was obeyed.

        No host is in its pause then, so that all are claimed at once, several to a claim.
        """
        pauses = Host.objects.filter(next_at__gt=Now())
        self.until(lambda: not pauses.exists(), "the end of the pauses")
        self.engine.arm(moment, order)
        self.turn()
        self.until(lambda: self.engine.obeyed(moment), moment)

    def stand_still(self, moment: str) -> int:
        """The same for one who stops where it passes by; returns the number of that process, which does stand."""
        self.pass_by(moment, "stop child")
        self.until(lambda: bool(self.engine.standing()), f"{moment}: nobody stands still")
        return self.engine.standing()[0]

    def check(self) -> None:
        """Now, and after one more round in peace: what a fault left behind may show only then, or no longer."""
        oracle.check(self.farm, self.sources)
        self.turn()
        self.heal()
        oracle.check(self.farm, self.sources)
        if hurried := self.farm.hurried(gap=settings.FETCH_HOST_GAP):
            raise Broken([("hurried", complaint) for complaint in hurried])

    def source(self, feed: Feed) -> Source:
        return next(source for source in self.sources if source.url == self.farm.url(feed))

    def _unhealed(self, but: Sequence[str]) -> list[str]:
        try:
            return oracle.unhealed(self.farm, self.sources, since=self.since, but=but)
        except (
            OperationalError,
            InterfaceError,
        ):  # the database is away: whose fault that is, the test knows
            connections["default"].close()
            return ["the database"]
