"""A demo blog as people see it: a home page and one page for each post, plainly marked as made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from portal.demo.blogs import Blog, all_blogs
from portal.demo.feeds import TYPES
from portal.demo.feeds.content import figures, pictures
from portal.demo.releases import Release

MADE_UP = "This blog, its people and its places are made up for the Common Thread demo."
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_PROGRAMMES = {
    "community-organisers": "Community Organisers",
    "nesta-neighbourhoods": "NESTA Neighbourhoods",
    "big-local": "Big Local",
}
_SHAPES = {
    "rss": "blog, RSS",
    "atom": "blog, Atom",
    "json": "blog, JSON Feed",
    "podcast": "podcast, RSS",
    "video": "film channel, Atom",
    "photos": "photo channel, RSS",
}


def home(blog: Blog, releases: Sequence[Release]) -> bytes:
    listed = "\n".join(f"<li>{_teaser(release)}</li>" for release in releases)
    body = f"<p class=about>{escape(blog.about)}</p>\n<ul class=posts>\n{listed}\n</ul>"
    return _page(blog, title=blog.title, body=f"<h1>{escape(blog.title)}</h1>\n{body}")


def post_page(blog: Blog, release: Release) -> bytes:
    title = release.post.title
    heading = f"<h1>{escape(title)}</h1>\n" if title else ""
    byline = f"<p class=by lang=en-GB dir=ltr>{_byline(release)}</p>"
    article = f"{heading}{byline}\n{_media(blog, release)}\n{release.post.html}"
    more = f"<p><a href='/'>More from {escape(blog.title)}</a></p>"
    body = f"<article{_language(release)}>\n{article}\n</article>\n{more}"
    return _page(blog, title=f"{_name(release)} · {blog.title}", body=body)


def not_found(blog: Blog) -> bytes:
    body = "<h1>Not found</h1>\n<p>There is nothing at this address. <a href='/'>Everything we have written</a></p>"
    return _page(blog, title="Not found", body=body)


def index(roots: Iterable[str]) -> bytes:
    """The list of the whole little web, with each one's feed for whoever wants to try one."""
    rows = "\n".join(
        f'<li><div><a href="{root}/">{escape(blog.title)}</a>: {escape(blog.tagline)}<small>'
        f'{_PROGRAMMES[blog.programme]}, {escape(blog.area_name)} · <a href="{root}{blog.feed_path}">'
        f"{_SHAPES[blog.feed]}</a></small></div></li>"
        for blog, root in zip(all_blogs(), roots, strict=True)
    )
    title = f"{len(all_blogs())} made-up blogs and channels"
    body = f"<h1>{title}</h1>\n<ul class=posts>\n{rows}\n</ul>"
    made_up = MADE_UP.replace("This blog, its", "These blogs, their").replace("its places", "their places")
    return _document(title=title, body=f"<main>\n{body}\n</main>\n<footer><p>{made_up}</p></footer>")


def style(colour: str) -> bytes:
    return f"""\
:root {{ --own: {colour}; color-scheme: light }}
body {{ max-width: 38rem; margin: 0 auto; padding: 0 1.25rem 3rem; font: 1.125rem/1.6 Georgia, serif; color: #222;
  background: #fffdf8; border-top: .5rem solid var(--own); overflow-wrap: break-word }}
header, footer, small, .by {{ font-family: system-ui, sans-serif }}
header {{ padding: 1.25rem 0 .5rem; font-size: 1rem }}
header a {{ font-weight: 700 }}
footer {{ margin-top: 3rem; padding-top: 1rem; border-top: 1px solid #ddd8cc; font-size: .9375rem; color: #555 }}
a {{ color: #1747b8; text-underline-offset: .15em }}
h1 {{ font-size: 2rem; line-height: 1.15; margin: 1rem 0 .5rem; text-wrap: balance }}
h2 {{ font-size: 1.3rem; line-height: 1.25; margin: 2rem 0 .5rem }}
img {{ display: block; width: 100%; height: auto; border-radius: .25rem; background: #e9e3d4 }}
figure {{ margin: 1.25rem 0 }}
figcaption, small, .by {{ font-size: .9375rem; color: #555 }}
audio {{ width: 100% }}
blockquote {{ margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: .25rem solid var(--own) }}
.about {{ font-size: 1.2rem }}
.posts {{ list-style: none; padding: 0; margin: 2rem 0 }}
.posts li {{ padding: .75rem 0; border-top: 1px solid #ddd8cc }}
.posts small {{ display: block }}
.posts li {{ display: flex; gap: 1rem; align-items: start }}
.posts img {{ width: 6.5rem; flex: none; aspect-ratio: 3 / 2; object-fit: cover }}
[lang=ur] {{ line-height: 2.1 }}
""".encode()


def _media(blog: Blog, release: Release) -> str:
    """Pictures, and what stands here instead of a recording or a film."""
    post = release.post
    if blog.feed == "podcast":
        player = f'<audio controls preload=none src="/sounds/{post.slug}.wav"></audio>'
        note = f"{post.seconds} seconds of gentle tones, in place of a recording"
        cover = "\n".join(figures(release))
        return f"{cover}<figure>{player}<figcaption>{note}</figcaption></figure>"
    if blog.feed == "video":
        address, alt = pictures(release)[0]
        note = (
            "A still. The channel is made up, and so there is no film behind it; what is said in it is below."
        )
        return f'<figure><img src="{address}" alt="{escape(alt)}"><figcaption>{note}</figcaption></figure>'
    return "\n".join(figures(release))


def _teaser(release: Release) -> str:
    at = f"<small>{_byline(release)}</small>"
    carried = f" <small>From {escape(release.carried_from)}</small>" if release.carried_from else ""
    name = f'<a href="{release.link}"{_language(release)}>{escape(_name(release))}</a>'
    # Decoration: the post's own page says what is on it.
    thumbs = "".join(f'<img src="{address}" alt="" loading=lazy>' for address, _ in pictures(release)[:1])
    return f"{thumbs}<div>{name} {at}{carried}</div>"


def _name(release: Release) -> str:
    """The title, or the first words where a channel gives none."""
    if release.post.title:
        return release.post.title
    text = unescape(re.sub(r"<[^>]*>", "", release.post.html))
    return text if len(text) <= 60 else text[:60].rpartition(" ")[0] + " …"


def _language(release: Release) -> str:
    language = release.post.language
    direction = " dir=rtl" if language in _RIGHT_TO_LEFT else ""
    return f" lang={language}{direction}" if language else ""


def _byline(release: Release) -> str:
    edited = " · corrected since" if release.is_edited else ""
    at = release.at
    return (
        f"<bdi>{escape(release.post.author)}</bdi>, "
        f"<time datetime='{at.isoformat()}'>{at.day} {at:%B %Y}</time>{edited}"
    )


def _page(blog: Blog, *, title: str, body: str) -> bytes:
    kind = TYPES[blog.feed].partition(";")[0]
    feed = f'<link rel="alternate" type="{kind}" title="{escape(blog.title)}" href="{blog.feed_path}">'
    return _document(
        title=title,
        head=feed,
        body=f"""\
<header><a href="/">{escape(blog.title)}</a> {escape(blog.tagline)}</header>
<main>
{body}
</main>
<footer><p>{MADE_UP}</p></footer>""",
    )


def _document(*, title: str, body: str, head: str = "") -> bytes:
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
{head}
</head>
<body>
{body}
</body>
</html>
""".encode()
