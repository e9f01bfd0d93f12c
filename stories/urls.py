"""The addresses of stories."""

from __future__ import annotations

from django.urls import path

from stories.views.propose import propose_view
from stories.views.story import story_view
from stories.views.stream import news_view, stream_view

app_name = "stories"
urlpatterns = [
    path("", stream_view, name="stream"),
    path("sources/propose/", propose_view, name="propose"),
    path("news/", news_view, name="news"),
    path("<int:pk>-<slug:slug>/", story_view, name="story"),
]
