from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Searches by name compare alike on both databases (`programmes.folding`)."""
        from programmes import folding

        folding.register()
        connection_created.connect(folding.teach)
