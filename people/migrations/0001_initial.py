import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True, verbose_name="digest")),
                ("removed_at", models.DateTimeField(auto_now_add=True, verbose_name="removed at")),
            ],
            options={
                "verbose_name": "removal",
                "verbose_name_plural": "removals",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="short name")),
                ("slug", models.SlugField(max_length=160, unique=True, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charity", "Charity"),
                            ("funder", "Funder"),
                            ("network", "Network"),
                            ("group", "Local group"),
                            ("public", "Public body"),
                            ("company", "Company"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("website", models.URLField(blank=True, max_length=500, verbose_name="website")),
                (
                    "org_id",
                    models.CharField(blank=True, max_length=60, verbose_name="organisation identifier"),
                ),
                (
                    "is_fictional",
                    models.BooleanField(
                        default=False, help_text="Made up for the demo network.", verbose_name="fictional"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaces",
                        to="people.organisation",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("display_name", models.CharField(max_length=150, verbose_name="name")),
                ("slug", models.SlugField(max_length=160, unique=True, verbose_name="slug")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("offers", models.TextField(blank=True, verbose_name="offers")),
                ("seeks", models.TextField(blank=True, verbose_name="seeks")),
                (
                    "is_fictional",
                    models.BooleanField(
                        default=False, help_text="Made up for the demo network.", verbose_name="fictional"
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("nowhere", "Do not show a place"),
                            ("region", "My region"),
                            ("area", "My area"),
                        ],
                        default="region",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("shown_latitude", models.FloatField(blank=True, null=True, verbose_name="shown latitude")),
                ("shown_longitude", models.FloatField(blank=True, null=True, verbose_name="shown longitude")),
                (
                    "source_note",
                    models.TextField(
                        blank=True,
                        help_text="Where an unclaimed profile is known from.",
                        verbose_name="source",
                    ),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="claimed at")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed at")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["display_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=160, verbose_name="role")),
                ("is_lead", models.BooleanField(default=False, verbose_name="lead body")),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "involvement",
                "verbose_name_plural": "involvements",
            },
        ),
        migrations.CreateModel(
            name="FieldVisibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=40, verbose_name="field")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members of the network"),
                            ("self", "Only me"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="field_visibilities",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "field visibility",
                "verbose_name_plural": "field visibilities",
            },
        ),
        migrations.CreateModel(
            name="Relationship",
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
                        choices=[
                            ("works_for", "works for"),
                            ("volunteers_with", "volunteers with"),
                            ("leads", "leads"),
                            ("partner_of", "partner of"),
                            ("funds", "funds"),
                            ("part_of", "part of"),
                            ("merged_into", "merged into"),
                            ("works_with", "works with"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "object_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_by",
                        to="people.organisation",
                        verbose_name="to organisation",
                    ),
                ),
                (
                    "object_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_by",
                        to="people.person",
                        verbose_name="to person",
                    ),
                ),
                (
                    "subject_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relationships",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "subject_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relationships",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "relationship",
                "verbose_name_plural": "relationships",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "Stated by themselves"),
                            ("document", "A document"),
                            ("story", "A story"),
                        ],
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("url", models.URLField(blank=True, max_length=2048, verbose_name="address")),
                ("on", models.DateField(blank=True, null=True, verbose_name="on")),
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
                (
                    "involvement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="people.involvement",
                        verbose_name="involvement",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="people.relationship",
                        verbose_name="relationship",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("org_id", ""), _negated=True),
                fields=("org_id",),
                name="organisation_org_id_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["charity", "funder", "network", "group", "public", "company", "other"])
                ),
                name="organisation_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="organisation_point_whole_or_absent",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["nowhere", "region", "area"])),
                name="person_precision_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shown_latitude__isnull", True), ("shown_longitude__isnull", True)),
                    models.Q(("shown_latitude__isnull", False), ("shown_longitude__isnull", False)),
                    _connector="OR",
                ),
                name="person_point_whole_or_absent",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", True), ("person__isnull", False)),
                    models.Q(("organisation__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="involvement_one_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__isnull", False), ("area__isnull", False), _connector="OR"),
                name="involvement_in_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="involvement_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldvisibility",
            constraint=models.UniqueConstraint(fields=("person", "field"), name="field_visibility_once"),
        ),
        migrations.AddConstraint(
            model_name="fieldvisibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["public", "members", "self"])),
                name="field_visibility_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject_organisation__isnull", True), ("subject_person__isnull", False)),
                    models.Q(("subject_organisation__isnull", False), ("subject_person__isnull", True)),
                    _connector="OR",
                ),
                name="relationship_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("object_organisation__isnull", True), ("object_person__isnull", False)),
                    models.Q(("object_organisation__isnull", False), ("object_person__isnull", True)),
                    _connector="OR",
                ),
                name="relationship_one_object",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="relationship_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "works_for",
                            "volunteers_with",
                            "leads",
                            "partner_of",
                            "funds",
                            "part_of",
                            "merged_into",
                            "works_with",
                        ],
                    )
                ),
                name="relationship_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("involvement__isnull", True), ("relationship__isnull", False)),
                    models.Q(("involvement__isnull", False), ("relationship__isnull", True)),
                    _connector="OR",
                ),
                name="evidence_for_one_edge",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["stated", "document", "story"])),
                name="evidence_basis_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low"])),
                name="evidence_confidence_known",
            ),
        ),
    ]
