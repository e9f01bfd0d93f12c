from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0026_last_document"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="dated_ahead",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dated ahead"),
        ),
    ]
