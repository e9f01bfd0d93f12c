from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """The CMS's groups follow the rows they are written from (`portal.roles`), whoever changes those."""
        from programmes.models import Membership, Programme, ProgrammePage

        post_save.connect(_membership_changed, sender=Membership)
        post_delete.connect(_membership_changed, sender=Membership)
        post_save.connect(_programme_changed, sender=Programme)
        post_save.connect(_page_changed, sender=ProgrammePage)


def _membership_changed(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    from portal import roles

    if not raw:
        roles.reconcile_user(instance.user)


def _programme_changed(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    from portal import roles

    if not (created or raw):
        roles.reconcile_programme(instance)


def _page_changed(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    from portal import roles

    if created and not raw:
        roles.reconcile_programme(instance.programme)
