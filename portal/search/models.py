"""The index: which words stand in what. It holds nothing that cannot be made again from the rows it points at."""

from __future__ import annotations

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from people.models.relationship import exactly_one
from portal.search.words import Term

LOOKED_AT = 1_000  # entries of a kind, before it is asked which of them are public


class Kind(models.TextChoices):
    """What can be found, each the name of the column that points at it."""

    STORY = "story", _("Stories")
    PERSON = "person", _("People")
    ORGANISATION = "organisation", _("Organisations")
    PAGE = "page", _("Pages")


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def of(self, kind: Kind) -> SearchEntryQuerySet:
        return self.filter(**{f"{kind}__isnull": False})

    def with_words(self, kind: Kind, terms: tuple[Term, ...]) -> SearchEntryQuerySet:
        """The last entries of this kind in which every term is found."""
        return self.filter(_found("words", kind, terms))

    def with_title(self, kind: Kind, terms: tuple[Term, ...]) -> SearchEntryQuerySet:
        """The last entries of this kind in whose title every term is found."""
        return self.filter(_found("title", kind, terms))


class SearchEntry(models.Model):
    """The words of one story, person, organisation or page, folded (`words.fold`); the row goes when that goes."""

    story = models.OneToOneField("stories.Story", models.CASCADE, null=True, related_name="search_entry")
    person = models.OneToOneField("people.Person", models.CASCADE, null=True, related_name="search_entry")
    organisation = models.OneToOneField(
        "people.Organisation", models.CASCADE, null=True, related_name="search_entry"
    )
    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, null=True, related_name="search_entry")

    # Each after the mark of its kind; `words` holds those of the title too, each once.
    title = models.TextField(_("words of the title"), blank=True)
    words = models.TextField(_("words"), blank=True)
    at = models.DateTimeField(_("when it was told"), null=True)
    digest = models.BinaryField(_("hash of the words"), max_length=32)

    objects = SearchEntryQuerySet.as_manager()

    # Wagtail would ask of every entry which images and pages it refers to.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.CheckConstraint(name="search_entry_of_one_thing", condition=exactly_one(*Kind.values))
        ]

    def __str__(self) -> str:
        return self.title


def marked(kind: Kind, words: str) -> str:
    """Words after one that nobody types, which says of what kind they are: to the index that is a word too."""
    return f"{_mark(kind)} {words}"


def _mark(kind: Kind) -> str:
    return f"ofkind{kind}"


def _found(column: str, kind: Kind, terms: tuple[Term, ...]) -> RawSQL:
    """As the migration's indexes can answer it. Terms hold letters and digits only, so nothing needs escaping.

    A word that is everywhere would have every row sorted; so only the last entries are looked at, which the index
    knows without sorting, for an entry that was made later is of a younger story.
    """
    if connection.vendor == "postgresql":
        words = [f"'{term.word}'{':*' if term.is_beginning else ''}" for term in terms]
        asked = " & ".join([_mark(kind), *words])
        vector = f"""array_to_tsvector(string_to_array("{column}", ' '))"""
        last = (
            f'SELECT "id" FROM "search_searchentry" WHERE {vector} @@ %s::tsquery ORDER BY "id" DESC LIMIT %s'  # noqa: S608  # our own names
        )
    else:
        words = [f'"{term.word}"{" *" if term.is_beginning else ""}' for term in terms]
        asked = f"{{{column}}} : ({' AND '.join([_mark(kind), *words])})"
        last = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s"
    sql = f'"search_searchentry"."id" IN ({last})'
    return RawSQL(sql, [asked, LOOKED_AT], output_field=models.BooleanField())  # noqa: S611  # parameters, and our own names
