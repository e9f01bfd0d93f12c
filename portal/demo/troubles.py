"""What goes wrong on the little web, so that people can see what the network does about it.

`moved`: the blog's old address answers everything with 301, and the network still knows the old one.
`broken`: the pages are there, but where the feed should be stands an error page, with status 200.
`away`: for a while, the whole site answers 500.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.demo.blogs import Blog

KINDS = frozenset({"moved", "broken", "away"})
_AWAY = (timedelta(minutes=15), timedelta(minutes=27))  # since the beginning

ERROR_PAGE = b"""<!doctype html>
<html lang="en">
<title>Database error</title>
<h1>Error establishing a database connection</h1>
"""


def is_away(blog: Blog, *, began_at: datetime, now: datetime) -> bool:
    return blog.trouble == "away" and _AWAY[0] <= now - began_at < _AWAY[1]


def is_broken(blog: Blog, path: str) -> bool:
    return blog.trouble == "broken" and path == blog.feed_path
