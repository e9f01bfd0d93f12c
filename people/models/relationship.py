"""The edges of the who's-who: typed, dated, and each with its evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.organisation import Organisation
from people.models.person import Person
from programmes.models.area import Confidence


def exactly_one(*fields: str) -> Q:
    """A check that one of these columns is set and the others are not."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return condition


def ends_after_it_starts() -> Q:
    return Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since"))


class Relationship(models.Model):
    """Subject to object, each a person or an organisation: “works for”, “merged into”, “mentors”."""

    class Kind(models.TextChoices):
        WORKS_FOR = "works_for", _("works for")
        VOLUNTEERS_WITH = "volunteers_with", _("volunteers with")
        LEADS = "leads", _("leads")
        PARTNER_OF = "partner_of", _("partner of")
        FUNDS = "funds", _("funds")
        PART_OF = "part_of", _("part of")
        MERGED_INTO = "merged_into", _("merged into")
        WORKS_WITH = "works_with", _("works with")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    subject_person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="relationships", verbose_name=_("person")
    )
    subject_organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="relationships",
        verbose_name=_("organisation"),
    )
    object_person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="related_by", verbose_name=_("to person")
    )
    object_organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="related_by",
        verbose_name=_("to organisation"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            models.CheckConstraint(
                name="relationship_one_subject",
                condition=exactly_one("subject_person", "subject_organisation"),
            ),
            models.CheckConstraint(
                name="relationship_one_object", condition=exactly_one("object_person", "object_organisation")
            ),
            models.CheckConstraint(
                name="relationship_ends_after_it_starts", condition=ends_after_it_starts()
            ),
            models.CheckConstraint(
                name="relationship_kind_known",
                condition=Q(
                    kind__in=[
                        "works_for",
                        "volunteers_with",
                        "leads",
                        "partner_of",
                        "funds",
                        "part_of",
                        "merged_into",
                        "works_with",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        subject = self.subject_person or self.subject_organisation
        target = self.object_person or self.object_organisation
        return f"{subject} {self.get_kind_display()} {target}"


class Involvement(models.Model):
    """What a person or organisation does in a programme, entered once and shown on both sides."""

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="involvements", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="involvements",
        verbose_name=_("organisation"),
    )
    programme = models.ForeignKey(
        "programmes.Programme",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="involvements",
        verbose_name=_("programme"),
    )
    area = models.ForeignKey(
        "programmes.Area",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="involvements",
        verbose_name=_("area"),
    )
    role = models.CharField(_("role"), max_length=160)
    is_lead = models.BooleanField(_("lead body"), default=False)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [
            models.CheckConstraint(
                name="involvement_one_actor", condition=exactly_one("person", "organisation")
            ),
            models.CheckConstraint(
                name="involvement_in_something", condition=Q(programme__isnull=False) | Q(area__isnull=False)
            ),
            models.CheckConstraint(name="involvement_ends_after_it_starts", condition=ends_after_it_starts()),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation}: {self.role}"


class Evidence(models.Model):
    """Why we believe an edge: somebody said so, a document shows it, a story tells it."""

    class Basis(models.TextChoices):
        STATED = "stated", _("Stated by themselves")
        DOCUMENT = "document", _("A document")
        STORY = "story", _("A story")

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("relationship"),
    )
    involvement = models.ForeignKey(
        Involvement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("involvement"),
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    note = models.CharField(_("note"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=2048, blank=True)
    on = models.DateField(_("on"), null=True, blank=True)
    confidence = models.CharField(
        _("confidence"),
        max_length=10,
        choices=Confidence,
        default=Confidence.MEDIUM,
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_for_one_edge", condition=exactly_one("relationship", "involvement")
            ),
            models.CheckConstraint(
                name="evidence_basis_known", condition=Q(basis__in=["stated", "document", "story"])
            ),
            models.CheckConstraint(
                name="evidence_confidence_known", condition=Q(confidence__in=["high", "medium", "low"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}: {self.note or self.url}"
