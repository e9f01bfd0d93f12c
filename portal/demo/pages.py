"""A demo blog as people see it: a home page and one page for each post, plainly marked as made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from portal.demo.blogs import Blog, Post
from portal.demo.feeds import TYPES, words

MADE_UP = "This blog, its people and its places are made up for the Common Thread demo."


def home(blog: Blog, posts: Sequence[Post], *, root: str, began_at: datetime) -> bytes:
    listed = "\n".join(
        f'<li><a href="/{post.slug}/">{escape(post.title)}</a> <small>{_byline(post, began_at)}</small></li>'
        for post in posts
    )
    body = f"<p>{escape(blog.about)}</p>\n<ul class=posts>\n{listed}\n</ul>"
    return _page(blog, title=blog.title, heading=blog.title, body=body)


def post_page(blog: Blog, post: Post, *, root: str, began_at: datetime) -> bytes:
    byline = f"<p><small>{_byline(post, began_at)}</small></p>"
    body = f"{byline}\n{words(post, root)}\n<p><a href='/'>More from {escape(blog.title)}</a></p>"
    return _page(
        blog, title=f"{post.title} · {blog.title}", heading=post.title, body=body, lang=post.language
    )


def not_found(blog: Blog) -> bytes:
    body = "<p>There is nothing at this address. <a href='/'>Everything we have written</a></p>"
    return _page(blog, title="Not found", heading="Not found", body=body)


def style(blog: Blog) -> bytes:
    return f"""\
body {{ max-width: 38rem; margin: 0 auto; padding: 0 1rem 3rem; font: 1.125rem/1.6 Georgia, serif; color: #222;
  background: #fffdf8; border-top: .5rem solid {blog.colour} }}
header, footer {{ font: 1rem/1.5 system-ui, sans-serif; padding: 1rem 0 }}
footer {{ border-top: 1px solid #ddd }}
h1 {{ line-height: 1.15 }}
img {{ max-width: 100%; height: auto }}
figure {{ margin: 0 0 1rem }}
small {{ color: #555 }}
.posts {{ padding-left: 1.2rem }}
.posts small {{ display: block }}
""".encode()


def _byline(post: Post, began_at: datetime) -> str:
    at = post.published_at(began_at)
    return f"{escape(post.author)}, <time datetime='{at.isoformat()}'>{at.day} {at:%B %Y}</time>"


def _page(blog: Blog, *, title: str, heading: str, body: str, lang: str = "") -> bytes:
    kind = TYPES[blog.feed].partition(";")[0]
    return f"""<!doctype html>
<html lang="{lang or "en-GB"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="{kind}" title="{escape(blog.title)}" href="{blog.feed_path}">
</head>
<body>
<header lang="en-GB"><a href="/">{escape(blog.title)}</a>: {escape(blog.tagline)}</header>
<main>
<h1>{escape(heading)}</h1>
{body}
</main>
<footer lang="en-GB"><p>{MADE_UP}</p></footer>
</body>
</html>
""".encode()
