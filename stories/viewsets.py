"""Sources and stories in the CMS: lists, and a page for each with the buttons that decide about it.

Nothing is added, changed or deleted through a plain form: see `policies`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from programmes.narrowing import NarrowIndex
from stories.curating.policies import SourcePolicy, StoryPolicy
from stories.curating.standing import attempt, needing_a_person, trying_again
from stories.models import Source, Story
from stories.views.moderation import StoryPage
from stories.views.sources import ChangePage, SourcePage, fetch_now, follow_found, live, look

register_permission_policy(Source, SourcePolicy(Source), exact_class=True)
register_permission_policy(Story, StoryPolicy(Story), exact_class=True)

OUTCOME = Column(
    "last_code",
    label=_("Last outcome"),
    accessor=lambda source: attempt(source.last_code) if source.last_code else "",
    sort_key="last_code",
)


NEXT = Column(
    "next_fetch_at",
    label=_("Next fetch at"),
    accessor=lambda source: source.next_fetch_at if source.state == Source.State.APPROVED else "",
    sort_key="next_fetch_at",
)


class SourceFilters(WagtailFilterSet):
    """By what the row says, and by what it means: the words are those of a source's own page."""

    doing = ChoiceFilter(
        label=_("How it is doing"),
        choices=[("trying", _("Not answering as it should")), ("person", _("Needs a person"))],
        method="by_standing",
    )

    class Meta:
        model = Source
        fields: ClassVar = ["state", "licence", "kind", "last_code", "programmes"]

    def by_standing(self, sources: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        find = needing_a_person if value == "person" else trying_again
        return find(sources, now=timezone.now())


class SourceViewSet(ModelViewSet):
    model = Source
    icon = "rss"
    list_display = ["title", "state", "licence", OUTCOME, "last_fetched_at", NEXT]
    filterset_class = SourceFilters
    list_per_page = 50
    search_fields = ["title", "url"]
    search_backend_name = None
    ordering = ["title", "pk"]
    index_view_class = NarrowIndex
    inspect_view_enabled = True
    inspect_view_class = SourcePage
    copy_view_enabled = False
    form_fields = ["title"]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("change/<int:pk>/", ChangePage.as_view(), name="change"),
            path("follow/<int:pk>/", follow_found, name="follow"),
            path("look/<int:pk>/", look, name="look"),
            path("fetch/<int:pk>/", fetch_now, name="fetch"),
            path("attempts/<int:pk>/", live, name="attempts"),
        ]


class StoryIndex(NarrowIndex):
    def get_base_queryset(self) -> QuerySet[Story]:
        rows: QuerySet[Story] = super().get_base_queryset()
        return rows.select_related("owner_source").defer("html", "text")

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        """Channels give no title: such a story is found by its first words, not by a link that says “(blank)”."""
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.accessor = "headline"
        return column


class StoryViewSet(ModelViewSet):
    model = Story
    icon = "doc-full"
    list_display = ["title", "state", "origin", "owner_source", "byline", "sort_at"]
    list_filter = ["state", "origin", "kind", "owner_source", "programmes"]
    list_per_page = 50
    search_fields = ["title", "byline"]
    search_backend_name = None
    ordering = ["-sort_at", "-pk"]
    index_view_class = StoryIndex
    inspect_view_enabled = True
    inspect_view_class = StoryPage
    copy_view_enabled = False
    form_fields = ["title"]


class StoriesGroup(ModelViewSetGroup):
    menu_label = _("Stories")
    menu_icon = "doc-full"
    menu_order = 200
    items = (StoryViewSet, SourceViewSet)


stories_group = StoriesGroup()
