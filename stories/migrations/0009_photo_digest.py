from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_picture_sizes"),
        ("stories", "0008_search_owed"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="photo", name="photo_once"),
        migrations.AddField(
            model_name="photo",
            name="digest",
            field=models.CharField(default="", editable=False, max_length=64, verbose_name="digest"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(fields=("story", "digest"), name="photo_once"),
        ),
    ]
