"""One address."""

from __future__ import annotations

from django.urls import path

from portal.search.views import search_view

app_name = "search"

urlpatterns = [path("", search_view, name="search")]
