"""Changing a source: what is put right at once, what is decided about anew, and who may change what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from programmes.models import Programme
from stories import publishing
from stories.models import Decision, FormerAddress, Host, Source, StoryArea, StoryProgramme, StorySource
from stories.models.story import Story
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(ours: Programme) -> Source:
    found: Source = SourceFactory(
        state=Source.State.APPROVED, title="Kesterfield Corner", licence="excerpt", programmes=[ours]
    )
    return found


def told(source: Source, **fields: Any) -> Story:
    """A story this source has brought."""
    story: Story = StoryFactory(
        **{"published": True, "owner_source": source, "licence": source.licence} | fields
    )
    StorySource.objects.get_or_create(story=story, source=source, defaults={"last_seen_at": timezone.now()})
    return story


def as_it_is(source: Source) -> dict[str, Any]:
    source = Source.objects.get(pk=source.pk)
    return {
        "title": source.title,
        "home_page": source.home_page,
        "steward": source.steward_id or "",
        "programmes": [each.pk for each in source.programmes.all()],
        "areas": [each.pk for each in source.areas.all()],
        "url": source.url,
        "licence": source.licence,
        "publisher": source.publisher_id or "",
        "seen": source.edition,
    }


def change(client: Client, source: Source, **changes: Any) -> str:
    address = f"/cms/source/change/{source.pk}/"
    answer = client.post(address, as_it_is(source) | changes, follow=True)
    assert answer.status_code == 200
    source.refresh_from_db()
    return str(answer.content.decode())


def test_steward_title_and_home_page_are_put_right_at_once(officer: Client, source: Source) -> None:
    joan = PersonFactory(display_name="Joan Petty")
    words = change(officer, source, steward=joan.pk, title="The Corner", home_page="https://corner.example/")
    assert "Saved." in words and "Joan Petty" in words
    assert (source.state, source.steward, source.title) == ("approved", joan, "The Corner")
    assert source.home_page == "https://corner.example/"
    assert not Decision.objects.exists()


def test_saving_what_is_there_changes_nothing(officer: Client, source: Source) -> None:
    before = Source.objects.values().get()
    change(officer, source)
    assert Source.objects.values().get() == before


def test_one_without_a_title_is_not_given_its_address_for_one(officer: Client, source: Source) -> None:
    Source.objects.update(title="")
    page = officer.get(f"/cms/source/change/{source.pk}/").content.decode()
    field = page.partition('name="title"')[2].partition(">")[0]
    assert source.url not in field
    change(officer, source, home_page="https://corner.example/")
    assert (source.title, source.home_page) == ("", "https://corner.example/")


# --- what was approved --------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["approved", "paused"])
@pytest.mark.parametrize("name", ["url", "licence", "publisher"])
def test_d7_another_address_owner_or_licence_goes_back_to_review(
    officer: Client, source: Source, name: str, state: str
) -> None:
    Source.objects.update(state=state)
    values = {"url": "https://new.example/feed", "licence": "full", "publisher": OrganisationFactory().pk}
    words = change(officer, source, **{name: values[name]})
    assert "waits for a decision again" in words
    assert source.state == Source.State.PROPOSED
    assert not Source.objects.due(timezone.now() + timedelta(days=365)).exists()
    step = Decision.objects.get()
    assert (step.from_state, step.to_state) == (state, "proposed")
    assert ", now " in step.reason
    assert step.reason in officer.get("/cms/queue/").content.decode().replace("&#x27;", "'")


def test_a_new_address_begins_with_a_clean_slate_and_the_old_one_is_remembered(
    officer: Client, source: Source
) -> None:
    now = timezone.now()
    Source.objects.update(
        etag='"x"', wire_hash=b"1" * 32, body_hash=b"2" * 32, failures=3, failing_since=now, last_code="gone",
        moved_to="https://elsewhere.example/", lease_token=uuid4(), leased_until=now + timedelta(minutes=1),
    )  # fmt: skip
    old = source.url
    change(officer, source, url="https://New.example:8443/feed")
    assert source.url == "https://new.example:8443/feed"
    assert source.host == Host.objects.get(key="new.example:8443")
    assert (source.etag, source.wire_hash, source.body_hash) == ("", None, None)
    assert (source.failures, source.failing_since, source.last_code, source.moved_to) == (0, None, "", "")
    assert (source.lease_token, source.leased_until) == (None, None)  # who fetches the old one writes nothing
    assert FormerAddress.objects.get(source=source).url == old


@pytest.mark.parametrize(
    ("name", "value", "may_write"),
    [
        ("licence", "link", False),
        ("title", "The Corner", False),
        ("home_page", "https://corner.example/", False),
        ("areas", [], True),
    ],
)
def test_whoever_is_fetching_it_brings_no_stories_to_be_shown_as_they_were_nor_the_name_it_had(
    officer: Client, source: Source, name: str, value: object, may_write: bool
) -> None:
    source.areas.set([AreaFactory(programme=source.programmes.get())])
    Source.objects.update(lease_token=uuid4(), leased_until=timezone.now() + timedelta(minutes=1))
    change(officer, source, **{name: value})
    assert (source.lease_token is not None) == may_write


def test_less_is_shown_at_once_and_more_once_it_is_approved(officer: Client, source: Source) -> None:
    story = told(source)
    posted = told(source, origin="posted", licence="full")
    change(officer, source, licence="link")
    story.refresh_from_db()
    assert story.licence == "link"
    change(officer, source, licence="full")
    story.refresh_from_db()
    assert story.licence == "link"
    publishing.approve_source(source, by=None, reason="A test.", now=timezone.now())
    story.refresh_from_db()
    posted.refresh_from_db()
    assert (story.licence, posted.licence) == ("full", "full")
    assert story.search_owed and story.pictures_due_at


def test_nobody_approves_what_was_changed_before_their_eyes(
    officer: Client, editor: Client, source: Source
) -> None:
    Source.objects.update(state=Source.State.PROPOSED)
    source.refresh_from_db()
    seen = source.edition
    change(editor, source, url="https://new.example/feed")
    answer = officer.post(
        f"/cms/source/inspect/{source.pk}/", {"answer": "approve", "seen": seen}, follow=True
    )
    assert "Please look at it again" in answer.content.decode()
    source.refresh_from_db()
    assert source.state == Source.State.PROPOSED


@pytest.mark.parametrize("name", ["url", "licence", "publisher"])
def test_nor_what_was_changed_between_the_look_and_the_step(
    editor: Client, source: Source, name: str
) -> None:
    Source.objects.update(state=Source.State.PROPOSED, licence="full")
    story = told(source, licence="link")
    seen = Source.objects.get()
    values = {"url": "https://new.example/feed", "licence": "link", "publisher": OrganisationFactory().pk}
    change(editor, source, **{name: values[name]})
    with pytest.raises(publishing.NotAllowed, match="somebody else"):
        publishing.approve_source(seen, by=None, reason="A test.", now=timezone.now())
    source.refresh_from_db()
    story.refresh_from_db()
    assert (source.state, story.licence) == (Source.State.PROPOSED, "link")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://10.0.0.1/feed", "not on the public internet"),
        ("https://joan:secret@new.example/feed", "password"),
        ("ftp://new.example/feed", ""),
        ("https://taken.example/feed/", "is followed already"),
    ],
)
def test_an_address_that_cannot_be_followed_changes_nothing_and_stays_in_the_form(
    officer: Client, source: Source, url: str, why: str
) -> None:
    SourceFactory(state=Source.State.APPROVED, url="https://taken.example/feed", title="Taken")
    before = Source.objects.values().get(pk=source.pk)
    words = change(officer, source, url=url, title="Typed anew")
    assert why in words
    assert url in words and "Typed anew" in words
    assert Source.objects.values().get(pk=source.pk) == before


def test_two_people_do_not_write_over_each_other(officer: Client, editor: Client, source: Source) -> None:
    old = as_it_is(source)
    change(editor, source, licence="link")
    words = change(officer, source, **old | {"licence": "full"})
    assert "changed by somebody else meanwhile" in words
    assert source.licence == "link"


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "ended"},
        {"doubted_at": timezone.now()},
        {"doubted_at": timezone.now(), "state": "paused"},
        {"doubted_at": timezone.now(), "state": "proposed"},
    ],
)
def test_what_has_another_question_open_is_not_changed(
    officer: Client, source: Source, fields: dict[str, Any]
) -> None:
    Source.objects.update(**fields)
    assert "cannot be changed as it stands" in change(officer, source, title="Another")
    assert source.title == "Kesterfield Corner"


# --- where its stories belong -------------------------------------------------------------------------------


def test_the_stories_it_brought_move_with_it(
    editor: Client, source: Source, ours: Programme, theirs: Programme
) -> None:
    area = AreaFactory(programme=theirs)
    story = told(source, programmes=[ours])
    change(editor, source, programmes=[theirs.pk], areas=[area.pk])
    assert StoryProgramme.objects.get(story=story).programme == theirs
    row = StoryArea.objects.get(story=story)
    assert (row.area, row.visible, row.sort_at) == (area, True, story.sort_at)


def test_a_hidden_story_moves_out_of_sight(editor: Client, source: Source, theirs: Programme) -> None:
    story = told(source, state=Story.State.HIDDEN)
    change(editor, source, programmes=[theirs.pk])
    assert [(row.programme, row.visible) for row in story.story_programmes.all()] == [(theirs, False)]


def test_a_story_stays_where_another_source_belongs(
    editor: Client, source: Source, ours: Programme, theirs: Programme
) -> None:
    story = told(source, programmes=[ours])
    StorySource.objects.create(
        story=story, source=SourceFactory(programmes=[ours]), last_seen_at=timezone.now()
    )
    change(editor, source, programmes=[theirs.pk])
    assert {row.programme for row in story.story_programmes.all()} == {ours, theirs}


def test_an_officer_changes_only_their_own_programmes(
    officer: Client, source: Source, ours: Programme, theirs: Programme
) -> None:
    change(officer, source, programmes=[ours.pk, theirs.pk])
    assert list(source.programmes.all()) == [ours]
    source.programmes.add(theirs)
    change(officer, source, programmes=[ours.pk])
    assert set(source.programmes.all()) == {ours, theirs}  # what they cannot see they do not take away
    assert "out of your sight" in change(officer, source, programmes=[])
    assert ours in source.programmes.all()


def test_a_source_of_others_does_not_exist(officer: Client, theirs: Programme) -> None:
    other = SourceFactory(programmes=[theirs])
    assert officer.get(f"/cms/source/change/{other.pk}/").status_code == 404
