"""The made-up areas: no invented story may stand on the page of a real place.

Their points are rounded to a twentieth of a degree and lie in open country of the region they are said to be in.
"""

from __future__ import annotations

from django.db import transaction

from portal.demo.blogs import Blog
from portal.demo.seeding.made_up import CAST, MADE_UP
from programmes.models import Area, Programme
from programmes.reference import rows


@transaction.atomic
def make() -> None:
    programmes = {programme.slug: programme for programme in Programme.objects.all()}
    there = set(Area.objects.values_list("programme", "slug"))
    wanted = [_area(row, programmes[row["programme"]]) for row in rows(CAST / "places.csv")]
    Area.objects.bulk_create(area for area in wanted if (area.programme_id, area.slug) not in there)


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


def _area(row: dict[str, str], programme: Programme) -> Area:
    return Area(
        programme=programme,
        slug=row["slug"],
        name=row["name"],
        kind=Area.Kind.AREA,
        region=row["region"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        precision="invented, somewhere in the region",
        summary=row["summary"],
        source=MADE_UP,
        confidence="low",
    )
