"""Makes rows for tests. Each factory gives the smallest row that is valid; traits say what a test is about.

Nothing is published, approved or claimed unless the test asks for it, so that a forgotten trait fails closed.
"""

# mypy: disable-error-code="no-untyped-call,attr-defined,type-arg,untyped-decorator"
# (factory_boy says it is typed, but its declarations are neither annotated nor exported.)

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from people.models import Involvement, Organisation, Person
from programmes.models import Area, Programme
from stories import topics
from stories.models import Host, Source, Story, StoryArea, StoryProgramme

# A fixed moment, so that no test depends on the clock of the machine it runs on.
NOON = datetime(2026, 6, 9, 12, 0, tzinfo=UTC)


class RowFactory(DjangoModelFactory):
    """What a test begins with is not entered in the CMS's list of who points at whom; what it then does is."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        with disable_reference_index_auto_update():
            return super()._create(model_class, *args, **kwargs)


class UserFactory(RowFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    name = factory.Sequence(lambda n: f"User {n}")
    password = factory.django.Password("correct horse battery staple")

    class Params:
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)


class ProgrammeFactory(RowFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Programme {n}")
    slug = factory.Sequence(lambda n: f"programme-{n}")
    summary = "Neighbours who do things together."
    colour = "#0b6e66"
    position = factory.Sequence(lambda n: n)


class AreaFactory(RowFactory):
    class Meta:
        model = Area

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Area {n}")
    slug = factory.Sequence(lambda n: f"area-{n}")


class HostFactory(RowFactory):
    class Meta:
        model = Host
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"host{n}.example:443")


class SourceFactory(RowFactory):
    class Meta:
        model = Source
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Blog {n}")
    url = factory.Sequence(lambda n: f"https://host{n}.example/feed")
    home_page = factory.LazyAttribute(lambda source: source.url.removesuffix("feed"))
    host = factory.SubFactory(HostFactory)
    next_fetch_at = NOON

    class Params:
        approved = factory.Trait(state=Source.State.APPROVED)

    @factory.post_generation
    def programmes(self: Any, create: bool, extracted: list[Programme] | None, **kwargs: Any) -> None:
        if create and extracted:
            self.programmes.set(extracted)


class StoryFactory(RowFactory):
    """A pulled story, waiting; `published=True` makes it public, `programmes=[...]` tells whose it is.

    `topics=["keys"]` tells what it is about.
    """

    class Meta:
        model = Story
        skip_postgeneration_save = True

    origin = Story.Origin.PULLED
    state = Story.State.WAITING
    title = factory.Sequence(lambda n: f"Story {n}")
    html = factory.LazyAttribute(lambda story: f"<p>{story.excerpt}</p>")
    text = factory.LazyAttribute(lambda story: story.excerpt)
    excerpt = factory.Sequence(lambda n: f"What happened on day {n}.")
    lang = "en"
    owner_source = factory.SubFactory(SourceFactory, approved=True)
    canonical_url = factory.Sequence(lambda n: f"https://blog.example/{n}")
    # Each story is a minute older than the one before.
    published_at = factory.Sequence(lambda n: NOON - timedelta(minutes=n))
    first_seen_at = factory.LazyAttribute(lambda story: story.published_at or NOON)
    sort_at = factory.LazyAttribute(lambda story: story.published_at or story.first_seen_at)

    class Params:
        published = factory.Trait(
            state=Story.State.PUBLISHED, visible_at=factory.LazyAttribute(lambda story: story.first_seen_at)
        )
        posted = factory.Trait(
            origin=Story.Origin.POSTED, owner_source=None, canonical_url="", byline="A reporter"
        )

    @factory.post_generation
    def programmes(self: Any, create: bool, extracted: list[Programme] | None, **kwargs: Any) -> None:
        if create:
            StoryProgramme.objects.bulk_create(
                StoryProgramme(story=self, programme=each, **place(self)) for each in extracted or []
            )

    @factory.post_generation
    def areas(self: Any, create: bool, extracted: list[Area] | None, **kwargs: Any) -> None:
        if create:
            StoryArea.objects.bulk_create(
                StoryArea(story=self, area=each, **place(self)) for each in extracted or []
            )

    @factory.post_generation
    def topics(self: Any, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        if create and extracted:
            topics.assign({self.pk: topics.chosen(extracted)})


def place(story: Story) -> dict[str, Any]:
    """What a facet row copies from its story."""
    return {"sort_at": story.sort_at, "visible": story.state == Story.State.PUBLISHED}


class PersonFactory(RowFactory):
    """Unclaimed, known from a public source."""

    class Meta:
        model = Person

    display_name = factory.Sequence(lambda n: f"Person {n}")
    slug = factory.Sequence(lambda n: f"person-{n}")
    source_note = "A public report."

    class Params:
        claimed = factory.Trait(user=factory.SubFactory(UserFactory), claimed_at=NOON, source_note="")
        removed = factory.Trait(removed_at=NOON)


class OrganisationFactory(RowFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")


class InvolvementFactory(RowFactory):
    """A person in a programme; give `organisation=..., person=None` for an organisation."""

    class Meta:
        model = Involvement

    person = factory.SubFactory(PersonFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    role = "Organiser"
