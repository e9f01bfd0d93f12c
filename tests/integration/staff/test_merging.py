"""A blog that moved to an address we follow already: staff see it, and can make one of the two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from programmes.models import Programme
from stories import publishing
from stories.curating import standing
from stories.ingest import due
from stories.models import Decision, Flag, Placement, Source, Story, StoryCredit, StoryProgramme
from stories.sources import merging
from tests.claiming import held
from tests.factories import AreaFactory, PersonFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, redirect
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(settings: Settings) -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({server.pair})
        yield server


def polled_thrice(clock: Clock) -> None:
    for _ in range(3):
        Source.objects.update(next_fetch_at=clock())
        Poll(clock).all()
        clock.forward(days=1)


@pytest.fixture
def both(web: FakeWeb, ours: Programme) -> tuple[Source, Source]:
    """The old one told two stories before its address began to lead to the new one, which has a third."""
    clock = Clock()
    fields: dict[str, Any] = {"state": Source.State.APPROVED, "next_fetch_at": clock()}
    new = Source.at(web.on("/new", answer(rss(item(2), item(3)))), title="New house", **fields)
    old = Source.at(web.on("/old", answer(rss(item(1), item(2)))), title="Old house", **fields)
    for source in (old, new):
        source.save()
        source.programmes.set([ours])
    Poll(clock)(old)
    web.on("/old", redirect("/new", status=301))
    polled_thrice(clock)
    old.refresh_from_db()
    new.refresh_from_db()
    return old, new


def page(client: Client, source: Source) -> str:
    return client.get(f"/cms/source/inspect/{source.pk}/").content.decode()


def merge(client: Client, source: Source) -> str:
    data = {"answer": "merge", "seen": source.edition}
    return client.post(f"/cms/source/inspect/{source.pk}/", data, follow=True).content.decode()


def test_b11_its_page_and_the_desk_say_that_it_is_followed_twice_and_offer_to_merge(
    officer: Client, both: tuple[Source, Source]
) -> None:
    old, new = both
    words = page(officer, old)
    assert "We follow that address already, as “New house”." in words
    assert "Merge it into that one" in words
    assert "Merge it into that one" not in page(officer, new)
    assert list(standing.needing_a_person(Source.objects.all(), now=timezone.now())) == [old]


def test_b11_merged_every_story_is_there_once_and_is_the_other_ones(
    officer: Client, both: tuple[Source, Source]
) -> None:
    old, new = both
    assert "is merged" in merge(officer, old)
    assert sorted(Story.objects.published().values_list("title", flat=True)) == [
        "Story 1",
        "Story 2",
        "Story 3",
    ]
    assert set(Story.objects.values_list("owner_source", flat=True)) == {new.pk}
    assert (new.stories.count(), old.stories.count()) == (3, 0)
    old.refresh_from_db()
    assert old.state == Source.State.ENDED
    assert [former.url for former in new.former_addresses.all()] == [old.url]
    reasons = list(Decision.objects.order_by("pk").values_list("source", "reason"))
    assert reasons == [
        (old.pk, "It is the same as “New house”, and was merged into it."),
        (new.pk, "“Old house” was merged into it."),
    ]


def test_b11_what_the_other_one_says_from_then_on_changes_the_stories_of_both(
    officer: Client, both: tuple[Source, Source], web: FakeWeb
) -> None:
    old, new = both
    merge(officer, old)
    clock = Clock(new.next_fetch_at)
    web.on("/new", answer(rss(item(1, words="<p>Put right.</p>"), item(2), item(3))))
    Poll(clock)(new)
    assert Story.objects.get(title="Story 1").text.strip() == "Put right."
    assert Story.objects.count() == 3


@pytest.mark.parametrize("guid", ["urn:allotment:1", ""], ids=["by its guid", "by its date"])
def test_what_was_taken_down_of_one_stays_down_when_the_other_one_tells_it_in_other_words(
    web: FakeWeb, ours: Programme, guid: str
) -> None:
    """All posts stand on one page, so that it has no address of its own either."""
    page, clock = "https://allotment.example/diary", Clock()
    others = [item(number, guid=guid and None, link=page) for number in (2, 3)]
    fields: dict[str, Any] = {"state": Source.State.APPROVED, "next_fetch_at": clock()}
    old = Source.at(web.on("/old", answer(rss(item(1, guid=guid, link=page), *others))), **fields)
    new = Source.at(web.on("/new", answer(rss(*others))), **fields)
    for source in (old, new):
        source.save()
        source.programmes.set([ours])
        Poll(clock)(source)
    told = Story.objects.get(title="Story 1")
    publishing.take_down(told, by=UserFactory(), reason="She asked.", now=clock())
    web.on("/old", redirect("/new", status=301))
    Poll(clock)(old)
    merging.merge(old, by=None, reason="", now=clock())

    again = item(1, guid=guid, link=page, title="My own day", words="In other words.")
    web.on("/new", answer(rss(again, *others)))
    Poll(clock)(new)
    assert new.last_code == "ok"
    assert not Story.objects.filter(title="My own day").exists()


def test_both_ones_programmes_and_areas_hold_for_all_their_stories(
    editor: Client, both: tuple[Source, Source], theirs: Programme
) -> None:
    old, new = both
    old.areas.set([AreaFactory(programme=theirs)])
    old.programmes.set([theirs])
    merge(editor, old)
    assert {programme.name for programme in new.programmes.all()} == {"Ours", "Theirs"}
    assert new.areas.count() == 1
    assert StoryProgramme.objects.filter(programme=theirs, visible=True).count() == 3


def test_nobody_merges_into_what_others_look_after(
    officer: Client, both: tuple[Source, Source], theirs: Programme
) -> None:
    old, new = both
    new.programmes.set([theirs])
    assert "belongs to a programme that others look after" in merge(officer, old)
    old.refresh_from_db()
    assert old.state == Source.State.APPROVED


def test_a_worker_in_the_middle_of_it_writes_nothing_more(
    officer: Client, both: tuple[Source, Source], web: FakeWeb
) -> None:
    old, _new = both
    now = timezone.now()
    Source.objects.filter(pk=old.pk).update(next_fetch_at=now)
    (token,) = due.claim(now=now, only=Q(pk=old.pk))
    assert held(token, now=now) == [old]
    merge(officer, old)
    assert held(token, now=now) == []


# --- entries without a page of their own ---------------------------------------------------------------------

DIARY = "https://allotment.example/diary"


@pytest.fixture
def diaries(both: tuple[Source, Source], web: FakeWeb) -> tuple[Source, Source]:
    """Each has told of the same two days at one address, and the old one of a third; nothing else is left."""
    Story.objects.all().delete()
    clock = Clock()
    days = [item(n, link=DIARY, words=f"<p>What we did on day {n}.</p>") for n in (4, 5, 6)]
    old, new = both
    web.on("/new", answer(rss(*days[:2])))
    web.on("/old", answer(rss(*days)))
    for source in both:
        Poll(clock)(source)
    Source.objects.filter(pk=old.pk).update(moved_to=new.url, moved_polls=3)
    old.refresh_from_db()
    return old, new


def test_b11_merged_what_shares_a_page_is_told_once(
    officer: Client, diaries: tuple[Source, Source], web: FakeWeb
) -> None:
    old, new = diaries
    kept = set(Story.objects.filter(owner_source=new).values_list("pk", flat=True))
    merge(officer, old)
    told = Story.objects.published()
    assert sorted(told.values_list("title", flat=True)) == ["Story 4", "Story 5", "Story 6"]
    assert kept < set(told.filter(owner_source=new).values_list("pk", flat=True))
    assert new.story_sources.count() == 3
    # The names it had there are kept: by them a takedown finds it under either address.
    assert {key.source for key in Story.objects.get(title="Story 4").entry_keys.all()} == {old, new}
    web.on("/new", answer(rss(item(4, link=DIARY, words="<p>Put right.</p>"), item(5, link=DIARY))))
    Poll(Clock(new.next_fetch_at))(new)
    assert Story.objects.get(title="Story 4").text.strip() == "Put right."
    assert Story.objects.count() == 3


def test_an_event_that_was_read_on_two_days_is_told_once(
    officer: Client, diaries: tuple[Source, Source]
) -> None:
    old, new = diaries
    ahead = timezone.now() + timedelta(days=9)
    Story.objects.update(dated_ahead=ahead)
    Story.objects.filter(owner_source=old).update(published_at=ahead - timedelta(days=10))
    merge(officer, old)
    assert Story.objects.published().filter(owner_source=new).count() == 3


@pytest.mark.parametrize("which", [0, 1], ids=["the one that goes", "the one that stays"])
def test_what_was_hidden_of_either_stays_hidden_and_why(
    officer: Client, diaries: tuple[Source, Source], ours: Programme, which: int
) -> None:
    story = Story.objects.get(owner_source=diaries[which], title="Story 4")
    publishing.hide(story, by=UserFactory(), reason="It names a child.", now=timezone.now())
    merge(officer, diaries[0])
    story = Story.objects.get(title="Story 4")
    assert (story.state, story.decisions.get().reason) == (Story.State.HIDDEN, "It names a child.")
    assert list(story.story_programmes.values_list("visible", flat=True)) == [False]


def test_what_people_put_to_a_story_goes_with_it(
    officer: Client, diaries: tuple[Source, Source], ours: Programme, theirs: Programme
) -> None:
    goes, stays = (Story.objects.get(owner_source=source, title="Story 4") for source in diaries)
    ann, bob = PersonFactory.create_batch(2)
    StoryCredit.objects.create(story=stays, person=ann)
    for person in (ann, bob):
        StoryCredit.objects.create(story=goes, person=person)
    Placement.objects.create(story=stays, programme=ours, rank=1)
    for programme in (ours, theirs):
        Placement.objects.create(story=goes, programme=programme, rank=2)
    Flag.objects.create(story=goes, reason="wrong")
    merge(officer, diaries[0])
    assert {credit.person for credit in stays.credits.all()} == {ann, bob}
    assert {(each.programme, each.rank) for each in stays.placements.all()} == {(ours, 1), (theirs, 2)}
    assert stays.flags.count() == 1


@pytest.mark.parametrize(
    "columns", [{"title_hash": b"t" * 32}, {"content_hash": b"c" * 32}, {"published_at": None}]
)
def test_what_only_looks_the_same_stays_two_stories(
    officer: Client, diaries: tuple[Source, Source], columns: dict[str, Any]
) -> None:
    old, new = diaries
    Story.objects.filter(owner_source=old).update(**columns)
    merge(officer, old)
    assert Story.objects.published().filter(owner_source=new).count() == 5


@pytest.mark.parametrize("state", ["proposed", "ended"])
def test_what_is_not_followed_is_nothing_to_merge_into(
    officer: Client, both: tuple[Source, Source], state: str
) -> None:
    old, new = both
    Source.objects.filter(pk=new.pk).update(state=state)
    assert "Merge it into that one" not in page(officer, old)
    assert "Nothing was changed" in merge(officer, old)


@pytest.mark.parametrize(
    ("which", "columns"),
    [
        ("New house", {"state": "ended"}),
        ("New house", {"url": "https://elsewhere.example/feed"}),
        ("New house", {"doubted_at": timezone.now()}),
        ("Old house", {"moved_to": "https://elsewhere.example/feed"}),
        ("Old house", {"doubted_at": timezone.now()}),
    ],
)
def test_what_was_changed_between_the_look_and_the_merge_is_not_merged(
    both: tuple[Source, Source], monkeypatch: pytest.MonkeyPatch, which: str, columns: dict[str, Any]
) -> None:
    old, _new = both
    look, told = merging.same_as, old.stories.count()

    def changed_after(source: Source) -> Source | None:
        found = look(source)
        monkeypatch.undo()
        Source.objects.filter(title=which).update(**columns)
        return found

    monkeypatch.setattr(merging, "same_as", changed_after)
    with pytest.raises(publishing.NotAllowed, match="somebody else"):
        merging.merge(old, by=None, reason="", now=timezone.now())
    assert old.stories.count() == told
    old.refresh_from_db()
    assert old.state == Source.State.APPROVED


def test_a_merge_that_somebody_else_was_faster_with_is_told(
    officer: Client, both: tuple[Source, Source]
) -> None:
    old, _new = both
    seen = old.edition
    publishing.end_source(old, by=None, reason="No longer.", now=timezone.now())
    data = {"answer": "merge", "seen": seen}
    words = officer.post(f"/cms/source/inspect/{old.pk}/", data, follow=True).content.decode()
    assert "Nothing was changed" in words
