"""The radar: a practice's own points, the verdict of each day, and the night's runs. Verdicts and
runs have no trail: they follow from what has one."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

# Reasons are rows, settings are names; their shapes are the rules' (radar/rules/words.py).
SHAPES = """
ALTER TABLE care_sessions_radarsnapshot ADD CONSTRAINT radar_reasons_are_rows
    CHECK (jsonb_typeof(reasons) = 'array');
ALTER TABLE care_sessions_radarsettings ADD CONSTRAINT radar_settings_are_named
    CHECK (jsonb_typeof(changed) = 'object');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0041_reminder_steps'),
        ('clients', '0045_day_in_a_zone'),
        ('practice', '0016_suppressed_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='RadarRun',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('total', models.PositiveIntegerField()),
                ('done', models.PositiveIntegerField(default=0)),
                ('after', models.UUIDField(null=True)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'day'), name='one_radar_run_a_day')],
            },
        ),
        migrations.CreateModel(
            name='RadarSettings',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('changed', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice',), name='one_radar_a_practice')],
            },
        ),
        migrations.CreateModel(
            name='RadarSnapshot',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('level', models.CharField(choices=[('act', 'Act'), ('watch', 'Watch'), ('steady', 'Steady'), ('unknown', 'Unknown')], max_length=8)),
                ('points', models.SmallIntegerField()),
                ('leading', models.CharField(blank=True, choices=[('release', 'Something let go, and nothing integrates it'), ('pain', 'Pain is back near where it began'), ('flare', 'Practice was too much'), ('activities', 'Activities have lost what they gained'), ('sensing', 'A place is felt less clearly'), ('practice', 'Less practice than planned'), ('event', 'A new injury, operation or high stress'), ('not_seen', 'Not seen for long, and nothing booked'), ('prior', 'Earlier treatments held for a short time'), ('habit', 'A habit, and integrated')], max_length=12)),
                ('reasons', models.JSONField()),
                ('level_since', models.DateField()),
                ('level_before', models.CharField(blank=True, choices=[('act', 'Act'), ('watch', 'Watch'), ('steady', 'Steady'), ('unknown', 'Unknown')], max_length=8)),
                ('is_newest', models.BooleanField(default=True)),
                ('rules_version', models.PositiveSmallIntegerField()),
                ('settings_version', models.PositiveIntegerField()),
                ('judged_at', models.DateTimeField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_newest', True)), fields=['practice', 'level', '-points', 'client'], name='radar_newest'), models.Index(fields=['practice', 'day'], name='radar_day')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'client', 'day'), name='one_radar_snapshot_a_day'), models.UniqueConstraint(condition=models.Q(('is_newest', True)), fields=('practice', 'client'), name='one_newest_radar_snapshot'), models.CheckConstraint(condition=models.Q(('level__in', ['act', 'watch', 'steady', 'unknown']), ('level_before__in', ['', 'act', 'watch', 'steady', 'unknown']), ('leading__in', ['', 'release', 'pain', 'flare', 'activities', 'sensing', 'practice', 'event', 'not_seen', 'prior', 'habit'])), name='radar_words_known'), models.CheckConstraint(condition=models.Q(('level_since__lte', models.F('day'))), name='radar_level_since')],
            },
        ),
        ProtectTenantTables("RadarSettings"),
        ProtectTenantTables("RadarSnapshot", "RadarRun", history=False),
        migrations.RunSQL(SHAPES),
    ]
