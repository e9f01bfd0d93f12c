"""What of each kind may be found, by which words, and how an answer looks.

Decides nothing about what is public: stories pass `Story.objects.published()`, people `people.consent`, pages
must be live and unrestricted. Every answer passes that gate again when it is shown, whatever the index says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from people import consent, entries
from people.consent import ANONYMOUS
from people.entries import Entry
from people.models import Organisation, Person
from portal.search.highlighting import excerpt, highlighted
from portal.search.models import Kind
from portal.search.words import Question, different_words
from programmes.languages import language_of, readable
from programmes.models import Programme
from stories.models import Story
from stories.models.source import Licence
from stories.templatetags.stories_tags import thread


@dataclass(frozen=True)
class Text:
    """What a thing is found by."""

    title: str
    body: Sequence[str] = ()
    at: datetime | None = None

    @property
    def words(self) -> str:
        """Each of its words once, folded."""
        return different_words(self.title, *self.body)


@dataclass(frozen=True)
class Answer:
    """One thing that was found, as `components/hit.html` draws it. Title and excerpt hold our own marks only."""

    title: SafeString
    href: str
    excerpt: SafeString
    programmes: Sequence[Programme] = ()
    where: str = ""
    thread: str = "network"
    lang: str = ""
    shape: str = ""  # of whoever has one: person or organisation


@dataclass(frozen=True)
class Subject:
    """One kind of thing: the gate it must pass, the words it is found by, how it is shown."""

    kind: Kind
    public: Callable[[], QuerySet[Any]]
    text: Callable[[Any], Text]
    answer: Callable[[Any, Question], Answer]
    in_order_of_time: bool = False
    # What is indexed, where that is more than one reader sees: pages in every language.
    indexed: Callable[[], QuerySet[Any]] | None = None

    def words(self, thing: Any) -> str:
        """Every word it is found by, folded."""
        return self.text(thing).words


# --- stories ------------------------------------------------------------------------------------------------


def _stories() -> QuerySet[Story]:
    rows = Story.objects.published().select_related("owner_source").defer("html")
    return rows.prefetch_related("programmes", "areas", "topics")


def story_text(story: Story, names: Iterable[str]) -> Text:
    """A publisher who wants title and link only is found by those; the names are of what it belongs to."""
    teller = [story.byline, str(story.owner_source or "")]
    words = [] if story.licence == Licence.LINK else [story.excerpt, story.text]
    return Text(story.headline, [*teller, *names, *words], story.sort_at)


def _story_text(story: Story) -> Text:
    belongs_to = (*story.topics.all(), *story.areas.all(), *story.programmes.all())
    return story_text(story, map(str, belongs_to))


def _story_answer(story: Story, question: Question) -> Answer:
    """No more of the words than the licence lets be shown, wherever the word was found."""
    shown = {Licence.FULL: story.text, Licence.EXCERPT: story.excerpt}.get(Licence(story.licence), "")
    where = [str(each) for each in story.areas.all()]
    return Answer(
        title=highlighted(story.headline, question),
        href=story.get_absolute_url(),
        excerpt=excerpt(shown, question),
        programmes=list(story.programmes.all()),
        where=", ".join(filter(None, [*where, story.byline or str(story.owner_source or "")])),
        thread=thread(story),
        lang=story.lang,
    )


# --- people and organisations -------------------------------------------------------------------------------


def _people() -> QuerySet[Person]:
    """As a visitor may know of them: the index is one for all readers, so it holds what everybody may read."""
    return consent.listed(to=ANONYMOUS)


def _said_by(person: Person) -> Text:
    shown = consent.visible(person, to=ANONYMOUS)
    if shown is None:
        return Text("")
    return Text(
        shown.name, [shown.summary, shown.offers, shown.seeks, shown.place, *(r.role for r in shown.roles)]
    )


def _person_answer(person: Person, question: Question) -> Answer:
    shown = consent.visible(person, to=ANONYMOUS)
    if shown is None:  # the rows come from those who are visible
        raise ValueError(f"person {person.pk} is not to be shown")
    told = [shown.summary, shown.offers, shown.seeks, entries.what_they_do(shown.roles)]
    return _somebody(entries.of_person(shown), told, question)


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(replaced_by__isnull=True).prefetch_related(consent.roles())


def _organisation_text(organisation: Organisation) -> Text:
    roles = [role.role for role in organisation.involvements.all()]
    names = f"{organisation.name} {organisation.short_name}"
    return Text(names, [organisation.summary, organisation.place, *roles])


def _organisation_answer(organisation: Organisation, question: Question) -> Answer:
    told = [organisation.summary, entries.what_they_do(organisation.involvements.all())]
    return _somebody(entries.of_organisation(organisation), told, question)


def _somebody(entry: Entry, told: Sequence[str], question: Question) -> Answer:
    """With the words, of all that is told of them, that hold most of what was asked for."""
    excerpts = [excerpt(words, question) for words in told]
    return Answer(
        title=highlighted(entry.name, question),
        href=entry.href,
        excerpt=max(excerpts, key=lambda html: (html.count("<mark>"), bool(html))),
        programmes=entry.programmes,
        where=entry.place,
        thread=entry.programmes[0].slug if entry.programmes else "network",
        shape=entry.kind,
    )


# --- pages --------------------------------------------------------------------------------------------------


def _pages_in_every_language() -> QuerySet[Page]:
    rows: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=1).specific()
    return rows


def _pages() -> QuerySet[Page]:
    return readable(_pages_in_every_language())


def _page_text(page: Page) -> Text:
    return Text(page.title, [page.search_description, _words_of(page)], page.last_published_at)


def _page_answer(page: Page, question: Question) -> Answer:
    return Answer(
        title=highlighted(page.title, question),
        href=page.get_url() or "/",
        excerpt=excerpt(_words_of(page), question),
        where=str(page.specific_class._meta.verbose_name).capitalize() if page.specific_class else "",
        lang=language_of(page),
    )


def _words_of(page: Page) -> str:
    """The introduction and the blocks, as plain words."""
    body = getattr(page, "body", None)
    blocks: Iterable[str] = body.stream_block.get_searchable_content(body) if body else ()
    plain = [get_text_for_indexing(str(block)) for block in blocks]
    return " ".join([str(getattr(page, "introduction", "")), *plain])


SUBJECTS: dict[Kind, Subject] = {
    subject.kind: subject
    for subject in (
        Subject(Kind.STORY, _stories, _story_text, _story_answer, in_order_of_time=True),
        Subject(Kind.PERSON, _people, _said_by, _person_answer),
        Subject(Kind.ORGANISATION, _organisations, _organisation_text, _organisation_answer),
        Subject(Kind.PAGE, _pages, _page_text, _page_answer, indexed=_pages_in_every_language),
    )
}
