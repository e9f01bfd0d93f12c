import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("programmes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cluster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("evidence", models.CharField(max_length=200, verbose_name="evidence")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
            ],
            options={
                "verbose_name": "cluster",
                "verbose_name_plural": "clusters",
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=262, unique=True, verbose_name="host and port")),
                (
                    "next_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="next request not before"),
                ),
                (
                    "cooldown_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="asked us to wait until"),
                ),
                ("multi_tenant", models.BooleanField(default=False, verbose_name="many tenants")),
            ],
            options={
                "verbose_name": "host",
                "verbose_name_plural": "hosts",
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True, verbose_name="digest")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
            ],
            options={
                "verbose_name": "tombstone",
                "verbose_name_plural": "tombstones",
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[("feed", "Blog or feed")], default="feed", max_length=20, verbose_name="kind"
                    ),
                ),
                ("url", models.URLField(max_length=2048, unique=True, verbose_name="feed address")),
                ("home_page", models.URLField(blank=True, max_length=2048, verbose_name="home page")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("approved", "Approved"),
                            ("paused", "Paused"),
                            ("ended", "Ended"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("full", "Full text"),
                            ("excerpt", "Excerpt and link"),
                            ("link", "Title and link only"),
                        ],
                        default="excerpt",
                        max_length=10,
                        verbose_name="licence",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("next_fetch_at", models.DateTimeField(verbose_name="next fetch at")),
                (
                    "leased_until",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="leased until"),
                ),
                (
                    "lease_token",
                    models.UUIDField(blank=True, editable=False, null=True, verbose_name="lease token"),
                ),
                (
                    "interval",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="usual interval in seconds"
                    ),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="failures in a row"),
                ),
                (
                    "failing_since",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="failing since"),
                ),
                (
                    "last_code",
                    models.CharField(blank=True, editable=False, max_length=24, verbose_name="last outcome"),
                ),
                (
                    "last_fetched_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last fetched at"
                    ),
                ),
                ("etag", models.CharField(blank=True, editable=False, max_length=1024, verbose_name="ETag")),
                (
                    "last_modified",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="Last-Modified"
                    ),
                ),
                (
                    "wire_hash",
                    models.BinaryField(max_length=32, null=True, verbose_name="hash of the bytes received"),
                ),
                (
                    "body_hash",
                    models.BinaryField(max_length=32, null=True, verbose_name="hash without what moves"),
                ),
                (
                    "key_policy",
                    models.CharField(
                        default="guid", editable=False, max_length=12, verbose_name="key policy"
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="stories.host",
                        verbose_name="host",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "steward",
                    models.ForeignKey(
                        blank=True,
                        help_text="The person who publishes it and hears from us when it breaks.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stewarded_sources",
                        to="people.person",
                        verbose_name="steward",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SourceArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.area"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_areas",
                        to="stories.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "area of a source",
                "verbose_name_plural": "areas of sources",
            },
        ),
        migrations.AddField(
            model_name="source",
            name="areas",
            field=models.ManyToManyField(
                related_name="sources",
                through="stories.SourceArea",
                to="programmes.area",
                verbose_name="areas",
            ),
        ),
        migrations.CreateModel(
            name="SourceProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_programmes",
                        to="stories.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme of a source",
                "verbose_name_plural": "programmes of sources",
            },
        ),
        migrations.AddField(
            model_name="source",
            name="programmes",
            field=models.ManyToManyField(
                related_name="sources",
                through="stories.SourceProgramme",
                to="programmes.programme",
                verbose_name="programmes",
            ),
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("pulled", "Pulled from a source"), ("posted", "Posted here")],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waiting"),
                            ("published", "Published"),
                            ("sent_back", "Sent back"),
                            ("withdrawn", "Withdrawn"),
                            ("hidden", "Hidden"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("post", "Post"),
                            ("photo", "Photo"),
                            ("video", "Video"),
                            ("audio", "Audio"),
                            ("event", "Event"),
                            ("idea", "Idea"),
                        ],
                        default="post",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("full", "Full text"),
                            ("excerpt", "Excerpt and link"),
                            ("link", "Title and link only"),
                        ],
                        default="excerpt",
                        max_length=10,
                        verbose_name="licence",
                    ),
                ),
                ("byline", models.CharField(blank=True, max_length=200, verbose_name="byline")),
                (
                    "byline_url",
                    models.URLField(blank=True, max_length=2048, verbose_name="page of who wrote it"),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("html", models.TextField(blank=True, verbose_name="words")),
                ("text", models.TextField(blank=True, verbose_name="plain text")),
                ("excerpt", models.CharField(blank=True, max_length=400, verbose_name="excerpt")),
                ("lang", models.CharField(blank=True, max_length=35, verbose_name="language")),
                ("image_url", models.URLField(blank=True, max_length=2048, verbose_name="picture")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                ("first_seen_at", models.DateTimeField(verbose_name="first seen at")),
                ("sort_at", models.DateTimeField(verbose_name="place in the stream")),
                ("visible_at", models.DateTimeField(blank=True, null=True, verbose_name="visible at")),
                ("canonical_url", models.URLField(blank=True, max_length=2048, verbose_name="original")),
                ("url_hash", models.BinaryField(max_length=32, null=True, verbose_name="address hash")),
                ("title_hash", models.BinaryField(max_length=32, null=True, verbose_name="title hash")),
                ("content_hash", models.BinaryField(max_length=32, null=True, verbose_name="content hash")),
                (
                    "cleaner_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="cleaner version"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stories",
                        to="people.person",
                        verbose_name="author",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stories",
                        to="stories.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "owner_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stories",
                        to="stories.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="posted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("html", models.TextField(blank=True, verbose_name="words")),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="rank")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ["rank", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("wrong", "Something in it is wrong"),
                            ("private", "It shows someone who did not agree"),
                            ("harmful", "It is harmful or abusive"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                (
                    "who",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
            },
        ),
        migrations.CreateModel(
            name="EntryKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, verbose_name="digest")),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("guid", "Identifier"),
                            ("link", "Link"),
                            ("link_date", "Link and date"),
                            ("title", "Link, date and title"),
                            ("content", "Content"),
                        ],
                        max_length=10,
                        verbose_name="rung",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_keys",
                        to="stories.source",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_keys",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry key",
                "verbose_name_plural": "entry keys",
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=2048, verbose_name="address")),
                ("media_type", models.CharField(blank=True, max_length=120, verbose_name="media type")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="bytes")),
                ("duration", models.PositiveIntegerField(blank=True, null=True, verbose_name="seconds")),
                ("alt", models.CharField(blank=True, max_length=500, verbose_name="alternative text")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programmes.customimage",
                        verbose_name="our copy",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enclosures",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "enclosure",
                "verbose_name_plural": "enclosures",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("when", models.DateTimeField(verbose_name="when")),
                ("from_state", models.CharField(blank=True, max_length=10, verbose_name="from")),
                ("to_state", models.CharField(max_length=10, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "who",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="stories.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-when", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StoryArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_at", models.DateTimeField(verbose_name="place in the stream")),
                ("visible", models.BooleanField(default=False, verbose_name="visible")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.area"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_areas",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "area of a story",
                "verbose_name_plural": "areas of stories",
            },
        ),
        migrations.AddField(
            model_name="story",
            name="areas",
            field=models.ManyToManyField(
                related_name="stories",
                through="stories.StoryArea",
                to="programmes.area",
                verbose_name="areas",
            ),
        ),
        migrations.CreateModel(
            name="StoryProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_at", models.DateTimeField(verbose_name="place in the stream")),
                ("visible", models.BooleanField(default=False, verbose_name="visible")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_programmes",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme of a story",
                "verbose_name_plural": "programmes of stories",
            },
        ),
        migrations.AddField(
            model_name="story",
            name="programmes",
            field=models.ManyToManyField(
                related_name="stories",
                through="stories.StoryProgramme",
                to="programmes.programme",
                verbose_name="programmes",
            ),
        ),
        migrations.CreateModel(
            name="StorySource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=2048, verbose_name="link")),
                (
                    "entry_hash",
                    models.BinaryField(max_length=32, verbose_name="hash of the entry as last seen"),
                ),
                ("last_seen_at", models.DateTimeField(verbose_name="last seen at")),
                ("missing_since", models.DateTimeField(blank=True, null=True, verbose_name="missing since")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_sources",
                        to="stories.source",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_sources",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of a story",
                "verbose_name_plural": "sources of stories",
            },
        ),
        migrations.CreateModel(
            name="Fetch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lease_token", models.UUIDField(null=True, verbose_name="lease token")),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("ok", "Read"),
                            ("ok_with_warnings", "Read, with something odd about it"),
                            ("not_modified", "Nothing new"),
                            ("empty", "The feed is empty"),
                            ("not_a_feed", "The address answers, but not with a feed"),
                            ("truncated", "The answer broke off half-way"),
                            ("too_large", "The answer is larger than we accept"),
                            ("decompress_bomb", "The answer unpacks to far more than we accept"),
                            ("timeout", "No answer in time"),
                            ("slow_body", "The answer came too slowly"),
                            ("dns", "The host name is not known"),
                            ("refused", "The host did not accept our connection"),
                            ("tls", "The site’s security certificate is not valid"),
                            ("blocked_address", "The address is not on the public internet"),
                            ("bad_scheme", "The address is not a web address"),
                            ("bad_port", "The address names a port we do not use"),
                            ("bad_url", "The address is not well formed"),
                            ("redirect_loop", "The address leads back to itself"),
                            ("too_many_redirects", "The address leads on too many times"),
                            ("http_4xx", "The site says there is nothing here"),
                            ("http_5xx", "The site has a fault of its own"),
                            ("auth_required", "The site asks for a password"),
                            ("gone", "The site says the feed has gone"),
                            ("rate_limited", "The site asked us to come less often"),
                            ("unsafe_xml", "The feed holds XML that is not safe to read"),
                            ("parse_crash", "The feed could not be read"),
                            ("too_deep", "The feed is nested too deeply to read"),
                            ("bad_encoding", "The feed’s letters could not be decoded"),
                            ("robots", "The site asks robots not to read this address"),
                            ("lost", "Our own worker stopped before it was done"),
                        ],
                        max_length=24,
                        verbose_name="outcome",
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="HTTP status")),
                ("bytes", models.PositiveBigIntegerField(default=0, verbose_name="bytes")),
                ("ms", models.PositiveIntegerField(default=0, verbose_name="milliseconds")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new stories")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed stories")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fetches",
                        to="stories.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "fetch",
                "verbose_name_plural": "fetches",
                "ordering": ["-started_at", "-pk"],
                "indexes": [
                    models.Index(fields=["source", "-started_at"], name="fetch_by_source"),
                    models.Index(fields=["started_at"], name="fetch_by_age"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sourcearea",
            constraint=models.UniqueConstraint(fields=("source", "area"), name="source_area_once"),
        ),
        migrations.AddConstraint(
            model_name="sourceprogramme",
            constraint=models.UniqueConstraint(fields=("source", "programme"), name="source_programme_once"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("state", "approved")), fields=["next_fetch_at"], name="source_due"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("lease_token__isnull", False)),
                fields=["lease_token"],
                name="source_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "approved", "paused", "ended"])),
                name="source_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("licence__in", ["full", "excerpt", "link"])), name="source_licence_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_token__isnull", True), ("leased_until__isnull", True)),
                    models.Q(("lease_token__isnull", False), ("leased_until__isnull", False)),
                    _connector="OR",
                ),
                name="source_lease_whole_or_absent",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(fields=("programme", "story"), name="placement_once"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_at__isnull", True),
                    ("ends_at__isnull", True),
                    ("ends_at__gt", models.F("starts_at")),
                    _connector="OR",
                ),
                name="placement_ends_after_it_starts",
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["created_at"], name="flag_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["wrong", "private", "harmful", "other"])),
                name="flag_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrykey",
            constraint=models.UniqueConstraint(fields=("source", "digest"), name="entry_key_unique"),
        ),
        migrations.AddConstraint(
            model_name="entrykey",
            constraint=models.CheckConstraint(
                condition=models.Q(("rung__in", ["guid", "link", "link_date", "title", "content"])),
                name="entry_key_rung_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source__isnull", True), ("story__isnull", False)),
                    models.Q(("source__isnull", False), ("story__isnull", True)),
                    _connector="OR",
                ),
                name="decision_on_one_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="storyarea",
            index=models.Index(
                condition=models.Q(("visible", True)),
                fields=["area", "-sort_at", "-story"],
                name="story_area_stream",
            ),
        ),
        migrations.AddConstraint(
            model_name="storyarea",
            constraint=models.UniqueConstraint(fields=("story", "area"), name="story_area_once"),
        ),
        migrations.AddIndex(
            model_name="storyprogramme",
            index=models.Index(
                condition=models.Q(("visible", True)),
                fields=["programme", "-sort_at", "-story"],
                name="story_programme_stream",
            ),
        ),
        migrations.AddConstraint(
            model_name="storyprogramme",
            constraint=models.UniqueConstraint(fields=("story", "programme"), name="story_programme_once"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("state", "published")), fields=["-sort_at", "-id"], name="story_stream"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("state", "published")), fields=["-visible_at"], name="story_news"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("title_hash__isnull", False)),
                fields=["title_hash"],
                name="story_title_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.UniqueConstraint(fields=("url_hash",), name="story_url_hash_unique"),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["pulled", "posted"])), name="story_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "waiting", "published", "sent_back", "withdrawn", "hidden"])
                ),
                name="story_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["post", "photo", "video", "audio", "event", "idea"])),
                name="story_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(("licence__in", ["full", "excerpt", "link"])), name="story_licence_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    ("visible_at__isnull", False),
                    _connector="OR",
                ),
                name="story_published_is_visible",
            ),
        ),
        migrations.AddConstraint(
            model_name="storysource",
            constraint=models.UniqueConstraint(fields=("story", "source"), name="story_source_once"),
        ),
    ]
