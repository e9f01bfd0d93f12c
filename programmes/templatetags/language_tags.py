"""Languages in templates: the way to the same page in another one, and words that are not in the reader's."""

from __future__ import annotations

import re
from typing import NamedTuple

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from wagtail.models import Page

from programmes import languages

register = template.Library()


_ONE_LETTER = re.compile(r"\b(\w)-(?=\w)")
_WORD_JOINER = "\u2060"  # seen by nobody; a line does not end at it


class Translation(NamedTuple):
    """This page in one of the network's languages."""

    code: str
    name: str  # in that language
    address: str  # path only
    absolute: str
    current: bool


@register.simple_tag(takes_context=True)
def translations(context: Context) -> list[Translation]:
    """This page in every language of the network; none where there is no request to ask."""
    request = context.get("request")
    if request is None:
        return []
    page = context.get("page")
    known = languages.addresses(page) if isinstance(page, Page) else {}
    own = known.get(settings.LANGUAGE_CODE, request.path)
    found = []
    for code, name in settings.LANGUAGES:
        address = known.get(code) or languages.address_in(own, code)
        absolute = request.build_absolute_uri(address)
        found.append(Translation(code, name, address, absolute, code == languages.active()))
    return found


@register.simple_tag(takes_context=True)
def home_of(context: Context) -> str:
    """The one address a page of the CMS calls its own: in the language its words are in. Empty for other pages."""
    request, page = context.get("request"), context.get("page")
    if request is None or not isinstance(page, Page) or not (url := page.get_url(request)):
        return ""
    return str(request.build_absolute_uri(languages.address_in(url, languages.language_of(page))))


@register.filter(is_safe=True)
def unbroken(words: str) -> str:
    """A line does not end after the first letter of “e-mail”, nor of “e-bost”."""
    return _ONE_LETTER.sub(rf"\1-{_WORD_JOINER}", words)


@register.simple_tag
def words_of(page: Page) -> SafeString:
    """`lang` and `dir` for a page's own words when they are not in the language of the frame."""
    code = languages.language_of(page)
    if code == languages.active():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', code, "rtl" if get_language_info(code)["bidi"] else "ltr")
