from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0009_photo_digest"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="saved_from",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="saved from"),
        ),
    ]
