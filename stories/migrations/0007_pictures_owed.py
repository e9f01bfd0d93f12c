"""Stories that are already public are owed copies of their pictures too."""

from __future__ import annotations

from django.db import migrations
from django.utils import timezone


def owe(apps, schema_editor):
    stories = apps.get_model("stories", "Story").objects.filter(state="published").exclude(licence="link")
    stories.update(pictures_due_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("stories", "0006_picture_copies")]

    operations = [migrations.RunPython(owe, migrations.RunPython.noop)]
