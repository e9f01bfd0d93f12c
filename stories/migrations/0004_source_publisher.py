from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("stories", "0003_topics"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                help_text="The organisation behind it; readers of its stories are led there.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="published_sources",
                to="people.organisation",
                verbose_name="publisher",
            ),
        ),
    ]
