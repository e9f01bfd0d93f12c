"""Everything of a person, erased because they asked: what goes, what stays, what keeps it out, who may do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import ModelLogEntry

from people import removals
from people.models import Person, Relationship, Removal
from portal.accounts.models import User
from portal.search import indexing
from programmes.models import CustomImage, Membership, Outbox, Programme
from programmes.pictures import keep
from stories import erasing, tasks
from stories.erasing import Somebody
from stories.models import Decision, Photo, Source, Story, StoryCredit, StorySource, Takedown, Tombstone
from stories.publishing import NotAllowed
from tests.factories import (
    NOON,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)
from tests.integration.staff.conftest import Role, staff_member
from tests.mentions import rows_that_mention
from tests.pictures import picture

pytestmark = pytest.mark.django_db

NAME = "Quilla Quillfeather"


@pytest.fixture
def quilla(ours: Programme) -> Person:
    """With an account, a role, ties, letters that wait, and a trace in the CMS's history."""
    user = UserFactory(name=NAME, email="quilla@quillfeather.example")
    person = PersonFactory(
        display_name=NAME, slug="quilla-quillfeather", user=user, claimed_at=NOON, summary="Quillfeather."
    )
    InvolvementFactory(person=person, programme=ours)
    Relationship.objects.create(
        kind="leads", subject_person=person, object_organisation=OrganisationFactory()
    )
    role = Membership.objects.create(user=user, role=Role.REPORTER, programme=ours)
    for row in (person, user, role):
        ModelLogEntry.objects.log_action(row, "wagtail.edit", title=f"{NAME}, edited")
    told = {"user": user.pk, "headline": "Quillfeather’s lunch", "reason": "x"}
    Outbox.objects.create(topic="tell-taken-down", dedupe_key="tell:1", payload=told, due_at=NOON)
    found: Person = person
    return found


def posted(person: Person, **fields: Any) -> Story:
    words = {"title": "By Quillfeather", "byline": NAME, "html": "<p>Quillfeather was here.</p>"}
    whose = {"posted": True, "posted_by": person.user, "author": person}
    story: Story = StoryFactory(**words | whose | fields)
    return story


