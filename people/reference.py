"""Who was there when the programmes began, from `people/data/*.csv`: organisations, eight people, and the edges.

Organisations and people follow the files until staff edit them; edges are made once, with their evidence, and
then left alone. People are real and know nothing of us: their name and the role a public document states, no
place, no picture, no address; unclaimed until they come; never again once they asked to be left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from people import removals
from people.models import Evidence, Involvement, Organisation, Person, Relationship
from programmes.models import Area, Programme
from programmes.reference import Outcome, rows, save

DATA = Path(__file__).parent / "data"


class ProgrammesMissing(Exception):
    """The edges lead to programmes that are not there yet."""


@transaction.atomic
def load_organisations() -> Outcome:
    known = {one.slug: one for one in Organisation.objects.all()}
    wanted = [_organisation(row) for row in rows(DATA / "organisations.csv")]
    fields = ["name", "short_name", "kind", "summary", "website", "place", "latitude", "longitude"]
    outcome = save(Organisation, [(known.get(one.slug), one) for one in wanted], fields)
    for row in rows(DATA / "organisations.csv"):
        if row["replaced_by"]:
            heir = Organisation.objects.filter(slug=row["replaced_by"]).first()
            Organisation.objects.filter(slug=row["slug"], replaced_by=None).update(replaced_by=heir)
    return outcome


@transaction.atomic
def load_people() -> Outcome:
    """Claimed and removed profiles are their owner's; those who asked to be left out are not made."""
    known = {one.slug: one for one in Person.objects.all()}
    wanted = [
        _person(row) for row in rows(DATA / "people.csv") if not removals.asked_to_be_left_out(row["name"])
    ]
    ours = [
        (known.get(one.slug), one)
        for one in wanted
        if one.slug not in known or _is_unclaimed(known[one.slug])
    ]
    return save(Person, ours, ["display_name", "summary", "source_note"])


@transaction.atomic
def load_involvements() -> Outcome:
    programmes = {one.slug: one for one in Programme.objects.all()}
    areas = {(one.programme_id, one.slug): one for one in Area.objects.all()}
    organisations = {one.slug: one for one in Organisation.objects.all()}
    if not programmes:
        raise ProgrammesMissing
    created = kept = 0
    for row in rows(DATA / "involvements.csv"):
        programme = programmes.get(row["programme"])
        organisation = organisations.get(row["organisation"])
        area = areas.get((programme.pk, row["area"])) if programme and row["area"] else None
        if not programme or not organisation or (row["area"] and not area):
            continue  # staff have deleted one end of it
        edge = {"organisation": organisation, "programme": programme, "area": area}
        # Whatever staff have made of its role since: once there, it is not made again.
        if Involvement.objects.filter(**edge).exists():
            kept += 1
        else:
            _prove(row, involvement=Involvement.objects.create(**edge, **_involvement(row)))
            created += 1
    return Outcome(created, 0, kept)


@transaction.atomic
def load_relationships() -> Outcome:
    people = {one.slug: one for one in Person.objects.filter(removed_at=None)}
    organisations = {one.slug: one for one in Organisation.objects.all()}
    created = kept = 0
    for row in rows(DATA / "relationships.csv"):
        ends = {
            "subject_person": people.get(row["subject_person"]),
            "subject_organisation": organisations.get(row["subject_organisation"]),
            "object_person": people.get(row["object_person"]),
            "object_organisation": organisations.get(row["object_organisation"]),
        }
        if any(bool(row[name]) != bool(end) for name, end in ends.items()):
            continue  # one end has been deleted, or asked to be left out
        if Relationship.objects.filter(kind=row["kind"], **ends).exists():
            kept += 1
        else:
            _prove(row, relationship=Relationship.objects.create(kind=row["kind"], **ends))
            created += 1
    return Outcome(created, 0, kept)


def _is_unclaimed(person: Person) -> bool:
    return person.user_id is None and person.claimed_at is None and person.removed_at is None


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        summary=row["summary"],
        website=row["website"],
        place=row["place"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
    )


def _person(row: dict[str, str]) -> Person:
    return Person(
        slug=row["slug"],
        display_name=row["name"],
        summary=row["summary"],
        source_note=row["source"],
        precision=Person.Precision.NOWHERE,
    )


def _involvement(row: dict[str, str]) -> dict[str, Any]:
    return {
        "role": row["role"],
        "is_lead": row["is_lead"] == "yes",
        "since": parse_date(row["since"]),
        "until": parse_date(row["until"]),
    }


def _prove(row: dict[str, str], **edge: Any) -> None:
    Evidence.objects.create(
        basis=Evidence.Basis.DOCUMENT, note=row["source"], confidence=row["confidence"], **edge
    )
