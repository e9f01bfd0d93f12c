"""No page can be forgotten by the browser tests: they open what the URL configuration and the page models name."""

from __future__ import annotations

from tests.browser import pages


def test_every_route_has_an_example_or_a_reason() -> None:
    unlisted = set(pages.public_routes()) - pages.ROUTES.keys() - pages.EXEMPT.keys()
    assert not unlisted, f"list {sorted(unlisted)} in tests/browser/pages.py: ROUTES, or EXEMPT with a reason"


def test_every_example_and_every_reason_has_its_route() -> None:
    assert not (pages.ROUTES.keys() | pages.EXEMPT.keys()) - set(pages.public_routes())
    assert not pages.ROUTES.keys() & pages.EXEMPT.keys()


def test_every_page_type_has_an_example() -> None:
    assert pages.public_page_types() == pages.PAGE_TYPES.keys()
