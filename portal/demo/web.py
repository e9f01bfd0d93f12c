"""The little web: each demo blog on a port of its own, on loopback, in one process.

Small on purpose, but a good citizen: ETag and Last-Modified on everything, 304 for whoever has it already.
Run with `python -m portal.demo.web`; `make run` does.
"""

from __future__ import annotations

import hashlib
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from portal.demo import addresses, feeds, pages
from portal.demo.blogs import POSTS, Blog, all_blogs

PICTURES = POSTS / "pictures"
_PICTURE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


@dataclass(frozen=True)
class Answer:
    body: bytes
    type: str
    changed_at: datetime
    status: HTTPStatus = HTTPStatus.OK

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


def answer(blog: Blog, path: str, *, root: str, began_at: datetime, now: datetime) -> Answer:
    """What the blog says at this address at this moment."""
    posts = blog.published(began_at=began_at, now=now)
    changed_at = posts[0].published_at(began_at) if posts else began_at
    html = partial(Answer, type="text/html; charset=utf-8", changed_at=changed_at)
    if path == "/":
        return html(pages.home(blog, posts, root=root, began_at=began_at))
    if path == blog.feed_path:
        return Answer(
            feeds.write(blog, posts, root=root, began_at=began_at), feeds.TYPES[blog.feed], changed_at
        )
    if path == "/style.css":
        return Answer(pages.style(blog), "text/css", began_at)
    picture = PICTURES / path.removeprefix("/pictures/")
    # Only names in the folder itself, so that nobody climbs out of it.
    if path.startswith("/pictures/") and picture in PICTURES.iterdir():
        return Answer(picture.read_bytes(), _PICTURE_TYPES[picture.suffix], began_at)
    for post in posts:
        if path == f"/{post.slug}/":
            page = pages.post_page(blog, post, root=root, began_at=began_at)
            return html(page, changed_at=post.published_at(began_at))
    return html(pages.not_found(blog), status=HTTPStatus.NOT_FOUND)


def is_known(found: Answer, *, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Whether the asker has this already; the date counts only when no tag was sent (RFC 9110 §13.1.3)."""
    if if_none_match is not None:
        tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
        return found.etag in tags or "*" in tags
    if if_modified_since is None:
        return False
    try:
        return found.changed_at.replace(microsecond=0) <= parsedate_to_datetime(if_modified_since)
    except (TypeError, ValueError):
        return False


def serve(blog: Blog, where: addresses.Addresses, *, clock: Callable[[], datetime]) -> ThreadingHTTPServer:
    """A server for one blog, listening; the caller lets it run."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "DemoBlog"
        sys_version = ""
        timeout = 30  # seconds a silent connection is kept

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            found = answer(blog, path, root=where.root(blog.slug), began_at=where.began_at, now=clock())
            known = found.status == HTTPStatus.OK and is_known(
                found,
                if_none_match=self.headers.get("If-None-Match"),
                if_modified_since=self.headers.get("If-Modified-Since"),
            )
            self.send_response(HTTPStatus.NOT_MODIFIED if known else found.status)
            self.send_header("ETag", found.etag)
            self.send_header("Last-Modified", format_datetime(found.changed_at.astimezone(UTC), usegmt=True))
            if not known:
                self.send_header("Content-Type", found.type)
                self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            if not known and self.command == "GET":
                self.wfile.write(found.body)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the engine says what it fetched."""

    server = ThreadingHTTPServer((addresses.LOOPBACK, where.ports[blog.slug]), Handler)
    server.daemon_threads = True
    return server


def main() -> None:
    blogs = all_blogs()
    now = datetime.now(UTC)
    where = addresses.load_or_choose(addresses.var_dir(), [blog.slug for blog in blogs], now=now)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    servers = [serve(blog, where, clock=partial(datetime.now, UTC)) for blog in blogs]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    for blog in blogs:
        sys.stdout.write(f"{blog.title}: {where.root(blog.slug)}/\n")
    sys.stdout.flush()
    stopping.wait()
    for server in servers:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
