"""Take the pictures of docs/screenshots/ from a demo network started for them: `make screenshots`."""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from portal.demo.logins import LOGINS
from tests.browser import demo, serving
from tests.browser.chromium import launch

FOLDER = serving.ROOT / "docs" / "screenshots"
HEIGHTS = {360: 2000, 1280: 1600}  # by width, in pixels: what a reader scrolls through, not the longest list
SCHEMES = {"light": "", "dark": "-dark"}
STATUS = {"404": 404}
SIGNED_IN = {"design": "/design/"}


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="screenshots-") as folder,
        demo.network(Path(folder), port=serving.free_port()) as address,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        others = {"whos-who": "/people/", "sign-in": "/accounts/login/", "404": "/nowhere/"}
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        take(browser, address, demo.pages(address) | others)
        take(browser, address, SIGNED_IN, signed_in=True)
        browser.close()


def take(browser: Browser, address: str, paths: dict[str, str], *, signed_in: bool = False) -> None:
    """Each page at each width, in light and in dark."""
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    if signed_in:
        sign_in(page)
    for name, path in paths.items():
        answer = page.goto(path)
        if answer is None or answer.status != STATUS.get(name, 200):
            raise RuntimeError(f"{path} did not answer as it should")
        for width, height in HEIGHTS.items():
            for scheme, suffix in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal of its own
                save(shoot(page, path, width, height), FOLDER / f"{name}-{width}{suffix}.png")
    context.close()


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
    """In 256 colours: a quarter of the bytes, and no eye sees it."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def sign_in(page: Page) -> None:
    editor = LOGINS[0]
    page.goto("/accounts/login/password/")
    page.locator("input[type=email]").fill(editor.email)
    page.locator("input[type=password]").fill(editor.password)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url("**/2fa/authenticate/")
    phone = page.context.new_page()
    phone.goto("/demo/codes/")
    code = phone.locator("li", has_text=editor.email).locator("[data-copy-text]").inner_text()
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url(lambda url: "2fa" not in url)


if __name__ == "__main__":
    main()
