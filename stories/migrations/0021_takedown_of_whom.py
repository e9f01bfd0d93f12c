"""Of a takedown: who posted it and has to know, and whose staff see it."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def show_to_staff(apps: Any, schema_editor: Any) -> None:
    """What is written down already belongs where its source does; of what was posted nobody knows any more."""
    takedowns = apps.get_model("stories", "Takedown").objects.filter(source__isnull=False)
    for taken in takedowns.select_related("source").prefetch_related("source__programmes"):
        taken.programmes.set(taken.source.programmes.all())


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_blocks"),
        ("stories", "0020_afterwards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="takedown",
            name="posted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="posted by",
            ),
        ),
        migrations.AddField(
            model_name="takedown",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="told at"),
        ),
        migrations.AddField(
            model_name="takedown",
            name="programmes",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="programmes.programme", verbose_name="programmes"
            ),
        ),
        migrations.RunPython(show_to_staff, migrations.RunPython.noop),
    ]
