"""The last looks at a source, as sentences; those that brought the same one after another are told as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stories.models import Code, Fetch

GOOD = frozenset({Code.OK, Code.OK_WITH_WARNINGS, Code.NOT_MODIFIED})
# Where the number the site answered with tells a technician more than our sentence.
_WITH_STATUS = frozenset({Code.HTTP_4XX, Code.HTTP_5XX, Code.AUTH_REQUIRED, Code.GONE, Code.RATE_LIMITED})


@dataclass(frozen=True)
class Told:
    """One or several attempts in a row: the newest, the oldest, and what is to be said of them."""

    newest: Fetch
    oldest: Fetch
    times: int
    sentence: str

    @property
    def tone(self) -> str:
        """components/state.html"""
        if self.newest.code in {Code.OK, Code.OK_WITH_WARNINGS}:
            return "good"
        return "quiet" if self.newest.code == Code.NOT_MODIFIED else "bad"


def told(looks: Iterable[Fetch]) -> list[Told]:
    """`looks` are the newest first."""
    found = []
    for _same, group in groupby(looks, key=_alike):
        rows = list(group)
        found.append(Told(rows[0], rows[-1], len(rows), sentence(rows[0])))
    return found


def is_good(code: str) -> bool:
    return code in GOOD


def sentence(look: Fetch) -> str:
    """What one look brought."""
    label = str(Code(look.code).label) if look.code in Code.values else look.code
    if look.status and look.code in _WITH_STATUS:
        label = _("%(what)s (HTTP %(status)s)") % {"what": label, "status": look.status}
    news = ngettext("%(n)d new story", "%(n)d new stories", look.new) % {"n": look.new} if look.new else ""
    edits = (
        ngettext("%(n)d changed", "%(n)d changed", look.changed) % {"n": look.changed} if look.changed else ""
    )
    return ", ".join(filter(None, [label, news, edits])) + "."


def _alike(look: Fetch) -> tuple[object, ...]:
    """A look that brought stories stands by itself."""
    return (look.pk,) if look.new or look.changed else (look.code, look.status, look.note)
