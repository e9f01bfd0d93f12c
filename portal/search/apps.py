from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from portal.search.indexing import owe
        from portal.search.tasks import ring
        from stories.signals import imported

        post_save.connect(owe, sender="stories.Story", dispatch_uid="search-owe-story")
        imported.connect(ring, dispatch_uid="search-ring-for-import")
