"""Two ways to use a page: a mouse, and nothing but a keyboard. A journey is walked the same way with either."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

MOST_TABS = 400  # on one page; the editor of the CMS has about two hundred stops


class Hand(ABC):
    """Does on a page what a person does. `pressed` counts links and buttons."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, what: Locator) -> None:
        self.pressed += 1
        self._press(what)

    def follow(self, what: Locator) -> None:
        """Press what leads to another page, and wait until that page is loaded."""
        with self.page.expect_navigation():
            self.press(what)

    @abstractmethod
    def write(self, where: Locator, words: str) -> None: ...

    @abstractmethod
    def tick(self, what: Locator) -> None: ...

    @abstractmethod
    def choose(self, where: Locator, option: str) -> None: ...

    @abstractmethod
    def hand_in(self, where: Locator, files: Sequence[Path]) -> None: ...

    @abstractmethod
    def _press(self, what: Locator) -> None: ...


class Mouse(Hand):
    def write(self, where: Locator, words: str) -> None:
        where.fill(words)

    def tick(self, what: Locator) -> None:
        what.check()

    def choose(self, where: Locator, option: str) -> None:
        where.select_option(label=option)

    def hand_in(self, where: Locator, files: Sequence[Path]) -> None:
        where.set_input_files(files)

    def _press(self, what: Locator) -> None:
        what.click()


class Keyboard(Hand):
    """Walks to everything with Tab. What Tab never reaches fails the journey."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        # Whoever listens gets the choosing of files instead of the system's window. That one begins to listen is
        # told to the browser without waiting for its answer: at the press of a key it would be too late.
        page.on("filechooser", lambda _chooser: None)

    def write(self, where: Locator, words: str) -> None:
        self._reach(where)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(words)

    def tick(self, what: Locator) -> None:
        """A group of radio buttons is one stop; the arrows go through it."""
        if what.is_checked():
            return
        if what.get_attribute("type") == "radio":
            self._reach_group(what)
        else:
            self._reach(what)
            self.page.keyboard.press("Space")
        assert what.is_checked()

    def choose(self, where: Locator, option: str) -> None:
        self._reach(where)
        self.page.keyboard.type(option)
        chosen = where.evaluate("list => list.selectedOptions[0].label")
        assert chosen == option, chosen

    def hand_in(self, where: Locator, files: Sequence[Path]) -> None:
        self._reach(where)
        with self.page.expect_file_chooser() as choosing:
            self.page.keyboard.press("Enter")
        choosing.value.set_files(files)

    def follow(self, what: Locator) -> None:
        self._reach(what)  # first: the way to it is no part of the wait for what comes after it
        super().follow(what)

    def _press(self, what: Locator) -> None:
        self._reach(what)
        self.page.keyboard.press("Enter")

    def _reach(self, what: Locator) -> None:
        what.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if _has_focus(what):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {what}")

    def _reach_group(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.page.keyboard.press("Tab")
        for _ in range(MOST_TABS):
            if radio.is_checked():
                return
            self.page.keyboard.press("Space" if _has_focus(radio) else "ArrowDown")
        raise AssertionError(f"the arrows never come to {radio}")


def _has_focus(what: Locator) -> bool:
    return bool(what.evaluate("element => element === document.activeElement"))