def erase(client: Client, person: Person, **data: Any) -> str:
    answer = client.post(f"/cms/erase/{person.pk}/", {"name": NAME} | data, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_no_table_mentions_them_any_more(editor: Client, quilla: Person, ours: Programme) -> None:
    """Their entry, account, ties, letters, photos and stories in every state, down to the CMS's own history."""
    for state in {*Story.State.values} - {Story.State.PUBLISHED}:
        posted(quilla, state=state, programmes=[ours])
    public = posted(quilla, published=True, programmes=[ours])
    image = keep(picture(), title="Quillfeather at the bus stop", origin=CustomImage.Origin.REPORTER)
    Photo.objects.create(story=public, image=image)
    keep(
        picture(colour=(1, 2, 3)),
        title="Quillfeather, not used",
        origin=CustomImage.Origin.REPORTER,
        uploaded_by=quilla.user,
    )
    indexing.sweep()
    assert len(rows_that_mention("quillfeather")) > 6

    assert "6 stories with it" in erase(editor, quilla)

    # The history of the CMS and its search are written afterwards, and from what is left.
    indexing.sweep()
    assert rows_that_mention("quillfeather") == []
    assert not Story.objects.exists() and not CustomImage.objects.exists()


def test_what_is_left_says_who_did_it_and_not_whose_it_was(
    editor: Client, quilla: Person, ours: Programme
) -> None:
    posted(quilla, published=True, programmes=[ours])
    erase(editor, quilla)
    taken = Takedown.objects.get()
    assert (str(taken.who), taken.posted_by, taken.told_at, taken.source) == ("Edie Editor", None, None, None)
    assert list(taken.programmes.all()) == [ours]
    assert "1 story went with it" in taken.reason


def test_what_others_told_stays_and_leads_to_nobody(editor: Client, quilla: Person, ours: Programme) -> None:
    other = StoryFactory(published=True, programmes=[ours], title="Lunch for everybody")
    StoryCredit.objects.create(story=other, person=quilla)
    decided = Decision.objects.create(
        story=other, who=quilla.user, when=NOON, from_state="waiting", to_state="published"
    )
    followed = SourceFactory(approved=True, steward=quilla, proposed_by=quilla.user, title="The Corner")
    erase(editor, quilla)
    assert list(Story.objects.all()) == [other] and not other.credits.exists()
    decided.refresh_from_db()
    followed.refresh_from_db()
    assert decided.who is None
    assert (followed.steward, followed.proposed_by, followed.state) == (None, None, Source.State.APPROVED)


def test_no_import_brings_the_name_back(editor: Client, quilla: Person) -> None:
    erase(editor, quilla)
    assert removals.asked_to_be_left_out("QUILLA  quillfeather")


def test_a_blog_that_is_theirs_alone_goes_with_all_it_brought_and_no_other(
    editor: Client, quilla: Person, ours: Programme
) -> None:
    blog = SourceFactory(approved=True, steward=quilla, title="Quillfeather’s notes", programmes=[ours])
    other = SourceFactory(approved=True, steward=quilla, title="The hall", programmes=[ours])
    theirs, halls = (
        StoryFactory(published=True, owner_source=source, title=f"Of {source.title}", programmes=[ours])
        for source in (blog, other)
    )
    StorySource.objects.get_or_create(
        story=theirs, source=other, defaults={"last_seen_at": NOON, "link": theirs.canonical_url}
    )
    erase(editor, quilla, blogs=[blog.pk])
    assert list(Source.objects.all()) == [other]
    assert list(Story.objects.all()) == [halls]
    assert rows_that_mention("quillfeather") == []


def test_a_restored_backup_brings_nobody_back(
    settings: Settings,
    tmp_path: Path,
    quilla: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Neither the account, nor the entry, nor a draft, nor the blog; nor somebody who never came."""
    settings.TAKEN_DOWN_LIST = tmp_path / "taken-down.jsonl"
    never_came = PersonFactory(display_name=NAME, slug="quillfeather-too")
    blog = SourceFactory(approved=True, steward=quilla, title="Quillfeather’s notes")
    draft = posted(quilla, state=Story.State.DRAFT, post_key=uuid4())
    fetched = StoryFactory(published=True, owner_source=blog, title="Quillfeather’s note")
    rows = [quilla.user, quilla, never_came, blog, draft, fetched]
    backup = [(type(row), {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
              for row in rows if row is not None]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        for person in (quilla, never_came):
            whose = Somebody.in_the_whos_who(person)
            erasing.erase(whose, blogs=erasing.blogs_of(whose), by=UserFactory(), now=NOON)
    assert rows_that_mention("quillfeather") == []
    assert "quillfeather" not in settings.TAKEN_DOWN_LIST.read_text().lower()

    Tombstone.objects.all().delete()
    Removal.objects.all().delete()
    for model, columns in backup:
        model(**columns).save(force_insert=True)
    assert rows_that_mention("quillfeather")

    tasks.keep_taken_down()
    assert rows_that_mention("quillfeather") == []
    assert removals.asked_to_be_left_out(NAME)


def test_a_restored_backup_takes_nobody_else(
    settings: Settings,
    tmp_path: Path,
    quilla: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Not a member of the same name either, nor whoever has been given the number of the account."""
    settings.TAKEN_DOWN_LIST = tmp_path / "taken-down.jsonl"
    namesake = PersonFactory(display_name=NAME, slug="another", claimed=True)
    assert quilla.user
    number = quilla.user.pk
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(Somebody.in_the_whos_who(quilla), by=UserFactory(), now=NOON)
    Tombstone.objects.all().delete()
    UserFactory(pk=number)
    assert erasing.erase_again(settings.TAKEN_DOWN_LIST, now=NOON) == 0
    assert Person.objects.get() == namesake and User.objects.filter(pk=number).exists()


def test_the_page_says_what_goes_and_asks_for_the_name(
    editor: Client, quilla: Person, ours: Programme
) -> None:
    for _each in range(11):
        posted(quilla, published=True, programmes=[ours])
    posted(quilla, state=Story.State.DRAFT, title="A secret of hers")
    SourceFactory(approved=True, steward=quilla, title="The hall")
    assert f"/cms/erase/{quilla.pk}/" in editor.get(f"/cms/person/edit/{quilla.pk}/").content.decode()
    page = editor.get(f"/cms/erase/{quilla.pk}/").content.decode()
    for words in ("quilla@quillfeather.example", "12 stories they told", "and 2 more", "The hall"):
        assert words in page
    assert "A secret of hers" not in page  # a draft is its writer's alone
    assert "This is not their name" in erase(editor, quilla, name="Quill")
    assert Person.objects.filter(pk=quilla.pk).exists() and Story.objects.count() == 12
    erase(editor, quilla, name="quilla  quillfeather ")
    assert not Story.objects.exists()


def test_of_somebody_who_told_nothing_no_stories_are_counted(editor: Client, quilla: Person) -> None:
    assert "Everything of theirs is erased." in erase(editor, quilla)
    assert Takedown.objects.get().reason == "Somebody asked for everything of theirs to be erased."


@pytest.mark.parametrize("who", ["officer", "moderator", "reporter"])
def test_only_a_network_editor_may(who: str, request: pytest.FixtureRequest, quilla: Person) -> None:
    request.getfixturevalue(who).post(f"/cms/erase/{quilla.pk}/", {"name": NAME})
    assert Person.objects.filter(pk=quilla.pk).exists()


def test_nobody_erases_themselves_nor_an_editor_whoever_runs_the_portal(editor: Client) -> None:
    edie = User.objects.get(name="Edie Editor")
    root = User.objects.create_superuser("root@example.org")
    for user, by in ((edie, edie), (root, edie)):
        person = PersonFactory(display_name=NAME, user=user)
        somebody = Somebody.with_the_account(user)
        assert erasing.why_not(somebody, by=by) in erase(editor, person).replace("&#x27;", "'")
        with pytest.raises(NotAllowed):
            erasing.erase(somebody, by=by, now=NOON)
    assert Person.objects.count() == 2


def test_somebody_who_never_came_is_erased_too(editor: Client) -> None:
    """Known from a public source: there is no account, and what bears their name as its author goes."""
    person = PersonFactory(display_name=NAME)
    StoryFactory(published=True, author=person, title="Told by Quillfeather")
    StoryFactory(published=True, title="Posted by nobody in particular", posted=True, posted_by=None)
    erase(editor, person)
    assert [story.title for story in Story.objects.all()] == ["Posted by nobody in particular"]


def test_their_visit_ends(quilla: Person) -> None:
    client = Client()
    assert quilla.user
    client.force_login(quilla.user)
    erasing.erase(Somebody.in_the_whos_who(quilla), by=staff_member(Role.NETWORK_EDITOR), now=timezone.now())
    assert client.get("/stories/mine/").status_code == 302


def test_a_reporter_who_is_not_in_the_whos_who_is_erased_from_a_story_of_theirs(
    editor: Client, moderator: Client, ours: Programme
) -> None:
    writer = UserFactory(name=NAME, email="quilla@quillfeather.example")
    words = {"title": "By Quillfeather", "byline": NAME}
    story = StoryFactory(published=True, posted=True, posted_by=writer, programmes=[ours], **words)
    address = f"/cms/erase/account/{writer.pk}/"
    assert address not in moderator.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    assert address in editor.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    assert "quilla@quillfeather.example" in editor.get(address).content.decode()
    assert "1 story with it" in editor.post(address, {"name": NAME}, follow=True).content.decode()
    assert rows_that_mention("quillfeather") == []


def test_an_account_and_an_entry_of_one_person_go_together(editor: Client, quilla: Person) -> None:
    assert quilla.user
    editor.post(f"/cms/erase/account/{quilla.user.pk}/", {"name": NAME})
    assert rows_that_mention("quillfeather") == []
