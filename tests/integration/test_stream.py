"""The stream's promises: which stories, each once, in order, at a fixed price."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import QueryDict
from pytest_django.fixtures import DjangoAssertNumQueries

from stories import facets, stream
from stories.models import Source, Story, Topic
from tests.factories import NOON, AreaFactory, ProgrammeFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db


def asked(query: str) -> stream.Filters:
    return stream.Filters.from_query(QueryDict(query))


def walk(filters: stream.Filters, *, size: int = 3) -> Iterator[stream.Page]:
    """Page after page to the end, as somebody pressing “older” would."""
    page = stream.page(filters, size=size)
    yield page
    while page.older:
        page = stream.page(filters, after=stream.Cursor.parse(str(page.older)), size=size)
        yield page


def titles(pages: Iterator[stream.Page]) -> list[str]:
    return [story.title for page in pages for story in page.stories]


# --- pages --------------------------------------------------------------------------------------------------


def test_walking_shows_every_story_once_even_when_all_arrived_at_the_same_moment() -> None:
    made = [StoryFactory(published=True, sort_at=NOON) for _ in range(10)]
    assert titles(walk(stream.Filters())) == [story.title for story in reversed(made)]


@pytest.mark.parametrize("how_many", [0, 1, 2, 3])
def test_walking_shows_every_story_once_along_each_index(how_many: int) -> None:
    """No programme, one (its own index), several (a story in two comes once)."""
    programmes = [ProgrammeFactory() for _ in range(3)]
    for n in range(12):
        StoryFactory(
            published=True,
            title=f"{n}",
            sort_at=NOON - timedelta(minutes=n // 4),
            programmes=[programmes[n % 3], programmes[(n + 1) % 3]] if n % 2 else [programmes[n % 3]],
        )
    chosen = tuple(programmes[:how_many])
    expected = {
        story.title
        for story in Story.objects.prefetch_related("programmes")
        if not chosen or set(chosen) & set(story.programmes.all())
    }
    found = titles(walk(stream.Filters(programmes=chosen)))
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_walking_back_shows_the_same_pages() -> None:
    for _ in range(9):
        StoryFactory(published=True)
    pages = list(walk(stream.Filters()))
    back = stream.page(stream.Filters(), before=pages[2].newer, size=3)
    assert back.stories == pages[1].stories


def test_walking_back_to_the_top_shows_a_whole_first_page() -> None:
    stories = [StoryFactory(published=True) for _ in range(5)]
    back = stream.page(stream.Filters(), before=stream.Cursor.of(stories[1]), size=3)
    assert back.stories == stories[:3]
    assert back.newer is None


def test_a_story_that_arrives_meanwhile_moves_nobodys_page() -> None:
    for _ in range(6):
        StoryFactory(published=True)
    first = stream.page(stream.Filters(), size=3)
    StoryFactory(published=True, title="Just in", sort_at=NOON + timedelta(hours=1))
    second = stream.page(stream.Filters(), after=first.older, size=3)
    assert not {s.pk for s in first.stories} & {s.pk for s in second.stories}
    assert "Just in" not in [s.title for s in second.stories]


def test_a_cursor_survives_being_written_and_read() -> None:
    cursor = stream.Cursor.of(StoryFactory(published=True, sort_at=NOON + timedelta(microseconds=7)))
    assert stream.Cursor.parse(str(cursor)) == cursor


ODD = ["abc", "-1", "1e99", "\0", "💥", "A" * 22, "_" * 22, "=" * 8, "", "9" * 400, "%00", "../../etc"]


@pytest.mark.parametrize("token", [*ODD, None])
def test_a_mangled_cursor_is_no_cursor(token: str | None) -> None:
    cursor = stream.Cursor.parse(token)
    assert cursor is None or stream.page(stream.Filters(), after=cursor).stories == []


# --- what is public -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in Story.State if state != Story.State.PUBLISHED])
def test_only_published_stories_are_in_any_stream(state: Story.State) -> None:
    programme, other = ProgrammeFactory(), ProgrammeFactory()
    area = AreaFactory(programme=programme)
    story = StoryFactory(state=state, programmes=[programme, other], areas=[area])
    # Even if a facet row is out of step with its story.
    story.story_programmes.update(visible=True)
    story.story_areas.update(visible=True)
    for filters in (
        stream.Filters(),
        stream.Filters(programmes=(programme,)),
        stream.Filters(programmes=(programme, other)),
        stream.Filters(areas=(area,)),
    ):
        assert stream.page(filters).stories == []
    assert stream.latest(about=programme) == stream.latest(about=area) == stream.latest() == []


# --- filters ------------------------------------------------------------------------------------------------


def test_filters_are_any_within_a_field_and_all_between_fields() -> None:
    programme = ProgrammeFactory(slug="big-local")
    for title, kind, lang, programmes in [
        ("yes", "video", "cy", [programme]),
        ("also", "photo", "cy-GB", [programme]),
        ("other kind", "post", "cy", [programme]),
        ("other language", "video", "en", [programme]),
        ("other programme", "video", "cy", []),
    ]:
        StoryFactory(published=True, title=title, kind=kind, lang=lang, programmes=programmes)
    found = stream.page(asked("programme=big-local&kind=video&kind=photo&lang=cy")).stories
    assert [story.title for story in found] == ["yes", "also"]


def test_stories_can_be_had_by_area_and_by_source() -> None:
    area = AreaFactory(slug="saltmarsh", programme__slug="big-local")
    source = SourceFactory(approved=True)
    StoryFactory(published=True, title="there", areas=[area])
    StoryFactory(published=True, title="theirs", owner_source=source)
    StoryFactory(published=True)
    assert [s.title for s in stream.page(asked("area=big-local.saltmarsh")).stories] == ["there"]
    assert [s.title for s in stream.page(asked(f"source={source.pk}")).stories] == ["theirs"]


def test_a_programme_and_an_area_of_another_both_hold() -> None:
    programme, area = ProgrammeFactory(), AreaFactory()
    StoryFactory(published=True, title="both", programmes=[programme], areas=[area])
    StoryFactory(published=True, programmes=[programme])
    StoryFactory(published=True, areas=[area])
    both = stream.Filters(programmes=(programme,), areas=(area,))
    assert [story.title for story in stream.page(both).stories] == ["both"]


def test_unknown_values_are_ignored_and_the_known_ones_kept() -> None:
    programme = ProgrammeFactory(slug="big-local")
    filters = asked("programme=big-local&programme=nope&kind=podcast&area=x&area=a.b&lang=!!&source=-1&x=y")
    assert filters == stream.Filters(programmes=(programme,))


def test_a_proposed_source_does_not_tell_its_name() -> None:
    source = SourceFactory(state=Source.State.PROPOSED)
    assert asked(f"source={source.pk}").source is None


def test_filters_survive_being_written_and_read() -> None:
    area = AreaFactory()
    topic = Topic.objects.create(name="Empty shops", slug="empty-shops")
    source = SourceFactory(approved=True)
    filters = stream.Filters((area.programme,), (area,), (topic,), ("video",), "cy", source, True)
    assert asked(filters.query()[1:]) == filters


def test_taking_one_value_away_leaves_the_others() -> None:
    first, second = ProgrammeFactory(), ProgrammeFactory()
    filters = stream.Filters(programmes=(first, second), kinds=("video",), language="cy")
    assert filters.without(first).programmes == (second,)
    assert filters.without("video").kinds == ()
    assert filters.without("cy").language == ""


# --- counts -------------------------------------------------------------------------------------------------


def test_programme_counts_follow_the_other_filters() -> None:
    first, second = ProgrammeFactory(), ProgrammeFactory()
    StoryFactory(published=True, kind="video", programmes=[first, second])
    StoryFactory(published=True, kind="post", programmes=[first])
    StoryFactory(kind="video", programmes=[first])
    assert facets.programme_counts(stream.Filters()) == {first.pk: 2, second.pk: 1}
    assert facets.programme_counts(stream.Filters(kinds=("video",))) == {first.pk: 1, second.pk: 1}


def test_counting_stops_one_past_the_limit() -> None:
    for _ in range(4):
        StoryFactory(published=True)
    assert stream.count(stream.Filters(), limit=2) == 3
    assert stream.count(stream.Filters(), limit=9) == 4


def test_languages_are_told_without_their_regions() -> None:
    for lang in ("en-GB", "en-US", "cy", ""):
        StoryFactory(published=True, lang=lang)
    StoryFactory(lang="ur")
    assert facets.languages() == ["cy", "en"]


# --- price --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stories", [2, 20])
@pytest.mark.parametrize("how_many", [0, 1, 2])
def test_a_page_costs_five_queries_however_many_stories(
    how_many: int, stories: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programmes = [ProgrammeFactory(), ProgrammeFactory()]
    area = AreaFactory(programme=programmes[0])
    for _ in range(stories):
        StoryFactory(published=True, programmes=programmes, areas=[area])
    # ids, stories with their source, programmes, areas, whom else to thank
    with django_assert_num_queries(5):
        for story in stream.page(stream.Filters(programmes=tuple(programmes[:how_many]))).stories:
            assert story.owner_source
            assert list(story.programmes.all()) + list(story.areas.all())


def test_a_page_of_one_programme_walks_the_programmes_own_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    programme = ProgrammeFactory()
    StoryFactory(published=True, programmes=[programme])
    with django_assert_num_queries(5) as queries:
        stream.page(stream.Filters(programmes=(programme,)))
    first = queries.captured_queries[0]["sql"]
    assert "stories_storyprogramme" in first
    assert '"stories_story"' not in first
