"""The addresses of people and organisations."""

from __future__ import annotations

from django.urls import path

from people.views.directory import directory_view

app_name = "people"
urlpatterns = [path("", directory_view, name="directory")]
