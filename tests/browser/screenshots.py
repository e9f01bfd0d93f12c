"""Take the pictures of docs/screenshots/ from a demo network started for them: `make screenshots`.

python -m tests.browser.screenshots story map    only these
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from portal.demo.logins import LOGINS, Login
from tests.browser import demo, serving
from tests.browser.chromium import launch

FOLDER = serving.ROOT / "docs" / "screenshots"
HEIGHTS = {360: 2000, 1280: 1600}  # by width, in pixels: what a reader scrolls through, not the longest list
SCHEMES = {"light": "", "dark": "-dark"}
STATUS = {"404": 404}
ANYBODY = {
    "story": "/stories/?kind=post > article:has(img) h3 a",
    "programmes": "/programmes/",
    "whos-who": "/people/",
    "person": "/people/joan-petty/",
    "organisation": "/people/?kind=group > main a[href^='/organisations/']",
    "map": "/people/?view=map",
    "search": "/search/?q=lunch",
    "sign-in": "/accounts/login/",
    "mailbox": "/mailbox/",
    "404": "/nowhere/",
}
# By the role of whoever is looking.
SIGNED_IN = {
    "network_editor": {
        "design": "/design/",
        "desk": "/cms/",
        "queue": "/cms/queue/",
        "sources": "/cms/source/",
        "source": "/cms/source/?last_code=not_a_feed > main a[href^='/cms/source/inspect/']",
    },
    "reporter": {
        "post": "/stories/post/",
        "my-stories": "/stories/mine/",
        "my-story": "/stories/mine/ > main a[href^='/stories/mine/']",
        "own-profile": "/people/me/",
        "propose": "/stories/sources/propose/",
        "welcome": "/welcome/",
        "account": "/accounts/",
    },
}
# Two parts: a page that lists things, and the link that is opened there.
FIRST = " > "


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="screenshots-") as folder,
        demo.network(Path(folder), port=serving.free_port()) as address,
        sync_playwright() as playwright,
    ):
        demo.wait_for_pictures(address)
        browser = launch(playwright)
        if not sys.argv[1:]:
            shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        take(browser, address, demo.pages(address) | ANYBODY)
        for role, paths in SIGNED_IN.items():
            take(browser, address, paths, who=next(login for login in LOGINS if login.role == role))
        browser.close()


def take(browser: Browser, address: str, paths: dict[str, str], *, who: Login | None = None) -> None:
    """Each page at each width, in light and in dark."""
    paths = {name: way for name, way in paths.items() if name in sys.argv[1:] or not sys.argv[1:]}
    if not paths:
        return
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    if who:
        sign_in(page, who)
    for name, way in paths.items():
        path = find(page, way)
        answer = page.goto(path)
        if answer is None or answer.status != STATUS.get(name, 200):
            raise RuntimeError(f"{path} did not answer as it should")
        for width, height in HEIGHTS.items():
            for scheme, suffix in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal of its own
                save(shoot(page, path, width, height), FOLDER / f"{name}-{width}{suffix}.png")
    context.close()


def find(page: Page, way: str) -> str:
    path, _, link = way.partition(FIRST)
    if not link:
        return path
    page.goto(path)
    return page.locator(link).first.get_attribute("href") or ""


def shoot(page: Page, path: str, width: int, height: int) -> bytes:
    # Opened tall, so that every picture in the shot is loaded; shot at the height of a window.
    page.set_viewport_size({"width": width, "height": height})
    page.goto(path, wait_until="networkidle")
    if page.evaluate("document.styleSheets.length") == 0:
        raise RuntimeError(f"{path} came without its stylesheet")
    page.set_viewport_size({"width": width, "height": 800})
    whole = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, whole)}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a dict of its own


def save(png: bytes, path: Path) -> None:
    """In 256 colours: a quarter of the bytes, and no eye sees it. Median cut would blotch drawings in the dark."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(256, Image.Quantize.FASTOCTREE).save(path, optimize=True)


def sign_in(page: Page, who: Login) -> None:
    page.goto("/accounts/login/password/")
    page.locator("input[type=email]").fill(who.email)
    page.locator("input[type=password]").fill(who.password)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    if "2fa" in page.url:
        take_second_step(page, who)


def take_second_step(page: Page, who: Login) -> None:
    phone = page.context.new_page()
    phone.goto("/demo/codes/")
    code = phone.locator("li", has_text=who.email).locator("[data-copy-text]").inner_text()
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url(lambda url: "2fa" not in url)


if __name__ == "__main__":
    main()
