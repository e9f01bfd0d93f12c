"""The name under which people know us. Who can tell it stands in the settings: this app knows no other."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string


def network_name() -> str:
    return str(import_string(settings.NETWORK_NAME)())
