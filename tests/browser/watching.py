"""A browser that is watched for everything a page may not do on its own: run foreign script, ask, leave, call out.

The content security policy is switched off in it unless a test says otherwise, so that what is seen to be harmless
is harmless by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request, Route

# Whatever collected payloads call, and every attempt the policy would have stopped.
_LISTENING = """
    window.__done = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print'])
        window[name] = (...said) => { window.__done.push(name + '(' + said.join() + ')'); };
    window.open = address => { window.__done.push('open ' + address); };
    document.addEventListener('securitypolicyviolation',
        refused => window.__done.push('refused ' + refused.violatedDirective + ' ' + refused.blockedURI));
"""
# Everything a reader may do to an element without meaning to, and what an element does by itself.
_TOUCHING = """
    names => {
        const touched = document.querySelectorAll('main *');
        for (const element of touched)
            for (const name of names)
                element.dispatchEvent(new Event(name, {bubbles: true, cancelable: true}));
        return touched.length;
    }
"""
_NAMES = """
    mouseover mouseenter pointerover focus focusin blur wheel scroll copy keydown toggle animationstart animationend
    transitionend beforetoggle input
"""
_FOREIGN = """
    allowed => {
        const found = [];
        for (const element of document.querySelectorAll('.prose, .prose *')) {
            const name = element.localName;
            const ours = element.closest('svg.icon, picture, .picture');
            if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' && !ours)
                found.push('<' + name + '> of another namespace');
            if (allowed.never.includes(name)) found.push('<' + name + '>');
            for (const {name: attribute, value} of element.attributes)
                if (/^(on|hx-|x-|v-|ng-|@|:|formaction|srcdoc|xlink|style$|name$)/i.test(attribute))
                    found.push(attribute + '="' + value + '" on <' + name + '>');
            if (element.hasAttribute('href') && !['http:', 'https:', 'mailto:'].includes(element.protocol))
                found.push('href ' + element.href);
        }
        return found;
    }
"""
_NEVER = """
    script style iframe frame object embed applet svg math form input button select textarea link meta base template
    video audio source canvas marquee dialog portal noscript html head body
"""
OWN_FILES = ("/static/", "/media/", "/favicon", "/theme.")


@dataclass
class Watched:
    """One page at a time, and what it did that no story may do."""

    page: Page
    own: str
    done: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def visit(self, path: str) -> None:
        """Open a page of ours, touch everything on it, and look at what came of it."""
        address = self.own + path
        self.asked = {address}
        response = self.page.goto(path)
        if response is None or response.status != 200:
            self.done.append(f"{path} was not shown")
            return
        try:
            self.done += [f"{path}: {what}" for what in self._seen(address)]
        except Error as gone:  # the page went elsewhere under our eyes
            self.done.append(f"{path}: {gone}")

    def _seen(self, address: str) -> Iterator[str]:
        if not self.page.evaluate(_TOUCHING, _NAMES.split()):
            yield "there is nothing in its main part"
        self.page.wait_for_timeout(100)
        yield from self.page.evaluate("window.__done")
        yield from self.page.evaluate(_FOREIGN, {"never": _NEVER.split()})
        if self.page.url != address or len(self.page.frames) > 1:
            yield f"it is {self.page.url} now, in {len(self.page.frames)} frames"
        if self.page.locator(".prose .original").count():
            yield "the page itself has got into the story"

    def requested(self, request: Request) -> bool:
        """Whether a page of ours asks for that."""
        parts = urlsplit(request.url)
        is_own = f"{parts.scheme}://{parts.netloc}" == self.own
        if is_own and (request.url in self.asked or parts.path.startswith(OWN_FILES)):
            return True
        self.done.append(f"asked for {request.url[:200]}")
        return False


def watch(context: BrowserContext, *, own: str) -> Watched:
    """A new page of `context`, which belongs to the portal at `own`."""
    context.add_init_script(_LISTENING)
    watched = Watched(context.new_page(), own)
    context.on("page", lambda page: watched.done.append(f"opened a window at {page.url}"))
    watched.page.on("dialog", lambda dialog: _dismiss(dialog, watched))

    def route(asked: Route) -> None:
        if watched.requested(asked.request):
            asked.continue_()
        else:
            asked.abort()

    context.route("**/*", route)
    return watched


def _dismiss(dialog: Any, watched: Watched) -> None:
    watched.done.append(f"a dialog: {dialog.message}")
    dialog.dismiss()
