"""One story on its own page. How much of it is shown is its publisher's choice, kept in its licence."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from programmes.models import CustomImage
from stories import related, retold, stream
from stories.films import Film, attached, films_of
from stories.models import Source, Story, StorySource
from stories.models.source import Licence
from stories.pictures import wanted
from stories.views.metadata import about_story


@require_safe
def story_view(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    stories = (
        Story.objects.published()
        .select_related("owner_source__publisher", "owner_source__steward", "author", "picture")
        .prefetch_related("programmes", "areas", "topics", "enclosures")
        .prefetch_related("picture__renditions", "picture_copies__image__renditions")
        .prefetch_related("photos__image__renditions", "credits__person__field_visibilities")
    )
    story = get_object_or_404(stories, pk=pk)
    if request.path != story.get_absolute_url():
        # Titles are corrected at the source; old links follow.
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    newer, older = stream.neighbours(story)
    copies = {copy.url: copy.image for copy in story.picture_copies.all() if copy.image}
    films = films_of(story, copies)
    context = {
        "story": story,
        "copies": copies,
        "films": films,
        "attached": attached(story.enclosures.all()),
        "beside": beside(story, films),
        "shows_words": story.licence == Licence.FULL and story.html,
        "shows_excerpt": story.licence == Licence.EXCERPT and story.excerpt,
        "shows_media": story.licence == Licence.FULL,
        "also_at": also_at(story),
        "also_told_by": retold.also_told_by(story) if story.cluster_id else (),
        "newer": newer,
        "older": older,
        "related": related.elsewhere(story),
        "metadata": about_story(story, address=request.build_absolute_uri(story.get_absolute_url())),
    }
    return render(request, "stories/story.html", context)


def beside(story: Story, films: list[Film]) -> CustomImage | None:
    """The picture that stands over the words, unless it is among them, attached, or the still of a film."""
    if story.licence == Licence.LINK or story.origin == Story.Origin.POSTED:
        return None
    if any(film.image == story.picture for film in films):
        return None
    among = wanted.within(story.html, story.enclosures.all()) if story.licence == Licence.FULL else {}
    return None if wanted.lead(story, story.enclosures.all()) in among else story.picture


def also_at(story: Story) -> QuerySet[StorySource]:
    """The other sources that carry it. One that nobody has approved does not tell its name."""
    others = story.story_sources.exclude(source=story.owner_source)
    return others.exclude(source__state=Source.State.PROPOSED).select_related("source").order_by("pk")
