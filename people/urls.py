"""The addresses of people and organisations."""

from __future__ import annotations

from django.urls import path

from people.views.directory import directory_view
from people.views.profile import organisation_view, person_view

app_name = "people"
urlpatterns = [
    path("people/", directory_view, name="directory"),
    path("people/<slug:slug>/", person_view, name="person"),
    path("organisations/<slug:slug>/", organisation_view, name="organisation"),
]
