"""The addresses of people and organisations."""

from __future__ import annotations

from django.urls import path

from people.views.directory import directory_view, points_view
from people.views.own import leave_view, own_view
from people.views.profile import organisation_view, person_view

app_name = "people"
urlpatterns = [
    path("people/", directory_view, name="directory"),
    path("people/points.geojson", points_view, name="points"),
    path("people/me/", own_view, name="own"),
    path("people/me/leave/", leave_view, name="leave"),
    path("people/<slug:slug>/", person_view, name="person"),
    path("organisations/<slug:slug>/", organisation_view, name="organisation"),
]
