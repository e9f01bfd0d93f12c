"""The little web: each demo blog on a port of its own, on loopback, in one process, and a list of them all.

Small on purpose, but a good citizen: ETag and Last-Modified on everything, 304 for whoever has it already.
Run with `python -m portal.demo.web`; `make run` does.
"""

from __future__ import annotations

import hashlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from portal.demo import addresses, feeds, pages, sounds, troubles
from portal.demo.blogs import INDEX, POSTS, Blog, all_blogs, before, site_names
from portal.demo.releases import find, released

PICTURES = POSTS / "pictures"
_PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
_HTML = "text/html; charset=utf-8"
_INK = "#1b1f23"


@dataclass(frozen=True)
class Answer:
    body: bytes
    type: str
    changed_at: datetime
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


Site = Callable[[str, datetime], Answer]  # what is at a path at a moment


def sites(where: addresses.Addresses) -> Iterator[tuple[str, Site]]:
    """Every site of the little web by the name of its address."""
    yield INDEX, partial(_index, where)
    for blog in all_blogs():
        yield blog.slug, partial(answer, blog, where)
        if blog.trouble == "moved":
            yield before(blog), partial(_moved, where.root(blog.slug), where.began_at)


def answer(blog: Blog, where: addresses.Addresses, path: str, now: datetime) -> Answer:
    """What the blog says at this address at this moment."""
    html = partial(Answer, type=_HTML, changed_at=where.began_at)
    if troubles.is_away(blog, began_at=where.began_at, now=now):
        return html(troubles.ERROR_PAGE, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    if troubles.is_broken(blog, path):
        return html(troubles.ERROR_PAGE)
    if path == "/style.css":
        return Answer(pages.style(blog.colour), "text/css", where.began_at)
    found = _file(blog, path, where.began_at) or _words(blog, where, path, now)
    return found or html(pages.not_found(blog), status=HTTPStatus.NOT_FOUND)


def _words(blog: Blog, where: addresses.Addresses, path: str, now: datetime) -> Answer | None:
    """The home page, the feed or a post, if it is one of these."""
    if path in ("/", blog.feed_path):
        out = released(blog, where, now=now)
        changed_at = max((release.changed_at for release in out), default=where.began_at)
        if path == "/":
            return Answer(pages.home(blog, out), _HTML, changed_at)
        return Answer(feeds.write(blog, out, root=where.root(blog.slug)), feeds.TYPES[blog.feed], changed_at)
    release = find(blog, path.strip("/"), where, now=now)
    if release is None or path != f"/{release.post.slug}/":
        return None
    return Answer(pages.post_page(blog, release), _HTML, release.changed_at)


def _file(blog: Blog, path: str, began_at: datetime) -> Answer | None:
    """A picture, or the recording of an episode."""
    folder, _, name = path.removeprefix("/").partition("/")
    if folder == "pictures" and name in _picture_names():
        file = PICTURES / name
        return Answer(file.read_bytes(), _PICTURE_TYPES[file.suffix], began_at)
    if folder == "sounds":
        for post in blog.posts:
            if post.seconds and name == f"{post.slug}.wav":
                return Answer(sounds.recording(post.slug, seconds=post.seconds), sounds.TYPE, began_at)
    return None


@cache
def _picture_names() -> frozenset[str]:
    """Only names in the folder itself, so that nobody climbs out of it."""
    return frozenset(file.name for file in PICTURES.iterdir() if file.suffix in _PICTURE_TYPES)


def _index(where: addresses.Addresses, path: str, now: datetime) -> Answer:
    if path == "/style.css":
        return Answer(pages.style(_INK), "text/css", where.began_at)
    status = HTTPStatus.OK if path == "/" else HTTPStatus.NOT_FOUND
    body = pages.index(where.root(blog.slug) for blog in all_blogs())
    return Answer(body, _HTML, where.began_at, status)


def _moved(new_root: str, began_at: datetime, path: str, now: datetime) -> Answer:
    return Answer(b"", _HTML, began_at, HTTPStatus.MOVED_PERMANENTLY, location=f"{new_root}{path}")


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


def serve(port: int, site: Site, *, clock: Callable[[], datetime]) -> ThreadingHTTPServer:
    """A server for one site, listening; the caller lets it run."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "DemoBlog"
        sys_version = ""
        timeout = 30  # seconds a silent connection is kept

        def do_GET(self) -> None:
            found = site(urlsplit(self.path).path, clock())
            known = found.status == HTTPStatus.OK and is_known(
                found,
                if_none_match=self.headers.get("If-None-Match"),
                if_modified_since=self.headers.get("If-Modified-Since"),
            )
            self.send_response(HTTPStatus.NOT_MODIFIED if known else found.status)
            if found.location:
                self.send_header("Location", found.location)
            if found.status == HTTPStatus.OK:
                self.send_header("ETag", found.etag)
                changed_at = found.changed_at.astimezone(UTC)
                self.send_header("Last-Modified", format_datetime(changed_at, usegmt=True))
            if not known:
                self.send_header("Content-Type", found.type)
                self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            if not known and self.command == "GET":
                self.wfile.write(found.body)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the engine says what it fetched."""

    return _Server((addresses.LOOPBACK, port), Handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who hangs up is no error of ours; anything else is told as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed on as it came


def main() -> None:
    where = addresses.load_or_choose(addresses.var_dir(), site_names(), now=datetime.now(UTC))
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    servers = [
        serve(where.ports[name], site, clock=partial(datetime.now, UTC)) for name, site in sites(where)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{len(all_blogs())} blogs and channels, listed at {where.root(INDEX)}/\n")
    sys.stdout.flush()
    stopping.wait()
    for server in servers:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
