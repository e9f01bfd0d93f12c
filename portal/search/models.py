"""The index: which words stand in what. It holds nothing that cannot be made again from the rows it points at."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from people.models.relationship import exactly_one
from portal.search.words import Term


class Kind(models.TextChoices):
    """What can be found, each the name of the column that points at it."""

    STORY = "story", _("Stories")
    PERSON = "person", _("People")
    ORGANISATION = "organisation", _("Organisations")
    PAGE = "page", _("Pages")


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def of(self, kind: Kind) -> SearchEntryQuerySet:
        return self.filter(**{f"{kind}__isnull": False})

    def with_words(self, terms: tuple[Term, ...]) -> SearchEntryQuerySet:
        """Entries in which every term is found."""
        return self.filter(_found("words", terms))

    def with_title(self, terms: tuple[Term, ...]) -> SearchEntryQuerySet:
        """Entries in whose title every term is found."""
        return self.filter(_found("title", terms))


class SearchEntry(models.Model):
    """The words of one story, person, organisation or page, folded (`words.fold`); the row goes when that goes."""

    story = models.OneToOneField("stories.Story", models.CASCADE, null=True, related_name="search_entry")
    person = models.OneToOneField("people.Person", models.CASCADE, null=True, related_name="search_entry")
    organisation = models.OneToOneField(
        "people.Organisation", models.CASCADE, null=True, related_name="search_entry"
    )
    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, null=True, related_name="search_entry")

    title = models.TextField(_("words of the title"), blank=True)
    words = models.TextField(_("words"), blank=True)  # those of the title too; each once
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


def _found(column: str, terms: tuple[Term, ...]) -> Q | RawSQL:
    """As the migration's indexes can answer it. Terms hold letters and digits only, so nothing needs escaping."""
    if connection.vendor == "postgresql":
        asked: Any = " & ".join(f"'{term.word}'{':*' if term.is_beginning else ''}" for term in terms)
        sql = f"""array_to_tsvector(string_to_array("search_searchentry"."{column}", ' ')) @@ %s::tsquery"""
    else:
        asked = " AND ".join(f'"{term.word}"{" *" if term.is_beginning else ""}' for term in terms)
        asked = f"{{{column}}} : ({asked})"
        sql = '"search_searchentry"."id" IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)'
    return RawSQL(sql, [asked], output_field=models.BooleanField())  # noqa: S611  # parameters, and our own names
