"""Who else made a story: people of the who's-who, found by name; and what the writer is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from people import consent
from people.consent import Viewer
from people.models import Person

if TYPE_CHECKING:
    from portal.accounts.models import User

MAX_FOUND = 8
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


def nobody() -> QuerySet[Person]:
    return Person.objects.none()


def name_of(writer: User) -> str:
    """As the who's-who has it, else as the account does; never the e-mail address."""
    person = Person.objects.filter(user=writer, removed_at__isnull=True).first()
    return person.display_name if person else writer.get_full_name()


@dataclass
class Finding:
    """A name that was typed to find somebody: who it may be. The only one who fits is ticked at once."""

    writer: User
    data: QueryDict | None = None
    name: str = ""
    found: list[int] = field(default_factory=list)
    ticked: list[int] = field(default_factory=list)
    problem: str = ""

    @classmethod
    def of(cls, data: QueryDict | None, *, writer: User, credited: Iterable[Person]) -> Finding:
        if data is None:
            return cls(writer, ticked=[person.pk for person in credited])
        ticked = [int(pk) for pk in data.getlist("credits") if _ID.fullmatch(pk)]
        finding = cls(writer, data=data, name=data.get("find", "").strip()[:100], ticked=ticked)
        if finding.name:
            finding._look(data)
        return finding

    def _look(self, data: QueryDict) -> None:
        people = _known(self.writer).exclude(user=self.writer).exclude(pk__in=self.ticked)
        for word in self.name.split():
            people = people.filter(display_name__folded__contains=word)
        self.found = list(people.values_list("pk", flat=True)[:MAX_FOUND])
        if len(self.found) == 1:
            self.data = data.copy()
            self.data.appendlist("credits", str(self.found[0]))
            self.name = ""
        elif self.found:
            self.problem = _("Tick whom you mean, or take the name out of the box.")
        else:
            self.problem = _("Nobody called “%(name)s” is in the who’s who.") % {"name": self.name}

    def candidates(self) -> QuerySet[Person]:
        """Those who are ticked and those who may be meant."""
        return _known(self.writer).filter(pk__in=[*self.ticked, *self.found])


def _known(writer: User) -> QuerySet[Person]:
    """Whom this writer may know of, and so may name."""
    return (
        consent.listed(to=Viewer.of(writer))
        .select_related(None)
        .prefetch_related(None)
        .order_by("display_name", "pk")
    )
