"""The brakes of the outbox: how fast mails leave, and what holds them."""

import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

from practice.core.protection import PRACTICE

EVERYBODY = "00000000-0000-0000-0000-000000000000"

PROTECT = f"""
ALTER TABLE practice_brake ENABLE ROW LEVEL SECURITY;
ALTER TABLE practice_brake FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON practice_brake USING (whose = {PRACTICE}) WITH CHECK (whose = {PRACTICE});
CREATE POLICY everybodys ON practice_brake FOR SELECT USING (whose = '{EVERYBODY}');
CREATE POLICY claim ON practice_brake TO supple_claim USING (true) WITH CHECK (true);
REVOKE DELETE, TRUNCATE ON practice_brake FROM supple_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON practice_databaseorigin FROM supple_app;
GRANT SELECT, INSERT, UPDATE ON practice_brake TO supple_claim;
GRANT SELECT, INSERT ON practice_databaseorigin TO supple_claim;
GRANT SELECT (mails_a_minute) ON practice_practice TO supple_claim;
GRANT SELECT (planned_at, settled_at, expected, released_at), UPDATE (reason)
  ON practice_message TO supple_claim;
"""


class Migration(migrations.Migration):
    """Buckets, the breaker and the hold after a restore."""

    dependencies = [
        ("practice", "0013_waitlist_offers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Brake",
            fields=[
                ("whose", models.UUIDField(primary_key=True, serialize=False)),
                ("tokens", models.FloatField(db_default=0, default=0)),
                ("filled_at", models.DateTimeField(null=True)),
                ("short_at", models.DateTimeField(null=True)),
                ("held_since", models.DateTimeField(null=True)),
                ("held_reason", models.CharField(blank=True, db_default="", max_length=200)),
                ("released_at", models.DateTimeField(null=True)),
                ("mark", models.CharField(blank=True, db_default="", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="DatabaseOrigin",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="expected",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="message",
            name="released_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="practice",
            name="mails_a_minute",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="mails a minute at most"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                models.F("practice"),
                django.db.models.functions.comparison.Greatest("due_at", "try_at"),
                condition=models.Q(("state__in", ["planned", "retry"]), ("urgent", False)),
                name="message_turn",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                django.db.models.functions.comparison.Greatest("due_at", "try_at"),
                condition=models.Q(("state__in", ["planned", "retry"]), ("urgent", True)),
                name="message_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("expected", False), ("released_at", None), ("urgent", False)),
                fields=["planned_at", "practice"],
                name="message_unexpected",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", False)),
                fields=["settled_at", "state"],
                name="message_settled",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["unknown", "held"])),
                fields=["state"],
                name="message_stands",
            ),
        ),
        migrations.RunSQL(PROTECT),
    ]
