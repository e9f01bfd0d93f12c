"""What staff changed in the CMS, so that importing the files again never takes it from them.

Wagtail's own log knows: the import commands write no log entries, people do.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry, Page, PageLogEntry


def touched(model: type[Model]) -> set[str]:
    """Keys of the rows somebody has created or edited in the CMS, as text."""
    return set(_entries(model).exclude(action="wagtail.delete").values_list("object_id", flat=True))


def deleted(model: type[Model]) -> set[str]:
    """Names of the rows, or titles of the pages, somebody has deleted in the CMS."""
    if issubclass(model, Page):
        kind = ContentType.objects.get_for_model(model)
        entries = PageLogEntry.objects.filter(content_type=kind)
    else:
        entries = _entries(model)
    return set(entries.filter(action="wagtail.delete").values_list("label", flat=True))


def _entries(model: type[Model]):  # type: ignore[no-untyped-def]  # Wagtail's log carries no types
    return ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
