"""`manage.py import_opml FILE|ADDRESS --programme SLUG [--approve]`: a list of feeds becomes sources."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal import outbound
from programmes.models import Programme
from stories import publishing
from stories.models import Source
from stories.sources import opml


class Command(BaseCommand):
    help = (
        "Propose every feed of an OPML list as a source of a programme; with --approve, follow them at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("opml", metavar="FILE|ADDRESS", help="an OPML file, or the web address of one")
        parser.add_argument("--programme", required=True, metavar="SLUG", help="the programme they belong to")
        parser.add_argument("--approve", action="store_true", help="follow the new sources at once")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = self._programme(options["programme"])
        now = timezone.now()
        try:
            outlines = opml.read(self._bytes(options["opml"]))
        except opml.NotOpml as problem:
            raise CommandError(str(problem)) from problem
        imported = opml.propose(outlines, programme=programme, now=now)
        for refused in imported.refused:
            address = outbound.without_credentials(refused.outline.url)
            self.stderr.write(f"refused {address}: {refused.reason}")
        if options["approve"]:
            for source in [*imported.added, *imported.known]:
                if source.state == Source.State.PROPOSED:
                    publishing.approve_source(source, by=None, reason="import_opml --approve", now=now)
        self.stdout.write(
            f"{len(imported.added)} sources added, {len(imported.known)} known already, "
            f"{len(imported.refused)} refused."
        )

    def _programme(self, slug: str) -> Programme:
        try:
            return Programme.objects.get(slug=slug)
        except Programme.DoesNotExist:
            slugs = ", ".join(Programme.objects.values_list("slug", flat=True)) or "none yet; run load_areas"
            raise CommandError(f"There is no programme {slug!r}. There are: {slugs}.") from None

    def _bytes(self, name: str) -> bytes:
        if "://" not in name:
            try:
                return Path(name).read_bytes()
            except OSError as problem:
                raise CommandError(f"The file could not be read: {problem.strerror} ({name}).") from problem
        answer = outbound.client().get(name)
        if isinstance(answer, outbound.Failure):
            raise CommandError(f"The list could not be fetched: {answer.detail}.")
        if answer.status != 200:
            raise CommandError(f"The list could not be fetched: the site answered HTTP {answer.status}.")
        body = outbound.unpack(answer)
        if isinstance(body, outbound.Failure):
            raise CommandError(f"The list could not be read: {body.detail}.")
        return body
