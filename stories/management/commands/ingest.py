"""`manage.py ingest SOURCE|ADDRESS`: one source in the foreground, telling every step."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from portal import outbound
from stories.ingest import due, pipeline
from stories.models import Source


class Command(BaseCommand):
    help = "Fetch one source now, in the foreground, and tell every step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", metavar="SOURCE|ADDRESS", help="the number or the feed address of a source"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source = self._find(options["source"])
        now = timezone.now()
        Source.objects.filter(pk=source.pk).update(next_fetch_at=now)
        tokens = due.claim(now=now, only=Q(pk=source.pk))
        if not tokens:
            raise CommandError(f"{source} is being fetched by a worker right now; try again in two minutes.")
        self.stdout.write(f"{source} (source {source.pk})")
        tally = pipeline.ingest(
            tokens[0], client=outbound.client(), tell=lambda _source, words: self.stdout.write(f"  {words}")
        )
        source.refresh_from_db()
        self.stdout.write(
            f"  outcome: {', '.join(tally.codes) or 'none'}; next time: {source.next_fetch_at:%c %Z}"
        )

    def _find(self, name: str) -> Source:
        lookup = Q(pk=int(name)) if name.isdecimal() else Q(url=name)
        source = Source.objects.filter(lookup).first()
        if source is None:
            raise CommandError(
                f"There is no source {name!r}. Give the number or the exact feed address of one; "
                "`manage.py import_opml` adds sources."
            )
        if source.state != Source.State.APPROVED:
            raise CommandError(
                f"{source} is {source.get_state_display().lower()}, so nothing is fetched from it. "
                "Approve it first."
            )
        return source
