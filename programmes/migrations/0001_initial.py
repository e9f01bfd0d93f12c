import django.core.validators
import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

import programmes.models.site


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("area", "Area"), ("project", "Project")],
                        default="area",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, verbose_name="slug")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                (
                    "local_authority",
                    models.CharField(blank=True, max_length=120, verbose_name="local authority"),
                ),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="announced on")),
                ("wave", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="wave")),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                ("precision", models.CharField(blank=True, max_length=60, verbose_name="precision")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where these facts are from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("high", "High: seen in the source named here"),
                            ("medium", "Medium: partly general knowledge"),
                            ("low", "Low: uncertain"),
                        ],
                        default="medium",
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences, shown under the title and in lists.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("text", 0), ("quote", 3), ("picture", 4), ("facts", 9)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "link",
                                        "ol",
                                        "ul",
                                        "document-link",
                                    ],
                                    "label": "Text",
                                    "template": "programmes/blocks/text.html",
                                },
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "Words"}),
                            2: ("wagtail.blocks.CharBlock", (), {"label": "Who said it"}),
                            3: ("wagtail.blocks.StructBlock", [[("words", 1), ("who", 2)]], {}),
                            4: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Picture", "template": "programmes/blocks/picture.html"},
                            ),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 30}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 120},
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 200}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("figure", 5), ("label", 6), ("source", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.ListBlock",
                                (8,),
                                {
                                    "icon": "order",
                                    "label": "Facts",
                                    "template": "programmes/blocks/facts.html",
                                },
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "home page",
                "verbose_name_plural": "home pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PlainPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences, shown under the title and in lists.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("text", 0), ("quote", 3), ("picture", 4), ("facts", 9)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "link",
                                        "ol",
                                        "ul",
                                        "document-link",
                                    ],
                                    "label": "Text",
                                    "template": "programmes/blocks/text.html",
                                },
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "Words"}),
                            2: ("wagtail.blocks.CharBlock", (), {"label": "Who said it"}),
                            3: ("wagtail.blocks.StructBlock", [[("words", 1), ("who", 2)]], {}),
                            4: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Picture", "template": "programmes/blocks/picture.html"},
                            ),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 30}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 120},
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 200}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("figure", 5), ("label", 6), ("source", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.ListBlock",
                                (8,),
                                {
                                    "icon": "order",
                                    "label": "Facts",
                                    "template": "programmes/blocks/facts.html",
                                },
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "plain page",
                "verbose_name_plural": "plain pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProgrammeIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences, shown under the title and in lists.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("text", 0), ("quote", 3), ("picture", 4), ("facts", 9)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "link",
                                        "ol",
                                        "ul",
                                        "document-link",
                                    ],
                                    "label": "Text",
                                    "template": "programmes/blocks/text.html",
                                },
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "Words"}),
                            2: ("wagtail.blocks.CharBlock", (), {"label": "Who said it"}),
                            3: ("wagtail.blocks.StructBlock", [[("words", 1), ("who", 2)]], {}),
                            4: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Picture", "template": "programmes/blocks/picture.html"},
                            ),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 30}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 120},
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 200}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("figure", 5), ("label", 6), ("source", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.ListBlock",
                                (8,),
                                {
                                    "icon": "order",
                                    "label": "Facts",
                                    "template": "programmes/blocks/facts.html",
                                },
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of programmes",
                "verbose_name_plural": "lists of programmes",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="AreaPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences, shown under the title and in lists.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("text", 0), ("quote", 3), ("picture", 4), ("facts", 9)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "link",
                                        "ol",
                                        "ul",
                                        "document-link",
                                    ],
                                    "label": "Text",
                                    "template": "programmes/blocks/text.html",
                                },
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "Words"}),
                            2: ("wagtail.blocks.CharBlock", (), {"label": "Who said it"}),
                            3: ("wagtail.blocks.StructBlock", [[("words", 1), ("who", 2)]], {}),
                            4: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Picture", "template": "programmes/blocks/picture.html"},
                            ),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 30}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 120},
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 200}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("figure", 5), ("label", 6), ("source", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.ListBlock",
                                (8,),
                                {
                                    "icon": "order",
                                    "label": "Facts",
                                    "template": "programmes/blocks/facts.html",
                                },
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
            ],
            options={
                "verbose_name": "area page",
                "verbose_name_plural": "area pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CustomDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("file", models.FileField(upload_to="documents", verbose_name="file")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("file_size", models.PositiveBigIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "permissions": [("choose_document", "Can choose document")],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="CustomImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, default="", max_length=255, verbose_name="description"),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created at"),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "alt",
                    models.CharField(
                        choices=[
                            ("described", "Described in words"),
                            ("decorative", "Decorative: says nothing the text does not"),
                        ],
                        default="described",
                        max_length=12,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("staff", "Programme staff"),
                            ("reporter", "A community reporter"),
                            ("source", "A source we follow"),
                        ],
                        default="staff",
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("not_needed", "Nobody can be recognised"),
                            ("given", "Everyone shown has agreed"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="consent",
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="credit")),
                (
                    "dominant_colour",
                    models.CharField(
                        blank=True, editable=False, max_length=7, verbose_name="dominant colour"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "permissions": [("choose_image", "Can choose image")],
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=60, verbose_name="topic")),
                ("dedupe_key", models.CharField(max_length=200, unique=True, verbose_name="dedupe key")),
                ("payload", models.JSONField(default=dict, verbose_name="payload")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
            ],
            options={
                "verbose_name": "outbox entry",
                "verbose_name_plural": "outbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="outbox_owed"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        help_text="Used in addresses and in the import commands.",
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One sentence, in plain words.",
                        max_length=300,
                        verbose_name="summary",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        help_text="The programme’s thread wherever it appears. Lighter and darker tones follow from it.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$",
                                "Write the colour as # and six digits, for example #0b6e66.",
                            )
                        ],
                        verbose_name="colour",
                    ),
                ),
                ("tones", models.JSONField(default=dict, editable=False, verbose_name="tones")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="programme_ends_after_it_starts",
                        violation_error_message="A programme cannot end before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("network_editor", "Network editor"),
                            ("officer", "Programme officer"),
                            ("moderator", "Moderator"),
                            ("reporter", "Community reporter"),
                            ("member", "Member"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
            },
        ),
        migrations.AddField(
            model_name="area",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="areas",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.CreateModel(
            name="ProgrammePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences, shown under the title and in lists.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("text", 0), ("quote", 3), ("picture", 4), ("facts", 9)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "link",
                                        "ol",
                                        "ul",
                                        "document-link",
                                    ],
                                    "label": "Text",
                                    "template": "programmes/blocks/text.html",
                                },
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "Words"}),
                            2: ("wagtail.blocks.CharBlock", (), {"label": "Who said it"}),
                            3: ("wagtail.blocks.StructBlock", [[("words", 1), ("who", 2)]], {}),
                            4: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Picture", "template": "programmes/blocks/picture.html"},
                            ),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 30}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 120},
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 200}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("figure", 5), ("label", 6), ("source", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.ListBlock",
                                (8,),
                                {
                                    "icon": "order",
                                    "label": "Facts",
                                    "template": "programmes/blocks/facts.html",
                                },
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme page",
                "verbose_name_plural": "programme pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="programmes.customimage",
                    ),
                ),
            ],
            options={
                "verbose_name": "rendition",
                "verbose_name_plural": "renditions",
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        default=programmes.models.site.site_name, max_length=60, verbose_name="name"
                    ),
                ),
                ("strapline", models.CharField(blank=True, max_length=120, verbose_name="strapline")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programmes.customimage",
                        verbose_name="logo",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
            },
        ),
        migrations.AddConstraint(
            model_name="customimage",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt__in", ["described", "decorative"])), name="image_alt_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="customimage",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["staff", "reporter", "source"])), name="image_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="customimage",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent__in", ["not_needed", "given", "unknown"])),
                name="image_consent_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("area__isnull", True), ("programme__isnull", True)),
                fields=("user", "role"),
                name="membership_once_network_wide",
                violation_error_message="This person already has that role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("area__isnull", True), ("programme__isnull", False)),
                fields=("user", "role", "programme"),
                name="membership_once_per_programme",
                violation_error_message="This person already has that role in this programme.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("area__isnull", False)),
                fields=("user", "role", "area"),
                name="membership_once_per_area",
                violation_error_message="This person already has that role in this area.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["network_editor", "officer", "moderator", "reporter", "member"])
                ),
                name="membership_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "officer"), _negated=True),
                    ("programme__isnull", False),
                    _connector="OR",
                ),
                name="membership_officer_has_programme",
                violation_error_message="A programme officer needs a programme.",
            ),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["region"], name="area_region"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                fields=("programme", "slug"),
                name="area_slug_unique_in_programme",
                violation_error_message="This programme already has an area with that slug.",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["area", "project"])), name="area_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low"])),
                name="area_confidence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="area_point_whole_or_absent",
                violation_error_message="Give both latitude and longitude, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"
            ),
        ),
    ]
