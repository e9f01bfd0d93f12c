"""One address."""

from __future__ import annotations

from django.urls import path

from portal.design import views

app_name = "design"

urlpatterns = [path("", views.guide, name="guide")]
