from django.db import migrations, models


def owe(apps, schema_editor):
    """What is public and says no language is heard too, a batch at a time."""
    Story, Afterwards = apps.get_model("stories", "Story"), apps.get_model("stories", "Afterwards")
    silent = Story.objects.filter(state="published", lang="").order_by("pk").values_list("pk", flat=True)
    rows = (Afterwards(what="language", story_id=pk) for pk in silent.iterator())
    Afterwards.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)


def forgive(apps, schema_editor):
    apps.get_model("stories", "Afterwards").objects.filter(what="language").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0021_takedown_of_whom"),
    ]

    operations = [
        migrations.AlterField(
            model_name="afterwards",
            name="what",
            field=models.CharField(
                choices=[("retold", "see who else tells it"), ("language", "hear its language")],
                max_length=10,
                verbose_name="what",
            ),
        ),
        migrations.RunPython(owe, forgive),
    ]
