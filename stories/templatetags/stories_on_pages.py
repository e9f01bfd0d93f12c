"""Stories that a block of a page asks for by facet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from programmes.models import Programme
from stories import stream
from stories.filters import Filters
from stories.models import Story

register = template.Library()


@register.simple_tag
def stories_like(asked: Mapping[str, Any]) -> list[Story]:
    """The newest public stories of what a block names; a programme that has gone is no filter."""
    slug, area, kind = asked.get("programme"), asked.get("area"), asked.get("kind")
    filters = Filters(
        programmes=tuple(Programme.objects.filter(slug=slug)) if slug else (),
        areas=(area,) if area else (),
        kinds=(kind,) if kind else (),
    )
    return stream.page(filters, size=asked.get("count") or 3).stories
