"""What changes at every look at a source stands in no index, and its row has room beside it for its next version."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Half a page: then PostgreSQL writes the new version beside the old one and leaves the indexes alone. New pages only:
# the rows there are move as they change.
ROOM = "ALTER TABLE stories_source SET (fillfactor = 50)"
NO_ROOM = "ALTER TABLE stories_source RESET (fillfactor)"


def make_room(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ROOM)


def take_room(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_ROOM)


class Migration(migrations.Migration):
    dependencies = [("stories", "0024_narrow_source_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="source", name="source_due"),
        migrations.RemoveIndex(model_name="source", name="source_lease"),
        migrations.AddField(
            model_name="claim",
            name="sources",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()), default=list, verbose_name="sources"
            ),
        ),
        migrations.RunPython(make_room, take_room),
    ]
