"""The made-up areas: no invented story may stand on the page of a real place."""

from __future__ import annotations

from portal.demo.blogs import Blog
from portal.demo.seeding.made_up import MADE_UP
from programmes.models import Area, Programme


def of_blog(blog: Blog, programme: Programme) -> Area:
    """Where the blog is written, made when it is missing."""
    area, _ = Area.objects.get_or_create(
        programme=programme,
        slug=blog.area,
        defaults={
            "name": blog.area_name,
            "kind": Area.Kind.AREA,
            "summary": blog.area_summary,
            "source": MADE_UP,
            "confidence": "low",
        },
    )
    return area
