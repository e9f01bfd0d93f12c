"""Where programmes and areas are told of: the addresses of their pages, for many at once.

Whoever has no page yet is simply not in the answer; what a link does instead is the asker's to decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from programmes.languages import readable
from programmes.models import Area, AreaPage, Programme, ProgrammePage


def of_programmes(programmes: Iterable[Programme]) -> dict[int, str]:
    """By the programme's id: its page in the reader's language."""
    keys = {each.pk for each in programmes}
    pages = readable(ProgrammePage.objects.live().public().filter(programme__in=keys)) if keys else ()
    return {page.programme_id: page.get_url() or "" for page in pages}


def of_areas(areas: Iterable[Area]) -> dict[int, str]:
    """By the area's id: its page in the reader's language."""
    keys = {each.pk for each in areas}
    pages = readable(AreaPage.objects.live().public().filter(area__in=keys)) if keys else ()
    return {page.area_id: page.get_url() or "" for page in pages}
