"""One network in several languages: where an address leads in each, and which pages a reader is shown.

English has no prefix, every other language its code (docs/decisions/0003). A page nobody has translated is shown
in the network's own language, inside the reader's frame, so that no language has fewer pages than another.
"""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, get_language_from_path, get_language_info
from wagtail.models import Page

# Spoken in British neighbourhoods, but unknown to Django or not by their own names.
_OWN_NAMES = {"gu": "ગુજરાતી", "ku": "Kurdî", "pa": "ਪੰਜਾਬੀ", "so": "Soomaali", "ti": "ትግርኛ", "yo": "Yorùbá"}

Pages = TypeVar("Pages", bound=models.QuerySet[Page])


def active() -> str:
    """The language of this request; outside one, the network's own."""
    return get_language() or settings.LANGUAGE_CODE


def own_name(code: str) -> str:
    """A language's name in that language, as those who read it look for it; its code when nobody knows."""
    try:
        return _OWN_NAMES.get(code) or str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def address_in(path: str, language: str) -> str:
    """The same address in another language: `/stories/` and `/cy/stories/`."""
    prefix = get_language_from_path(path)
    if prefix and prefix != settings.LANGUAGE_CODE:
        path = path.removeprefix(f"/{prefix}")
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def readable(pages: Pages) -> Pages:
    """Each page once: in the reader's language where it is there, else in the network's own."""
    pages = pages.select_related("locale")
    theirs, own = Q(locale__language_code=active()), Q(locale__language_code=settings.LANGUAGE_CODE)
    if active() == settings.LANGUAGE_CODE:
        return pages.filter(own)
    translated = pages.filter(theirs).values("translation_key")
    return pages.filter(theirs | (own & ~Q(translation_key__in=translated)))


def language_of(page: Page) -> str:
    """The language a page's words are in; an alias has the words of the page it repeats."""
    code: str = (page.alias_of or page).locale.language_code
    return code


def addresses(page: Page) -> dict[str, str]:
    """Where the live translations of a page are, itself included, by their language."""
    live = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    found = {each.locale.language_code: each.get_url() for each in live}
    return {code: address_in(url, code) for code, url in found.items() if url}
