"""Services, the hours of a week, of a day and off, and public holidays; what each practice begins with."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
import sessions.hours.models
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables, filling

ONLINE = "'00000000-0000-0000-0000-000000000000'::uuid"
TIMES = "int4range(extract(epoch FROM begins)::int, extract(epoch FROM ends)::int)"
# A closed day fills it, beside whatever else stands for that place.
ALL_DAY = (
    "int4range(coalesce(extract(epoch FROM begins)::int, 0),"
    " coalesce(extract(epoch FROM ends)::int, 86400))"
)

# Nobody works twice at once: of a week while both are valid, of a day. Local times are compared as
# they are read, also across places. `gist` needs btree_gist for keys and numbers.
APART = f"""
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE care_sessions_weeklyhours ADD CONSTRAINT weekly_hours_apart EXCLUDE USING gist (
  practice_id WITH =, practitioner_id WITH =, weekday WITH =, {TIMES} WITH &&,
  daterange(since, until, '[]') WITH &&);
ALTER TABLE care_sessions_dayhours ADD CONSTRAINT day_hours_apart EXCLUDE USING gist (
  practice_id WITH =, practitioner_id WITH =, "on" WITH =, {TIMES} WITH &&)
  WHERE (NOT is_closed);
ALTER TABLE care_sessions_dayhours ADD CONSTRAINT day_hours_open_or_closed EXCLUDE USING gist (
  practice_id WITH =, practitioner_id WITH =, "on" WITH =,
  coalesce(place_id, {ONLINE}) WITH =, {ALL_DAY} WITH &&);
"""

# What a new practice gets a copy of, as it was when this was written.
SERVICES = """
INSERT INTO care_sessions_service (practice_id, built_in_code, built_in_version, name, folded, kind,
  minutes, buffer_after_minutes)
SELECT practice.id, ours.code, 1, ours.name, ours.folded, ours.code, ours.minutes, ours.after
FROM practice_practice practice, (VALUES
  ('first_lesson', 'First lesson', 'first lesson', 90, 15),
  ('lesson', 'Lesson', 'lesson', 60, 15),
  ('check_in', 'Check-in', 'check-in', 20, 0)
) AS ours (code, name, folded, minutes, after)
ORDER BY practice.id, ours.code;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0026_practice_on_the_phone'),
        ('practice', '0010_answers_within'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayHours',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('begins', models.TimeField(null=True)),
                ('ends', models.TimeField(null=True)),
                ('is_closed', models.BooleanField(default=False)),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'practitioner', 'on'], name='day_hours_whose')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('begins', None), ('ends', None), ('is_closed', True)), models.Q(('begins__isnull', False), ('begins__lt', models.F('ends')), ('ends__isnull', False), ('is_closed', False)), _connector='OR'), name='day_hours_closed_or_end_later')],
            },
        ),
        migrations.CreateModel(
            name='HolidaySetting',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('is_closed', models.BooleanField(default=False)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('region', models.CharField(blank=True, max_length=10)),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'place'), name='one_holiday_setting_a_place', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('folded', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('first_lesson', 'First lesson'), ('lesson', 'Lesson'), ('check_in', 'Check-in'), ('group_class', 'Group class')], max_length=12, verbose_name='kind')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('buffer_before_minutes', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('buffer_after_minutes', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('price', models.PositiveIntegerField(null=True, verbose_name='price')),
                ('places', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='places')),
                ('is_online', models.BooleanField(db_default=False, default=False, verbose_name='online')),
                ('lead_hours', models.PositiveSmallIntegerField(db_default=24, default=24)),
                ('ahead_days', models.PositiveSmallIntegerField(db_default=60, default=60)),
                ('cancellation_hours', models.PositiveSmallIntegerField(db_default=24, default=24)),
                ('reminder_hours', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), db_default=[48, 3], default=sessions.hours.models.usual_reminders)),
                ('is_client_bookable', models.BooleanField(db_default=True, default=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_service_a_code'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('practice', 'folded'), name='one_service_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_service_has_own_code'), models.CheckConstraint(condition=models.Q(('minutes__range', (5, 480)), ('buffer_before_minutes__lte', 120), ('buffer_after_minutes__lte', 120), ('ahead_days__range', (1, 365))), name='service_minutes_in_range'), models.CheckConstraint(condition=models.Q(('places', 1), models.Q(('kind', 'group_class'), ('places__gte', 1)), _connector='OR'), name='service_places_of_a_class')],
            },
        ),
        migrations.CreateModel(
            name='TimeOff',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('first_day', models.DateField()),
                ('first_time', models.TimeField(null=True)),
                ('last_day', models.DateField()),
                ('last_time', models.TimeField(null=True)),
                ('zone', models.CharField(max_length=64)),
                ('reason', models.CharField(choices=[('holiday', 'Holiday'), ('training', 'Training'), ('travel', 'On the way'), ('private', 'Private'), ('other', 'Something else')], max_length=12)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'practitioner', 'last_day'], name='time_off_whose')],
                'constraints': [models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False), ('first_day__lte', models.F('last_day'))), name='time_off_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='WeeklyHours',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('begins', models.TimeField()),
                ('ends', models.TimeField()),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'practitioner', 'weekday'], name='weekly_hours_whose')],
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='weekly_hours_weekday'), models.CheckConstraint(condition=models.Q(('begins__lt', models.F('ends'))), name='weekly_hours_end_later'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('since__lte', models.F('until')), _connector='OR'), name='weekly_hours_until_after_since')],
            },
        ),
        ProtectTenantTables("Service", "WeeklyHours", "DayHours", "TimeOff", "HolidaySetting"),
        migrations.RunSQL(APART),
        *filling(SERVICES, "care_sessions_service", "practice_practice"),
    ]
