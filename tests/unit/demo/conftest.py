"""A demo that began at a known moment, with an address for every site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.demo import web
from portal.demo.addresses import Addresses
from portal.demo.blogs import Blog, all_blogs, site_names

BEGAN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
WHERE = Addresses(BEGAN, {name: 8011 + number for number, name in enumerate(site_names())})
BLOGS = pytest.mark.parametrize("blog", all_blogs(), ids=lambda blog: blog.slug)


def ask(blog: Blog, path: str, *, later: timedelta = timedelta()) -> web.Answer:
    return web.answer(blog, WHERE, path, BEGAN + later)
