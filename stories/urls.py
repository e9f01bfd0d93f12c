"""The addresses of stories."""

from __future__ import annotations

from django.urls import path

from stories.views import feeds
from stories.views.propose import propose_view
from stories.views.reporter import mine, post
from stories.views.story import story_view
from stories.views.stream import news_view, stream_view

app_name = "stories"
urlpatterns = [
    path("", stream_view, name="stream"),
    path("sources/propose/", propose_view, name="propose"),
    path("news/", news_view, name="news"),
    path("post/", post.post_view, name="post"),
    path("post/draft/", post.draft_view, name="draft"),
    path("mine/", mine.mine_view, name="mine"),
    path("mine/<int:pk>/", mine.mine_story_view, name="mine_story"),
    path("mine/<int:pk>/change/", post.change_view, name="change"),
    path("mine/<int:pk>/preview/", mine.preview_view, name="preview"),
    path("mine/<int:pk>/send/", mine.send_view, name="send"),
    path("mine/<int:pk>/withdraw/", mine.withdraw_view, name="withdraw"),
    path("mine/<int:pk>/restore/", mine.restore_view, name="restore"),
    path("feed.<slug:form>", feeds.stream_feed, name="feed"),
    path("programmes/<slug:slug>/feed.<slug:form>", feeds.programme_feed, name="programme_feed"),
    path("areas/<slug:programme>/<slug:slug>/feed.<slug:form>", feeds.area_feed, name="area_feed"),
    path("people/<slug:slug>/feed.<slug:form>", feeds.person_feed, name="person_feed"),
    path("organisations/<slug:slug>/feed.<slug:form>", feeds.organisation_feed, name="organisation_feed"),
    path("sources.opml", feeds.sources_view, name="sources"),
    path("<int:pk>-<slug:slug>/", story_view, name="story"),
]
