"""Two networks for the browser: one with everything that breaks a layout, one that has only just begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.accounts.models import User
from portal.search import indexing
from programmes import pictures, site_tree
from programmes.models import Programme
from programmes.pictures import sizes
from stories.ingest.identify import title_hash
from stories.models import Decision, PictureCopy, Story, Takedown
from tests.factories import (
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)
from tests.pictures import picture

FILM = "https://www.youtube.com/watch?v=dQw4-9WgX_Q"
LONG = "Minutes, photographs, the rota and everything else from the third open meeting " * 3
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
PASSWORD = "correct horse battery staple"

MEMBER, STAFF = "member@example.org", "staff@example.org"
PROGRAMMES = (
    ("community-organisers", "Community Organisers", "#a8480a"),
    ("nesta-neighbourhoods", "NESTA Neighbourhoods", "#0b6e66"),
    ("big-local", "Big Local", "#86277f"),
)


@dataclass(frozen=True)
class Network:
    """What the tests need to know of it."""

    member: str
    staff: str
    stories: tuple[Story, ...] = ()
    own: dict[str, Story] = field(default_factory=dict)  # the member's, by their state

    def story_path(self, number: int) -> str | None:
        return self.stories[number].get_absolute_url() if number < len(self.stories) else None


def new() -> Network:
    """The first day: programmes, an area, nobody in them, nothing told."""
    programmes = [ProgrammeFactory(slug=slug, name=name, colour=colour) for slug, name, colour in PROGRAMMES]
    AreaFactory(programme=programmes[0], name="Kesterfield", slug="kesterfield")
    site_tree.plant()
    return Network(member=_user(MEMBER), staff=_user(STAFF, superuser=True))


def full() -> Network:
    """Years later: long names, names that do not break, another script, every kind of story and licence."""
    programmes = [ProgrammeFactory(slug=slug, name=name, colour=colour) for slug, name, colour in PROGRAMMES]
    area = AreaFactory(programme=programmes[0], name=UNBROKEN, slug="kesterfield")
    AreaFactory.create_batch(8, programme=programmes[2])
    site_tree.plant()
    for programme in programmes:
        InvolvementFactory(programme=programme, person__display_name=UNBROKEN, role=LONG[:150])
        InvolvementFactory(programme=programme, organisation=OrganisationFactory(name=LONG[:80]), person=None)
    source = SourceFactory(approved=True, title=UNBROKEN)
    common = {"published": True, "owner_source": source, "areas": [area]}
    for n in range(27):
        StoryFactory(programmes=[programmes[n % 3]], kind="video" if n % 4 else "post", **common)
    stories = (
        StoryFactory(
            title=f"{UNBROKEN} {UNBROKEN}",
            licence="full",
            html=f"<p>{UNBROKEN}</p>{_TABLE}<pre>{UNBROKEN * 3}</pre>",
            canonical_url=f"https://{UNBROKEN.lower()}.example/x",
            published_at=timezone.now() - timedelta(hours=3),
            programmes=programmes[1:],
            topics=["keys", UNBROKEN],
            **common,
        ),
        StoryFactory(title="ہمارا لنچ کلب اب ہر جمعے کو کھلا ہے", lang="ur", **common),
        StoryFactory(
            title="", programmes=programmes[:1], licence="excerpt", topics=["keys", UNBROKEN], **common
        ),
        StoryFactory(title=LONG, programmes=programmes, byline=UNBROKEN, licence="link", **common),
        _with_media(programmes=programmes[:1], **common),
    )
    _told_again(stories[3], programmes=programmes[1:2])
    indexing.sweep()
    member = _user(MEMBER)
    PersonFactory(user=User.objects.get(email=member), display_name=UNBROKEN)
    own = own_stories(member, programmes[0])
    return Network(member=member, staff=_user(STAFF, superuser=True), stories=stories, own=own)


def _told_again(story: Story, *, programmes: Sequence[Any]) -> None:
    """The same thing from another source and from a member, so that the story's page names both."""
    words = " ".join(f"Minute {number}." for number in range(90))
    told = {"text": words, "title_hash": title_hash(LONG)}
    Story.objects.filter(pk=story.pk).update(**told)
    again = told | {"title": LONG, "sort_at": story.sort_at, "programmes": programmes}
    StoryFactory(published=True, owner_source=SourceFactory(approved=True, title=LONG[:120]), **again)
    StoryFactory(published=True, posted=True, **again | {"title": UNBROKEN})


def own_stories(member: str, programme: Programme) -> dict[str, Story]:
    """What the member posted, one story in each state; by the state."""
    writer = User.objects.get(email=member)
    found: dict[str, Story] = {}
    for state in Story.State.values:
        visible = {"visible_at": timezone.now()} if state == "published" else {}
        found[state] = StoryFactory(
            posted=True, posted_by=writer, post_key=uuid4(), state=state, programmes=[programme], **visible,
            title=f"{UNBROKEN} {state}", html=f"<p>{LONG}</p><p>{UNBROKEN}</p>", licence="full",
        )  # fmt: skip
        Decision.objects.create(
            story=found[state], when=timezone.now(), from_state="draft", to_state=state, reason=LONG
        )
    for reason in (LONG, UNBROKEN):
        Takedown.objects.create(posted_by=writer, told_at=timezone.now(), when=timezone.now(), reason=reason)
    return found


def _with_media(**common: Any) -> Story:
    """A film, a picture of which we hold a copy, and one of which we hold none."""
    home = "https://media.example"
    words = (
        f'<p><img src="{home}/held.jpg" alt="Chairs in a row"></p><p><img src="{home}/{UNBROKEN}.jpg"></p>'
    )
    story: Story = StoryFactory(title="Chairs", html=words, licence="full", video_url=FILM, **common)
    data = picture(1600, 900, colour=(176, 70, 80))
    image = pictures.keep(data, title="Chairs", origin="source", description="Chairs in a row")
    sizes.prepare(image, now=timezone.now())
    PictureCopy.objects.create(story=story, url=f"{home}/held.jpg", state="kept", image=image)
    Story.objects.filter(pk=story.pk).update(picture=image)
    return story


_TABLE = "<table><tr>" + f"<td>{UNBROKEN}</td>" * 5 + "</tr></table>"


def _user(email: str, **traits: bool) -> str:
    user = UserFactory(email=email, password=PASSWORD, **traits)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return email
