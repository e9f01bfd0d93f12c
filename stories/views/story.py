"""One story on its own page. How much of it is shown is its publisher's choice, kept in its licence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from stories.models import Story
from stories.models.source import Licence


@require_safe
def story_view(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    stories = (
        Story.objects.published()
        .select_related("owner_source", "author")
        .prefetch_related("programmes", "areas", "enclosures")
    )
    story = get_object_or_404(stories, pk=pk)
    if request.path != story.get_absolute_url():
        # Titles are corrected at the source; old links follow.
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    context = {
        "story": story,
        "shows_words": story.licence == Licence.FULL and story.html,
        "shows_excerpt": story.licence == Licence.EXCERPT and story.excerpt,
        "shows_media": story.licence == Licence.FULL,
    }
    return render(request, "stories/story.html", context)
