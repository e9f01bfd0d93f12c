"""A question's answers: how many of each kind, in which order, a page at a time.

Decides that all of a question's words must be found, that a title counts more than words, and that what is newer
comes first. Never looks further than a few hundred matches of a kind: who wants more adds a word.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.search.models import Kind, SearchEntry
from portal.search.subjects import SUBJECTS, Answer, Subject
from portal.search.words import Question

MOST = 500  # matches of a kind that are looked at
FIRST_FEW = 5  # of each kind, where all kinds are shown
PAGE_SIZE = 20


@dataclass(frozen=True)
class Found:
    """What was found of one kind: some answers, and how many there are, counted no further than `MOST`."""

    kind: Kind
    answers: list[Answer]
    total: int
    page: int = 1

    @property
    def more_than_total(self) -> bool:
        return self.total >= MOST

    @property
    def first(self) -> int:
        """The number of its first answer among all."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.page * PAGE_SIZE < self.total else None


def everything(question: Question) -> list[Found]:
    """The best few answers of every kind that has any."""
    found = [_found(SUBJECTS[kind], question, 0, FIRST_FEW) for kind in Kind]
    return [each for each in found if each.total]


def of_kind(kind: Kind, question: Question, *, page: int = 1) -> Found:
    """One page of one kind; a page there is not is the first."""
    first = (page - 1) * PAGE_SIZE
    if not 0 <= first < MOST:
        page, first = 1, 0
    return _found(SUBJECTS[kind], question, first, PAGE_SIZE, page=page)


def _found(subject: Subject, question: Question, first: int, size: int, *, page: int = 1) -> Found:
    keys = _keys(subject, question) if question else []
    things = subject.public().in_bulk(keys[first : first + size])
    shown = [things[key] for key in keys[first : first + size] if key in things]
    # The index may be a minute behind: nobody is found by words they have since taken back.
    still = [thing for thing in shown if question.answered_by(subject.words(thing))]
    answers = [subject.answer(thing, question) for thing in still]
    return Found(subject.kind, answers, len(keys) - (len(shown) - len(still)), page)


def _keys(subject: Subject, question: Question) -> list[int]:
    """The ids of what was found: where the title says it first, then by time or by name."""
    public = subject.public().order_by().values("pk")
    kind, terms = subject.kind, question.terms
    entries = SearchEntry.objects.filter(**{f"{kind}__in": public})
    rows = entries.order_by("-at" if subject.in_order_of_time else "title", "pk")
    found: dict[int, str] = {}
    for matches in (rows.with_title(kind, terms), rows.with_words(kind, terms)):
        found |= dict(matches.values_list(f"{kind}_id", "title")[:MOST])
    in_title = [key for key, title in found.items() if question.answered_by(title)]
    return [*in_title, *(key for key in found if key not in set(in_title))][:MOST]
