"""How the portal is doing, in numbers for Prometheus: read from the tables at the moment somebody asks.

Nothing is counted in a process, so every web process answers the same and a worker that dies takes no number
with it. Decides which numbers there are; what they should make somebody do stands in docs/operations.md. No label
names a source, a host or a person: there are thousands of them, and they are nobody else's business.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from programmes.models import Outbox
from stories.curating import standing
from stories.models import Afterwards, Claim, Code, Fetch, Host, Source, Story
from stories.notify.sending import GIVEN_UP, STILL_TRIED

LATELY = timedelta(hours=1)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for whoever bears the token. Without one in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not _bears_token(request):
        return HttpResponse("A token, please.\n", "text/plain", 401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(Tables(now=timezone.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _bears_token(request: HttpRequest) -> bool:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    same = secrets.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    return same and scheme.lower() == "bearer"


@dataclass(frozen=True)
class Tables(Collector):
    """Every number of one moment, in as many queries as there are tables to ask, however much they hold."""

    now: datetime

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._due()
        yield from self._sources()
        yield from self._attempts()
        cooling = Host.objects.filter(cooldown_until__gt=self.now).count()
        yield _gauge("hosts_cooling_down", "Hosts that asked us to wait.", cooling)
        yield from self._owed()

    def _due(self) -> Iterator[GaugeMetricFamily]:
        """What the engine itself calls due."""
        due = Source.objects.due(self.now).aggregate(n=Count("pk"), oldest=Min("next_fetch_at"))
        late = (self.now - due["oldest"]).total_seconds() if due["oldest"] else 0
        yield _gauge("oldest_overdue_seconds", "How overdue the most overdue source is.", late)
        yield _gauge("sources_due", "Sources whose time has come and that nobody has claimed.", due["n"])
        alive = Claim.objects.filter(until__gt=self.now, ended_at__isnull=True)
        waiting = alive.filter(begun_at__isnull=True).count()
        yield _gauge("claims_waiting", "Claims in the queue that no worker has begun yet.", waiting)

    def _sources(self) -> Iterator[GaugeMetricFamily]:
        rows = Source.objects.order_by().values("state").annotate(
            n=Count("pk"),
            leased=Count("pk", filter=Q(leased_until__gte=self.now)),
            run_out=Count("pk", filter=Q(leased_until__lt=self.now)),
        )  # fmt: skip
        found = {row["state"]: row for row in rows}
        counts = ((state, found[state]["n"] if state in found else 0) for state in Source.State.values)
        yield _by("sources", "Sources by their state.", "state", counts)
        leased = sum(row["leased"] for row in found.values())
        yield _gauge("sources_leased", "Sources a worker is looking at.", leased)
        run_out = sum(row["run_out"] for row in found.values())
        yield _gauge("leases_run_out", "Leases of workers that died, not yet claimed anew.", run_out)
        needing = standing.needing_a_person(Source.objects.all(), now=self.now).count()
        yield _gauge("sources_needing_a_person", "Sources that will not mend by themselves.", needing)

    def _attempts(self) -> Iterator[GaugeMetricFamily]:
        rows = Fetch.objects.filter(started_at__gt=self.now - LATELY).order_by().values("code")
        found = {
            row["code"]: row
            for row in rows.annotate(n=Count("pk"), new_in_all=Sum("new"), changed_in_all=Sum("changed"))
        }
        counts = {code: found[code]["n"] if code in found else 0 for code in Code.values}
        total = sum(counts.values())
        yield _by("fetches_last_hour", "Attempts of the last hour by outcome.", "code", counts.items())
        share = counts[Code.NOT_MODIFIED] / total if total else 0
        yield _gauge("fetches_not_modified_share", "Of those, the part that brought nothing new.", share)
        lost = counts[Code.LOST]
        yield _gauge("leases_lost_last_hour", "Attempts of the last hour whose worker died.", lost)
        new = sum(row["new_in_all"] for row in found.values())
        yield _gauge("stories_new_last_hour", "Stories that came in the last hour.", new)
        changed = sum(row["changed_in_all"] for row in found.values())
        yield _gauge("stories_changed_last_hour", "Stories that changed in the last hour.", changed)

    def _owed(self) -> Iterator[GaugeMetricFamily]:
        """Work that stands in a table; each count reads an index of what is owed and nothing else."""
        letters = Outbox.objects.filter(done_at__isnull=True).aggregate(
            owed=Count("pk", filter=STILL_TRIED), given_up=Count("pk", filter=GIVEN_UP)
        )
        yield _gauge("outbox_owed", "Letters that are still tried.", letters["owed"])
        yield _gauge("outbox_given_up", "Letters that are not tried again.", letters["given_up"])
        unlisted = Story.objects.filter(search_owed=True).count()
        yield _gauge("search_owed", "Stories the search does not know yet as they are.", unlisted)
        afterwards = Afterwards.objects.count()
        yield _gauge("afterwards_owed", "What can wait: who else tells a story, its language.", afterwards)
        pictures = Story.objects.filter(pictures_due_at__lte=self.now).count()
        yield _gauge("pictures_owed", "Stories whose pictures are to be copied now.", pictures)


def _gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"portal_{name}", help_text, value=value)


def _by(name: str, help_text: str, label: str, values: Iterable[tuple[str, int]]) -> GaugeMetricFamily:
    """One number per value of the label, the noughts too: an alert on what is absent never rings."""
    family = GaugeMetricFamily(f"portal_{name}", help_text, labels=[label])
    for each, value in values:
        family.add_metric([each], value)
    return family
