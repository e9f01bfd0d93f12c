"""An address that somebody typed: whether it may be followed and, if not, why, in the reader's own language.

`portal.outbound` tells the fetch log in English what happened; whoever waits at a form is told by its code.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import outbound
from stories.models import Code

_SENTENCES: dict[str, Any] = {
    Code.NOT_A_FEED: gettext_lazy(
        "The page answers, but we found no feed on it or in the usual places. Look for a link named RSS, "
        "Atom or Feed on the page, and paste its address."
    ),
    Code.EMPTY: gettext_lazy("The site answers, but with nothing."),
    Code.TRUNCATED: gettext_lazy("The answer broke off before its end. Please try again later."),
    Code.TOO_LARGE: gettext_lazy("What the site sends is larger than we accept."),
    Code.DECOMPRESS_BOMB: gettext_lazy("What the site sends unpacks to far more than it should."),
    Code.TIMEOUT: gettext_lazy("The site took too long to answer. Please try again later."),
    Code.SLOW_BODY: gettext_lazy("The answer took too long to come in. Please try again later."),
    Code.DNS: gettext_lazy("The name of the site could not be found. Is it spelt right?"),
    Code.REFUSED: gettext_lazy("The site does not take our connection. Please try again later."),
    Code.TLS: gettext_lazy("There is no secure connection to the site: its certificate is not right."),
    Code.BLOCKED_ADDRESS: gettext_lazy(
        "This is an address of our own site, or one that is not on the public internet."
    ),
    Code.BAD_SCHEME: gettext_lazy("Only addresses that begin with http:// or https:// can be followed."),
    Code.BAD_PORT: gettext_lazy("The address names a port that websites do not use."),
    Code.BAD_URL: gettext_lazy(
        "This is not the whole address of a page. Please copy it as your browser shows it, from its https:// on."
    ),
    Code.REDIRECT_LOOP: gettext_lazy("The address is redirected in a circle."),
    Code.TOO_MANY_REDIRECTS: gettext_lazy("The address is redirected too often."),
    Code.HTTP_4XX: gettext_lazy("The site says that there is nothing to read at this address."),
    Code.HTTP_5XX: gettext_lazy("The site has a fault of its own. Please try again later."),
    Code.AUTH_REQUIRED: gettext_lazy(
        "The site does not let us read this. Only what everybody may read is followed."
    ),
    Code.GONE: gettext_lazy("The site says that what was at this address has gone for good."),
    Code.RATE_LIMITED: gettext_lazy("The site asks us to come less often. Please try again later."),
    Code.BAD_ENCODING: gettext_lazy("What the site sends is packed in a way that we cannot unpack."),
}


class Refused(Exception):
    """Cannot be followed; says so in plain words."""


def to_follow(typed: str) -> str:
    """The address in its one spelling; raises Refused. Asks nobody."""
    target = outbound.check(typed)
    if isinstance(target, outbound.Failure):
        raise Refused(sentence(target.code))
    if target.userinfo is not None:
        raise Refused(_("Addresses with a password in them are not followed yet."))
    return target.url


def sentence(code: str) -> str:
    """Why nothing was found behind an address, for whoever pasted it."""
    return str(_SENTENCES.get(code) or f"{Code(code).label}.")
