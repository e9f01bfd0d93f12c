"""Rows inserted many at a time are the rows that were given, on either database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from stories import bulk
from stories.models import Code, EntryKey, Source, SourceProgramme, Story, StoryProgramme, Topic
from tests.factories import NOON, ProgrammeFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db


def story(**columns: Any) -> dict[str, Any]:
    times = {"first_seen_at": NOON, "sort_at": NOON + timedelta(microseconds=7), "published_at": None}
    return times | {"origin": "pulled", "url_hash": None} | columns


def test_values_arrive_as_they_were_given_and_the_rest_is_as_the_model_says() -> None:
    title = "“Ünï” %s 100% \\ ' \" 🏡"
    bulk.insert(Story, [story(title=title, url_hash=bytes(range(32))), story(title="")])

    first, second = Story.objects.order_by("pk")
    assert (first.title, bytes(first.url_hash or b"")) == (title, bytes(range(32)))
    assert (first.sort_at, first.published_at) == (NOON + timedelta(microseconds=7), None)
    assert (second.url_hash, second.state, second.kind, second.licence) == (None, "draft", "post", "excerpt")
    assert (second.search_owed, second.version, second.lang) == (True, 0, "")


def test_what_is_among_hashes_and_ids_is_found_and_nothing_is_among_none() -> None:
    digests = [bytes(range(32)), b"\"\\'%s,{}" * 3, b"\xff" * 32]
    bulk.insert(Story, [story(url_hash=digest) for digest in digests])
    pks = dict(Story.objects.values_list("url_hash", "pk"))

    def found(column: str, values: list[Any]) -> set[int]:
        wanted = bulk.among(values)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM stories_story WHERE {column} {wanted.sql}", wanted.values)
            return {pk for (pk,) in cursor.fetchall()}

    assert found("url_hash", [*digests[:2], b"\0" * 32]) == {pks[digest] for digest in digests[:2]}
    assert found("NOT id", [pks[digests[0]], 0]) == {pks[digest] for digest in digests[1:]}
    assert found("id", []) == set()


def test_what_is_among_moments_and_words_is_found() -> None:
    first, second, third = StoryFactory.create_batch(3)
    told = [NOON + timedelta(microseconds=7), NOON + timedelta(days=1)]
    words = ['“Ünï”, {%s} \\ " \\"', "NULL"]
    for one, moment, title in zip((first, second), told, words, strict=True):
        Story.objects.filter(pk=one.pk).update(published_at=moment, title=title)

    assert set(Story.objects.filter(published_at__among=[*told, NOON])) == {first, second}
    assert set(Story.objects.filter(title__among=words)) == {first, second}
    assert set(Story.objects.filter(pk__among={third.pk, 0})) == {third}


def test_every_row_is_there_once_for_each_value_that_another_table_names() -> None:
    source, other = SourceFactory(), SourceFactory()
    wood, hill = ProgrammeFactory.create_batch(2)
    for each, programme in ((source, wood), (source, hill), (other, ProgrammeFactory())):
        SourceProgramme.objects.create(source=each, programme=programme)
    stories = StoryFactory.create_batch(2)
    rows = [{"story_id": one.pk, "sort_at": NOON} for one in stories]
    StoryProgramme.objects.create(story=stories[0], programme=hill, sort_at=NOON)

    for each in (source, SourceFactory()):  # the last one has no programmes, so its rows are there for none
        of = bulk.Each(SourceProgramme, "programme_id", {"source_id": each.pk})
        bulk.insert_all(bulk.Insert(StoryProgramme, rows, {"visible": True}, ignore_conflicts=True, each=of))

    held = StoryProgramme.objects.values_list("story_id", "programme_id", "visible")
    first, second = (one.pk for one in stories)
    assert set(held) == {
        (first, wood.pk, True),
        (first, hill.pk, False),
        (second, wood.pk, True),
        (second, hill.pk, True),
    }


def test_a_row_that_is_there_is_left_alone_on_request() -> None:
    Topic.objects.create(slug="paths", name="Paths")

    bulk.insert(
        Topic, [{"slug": "paths", "name": "PATHS"}, {"slug": "ponds", "name": "Ponds"}], ignore_conflicts=True
    )

    assert list(Topic.objects.order_by("slug").values_list("name", flat=True)) == ["Paths", "Ponds"]


def test_a_row_that_is_there_takes_over_what_is_named() -> None:
    source, one, other = SourceFactory(), StoryFactory(), StoryFactory()
    key = {"source_id": source.pk, "digest": b"k" * 32, "rung": "guid"}
    bulk.insert(EntryKey, [key | {"story_id": one.pk}])

    bulk.insert(
        EntryKey,
        [key | {"story_id": other.pk, "rung": "link"}],
        unique=["source_id", "digest"],
        update=["story_id"],
    )

    assert EntryKey.objects.values_list("story_id", "rung").get() == (other.pk, "guid")


def test_a_row_that_is_there_is_an_error_where_nothing_was_said() -> None:
    Topic.objects.create(slug="paths", name="Paths")
    with pytest.raises(IntegrityError):
        bulk.insert(Topic, [{"slug": "paths", "name": "PATHS"}])


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        bulk.insert(Topic, [])


def test_what_every_row_says_alike_is_said_once() -> None:
    bulk.insert_all(
        bulk.Insert(Story, [story(title="One"), story(title="Two")], {"lang": "cy", "visible_at": None})
    )
    assert set(Story.objects.values_list("title", "lang")) == {("One", "cy"), ("Two", "cy")}


def test_several_tables_are_written_in_one_statement(
    django_assert_max_num_queries: Any,
) -> None:
    source, told = SourceFactory(), StoryFactory()
    key = {"digest": b"k" * 32, "rung": "guid", "story_id": told.pk}
    with django_assert_max_num_queries(1 if connection.vendor == "postgresql" else 2):
        bulk.insert_all(
            bulk.Insert(Topic, [{"slug": "paths", "name": "Paths"}]),
            bulk.Insert(Topic, []),
            bulk.Insert(EntryKey, [key], {"source_id": source.pk}),
        )
    assert (Topic.objects.get().name, EntryKey.objects.get().source) == ("Paths", source)


def test_only_what_was_not_there_is_told_of() -> None:
    there, new = b"t" * 32, b"n" * 32
    StoryFactory(title="There", url_hash=there)
    rows = [story(url_hash=there, title="Again"), story(url_hash=new, title="New")]

    made = bulk.insert_new(Story, rows, by="url_hash", common={"lang": "cy"})

    assert made == {new: Story.objects.get(title="New", lang="cy").pk}
    assert Story.objects.count() == 2


@pytest.mark.parametrize(
    ("column", "among", "found"),
    [("digest", [b"a" * 32, b"x" * 32], 1), ("digest", [], 0), ("rung", {"link", "guid"}, 2)],
)
def test_among_many_values_is_in_them(column: str, among: Any, found: int) -> None:
    source, told = SourceFactory(), StoryFactory()
    keys = [{"digest": digest * 32, "rung": rung} for digest, rung in ((b"a", "guid"), (b"b", "link"))]
    bulk.insert_all(bulk.Insert(EntryKey, keys, {"source_id": source.pk, "story_id": told.pk}))
    assert EntryKey.objects.filter(**{f"{column}__among": among}).count() == found


def test_a_row_is_written_where_it_is_as_was_said_and_nowhere_else() -> None:
    token, other = uuid4(), uuid4()
    held, lost = (SourceFactory(lease_token=each, leased_until=NOON) for each in (token, other))
    values = {"etag": "“Ünï” %s", "body_hash": bytes(range(32)), "next_fetch_at": NOON, "lease_token": None}
    values |= {"leased_until": None, "last_code": Code.OK, "failures": 2}

    assert bulk.update(Source, values, where={"id": held.pk, "lease_token": token}) == 1
    assert bulk.update(Source, values, where={"id": lost.pk, "lease_token": token}) == 0

    held.refresh_from_db()
    assert (held.etag, bytes(held.body_hash or b""), held.next_fetch_at) == (
        "“Ünï” %s",
        bytes(range(32)),
        NOON,
    )
    assert (held.lease_token, held.last_code, held.failures) == (None, "ok", 2)
    assert Source.objects.get(pk=lost.pk).lease_token == other


def test_ids_are_found_by_what_is_unique_about_their_rows() -> None:
    odd = "% ü, \"{\\n}'"
    paths, ponds, strange = (Topic.objects.create(slug=slug, name=slug) for slug in ("paths", "ponds", odd))
    story = StoryFactory(url_hash=b"h" * 32)

    assert bulk.ids(Topic, "slug", {"paths": 1, "ponds": 2, "none": 3}) == {
        "paths": paths.pk,
        "ponds": ponds.pk,
    }
    assert bulk.ids(Topic, "slug", [odd, "'", "", "n"]) == {odd: strange.pk}
    found = bulk.ids(Story, "url_hash", [b"h" * 32, b"i" * 32])
    assert {bytes(url_hash): pk for url_hash, pk in found.items()} == {b"h" * 32: story.pk}
    assert bulk.ids(Topic, "slug", []) == {}
