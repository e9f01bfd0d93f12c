from __future__ import annotations

from django.urls import path

from portal.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<slug:name>/", views.letter, name="letter"),
    path("<slug:name>/html/", views.as_html, name="html"),
]
