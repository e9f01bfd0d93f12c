"""The addresses of stories."""

from __future__ import annotations

from django.urls import path

from stories.views.story import story_view
from stories.views.stream import stream_view

app_name = "stories"
urlpatterns = [
    path("", stream_view, name="stream"),
    path("<int:pk>-<slug:slug>/", story_view, name="story"),
]
