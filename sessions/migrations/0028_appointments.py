"""Booked time, the trail of its steps, and what is taken for whoever asks."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.uuid
import practice.core.tenancy
import sessions.appointments.models.booked
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# A portal sees no other client's rows, and must not offer their time: this tells times alone, of the
# practice that is entered and of no other, and whose it is of the one client who was asked about.
BUSY = """
CREATE FUNCTION supple_busy(the_practice uuid, somebody uuid, the_client uuid,
  since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, practitioner_id uuid, client_id uuid, place_id uuid, holds_place boolean,
  starts_at timestamptz, ends_at timestamptz, blocked_from timestamptz, blocked_until timestamptz)
LANGUAGE plpgsql AS $$
DECLARE asking text := coalesce(current_setting('supple.client', true), '');
BEGIN
  PERFORM set_config('supple.client', '', true);
  RETURN QUERY SELECT a.id, a.practitioner_id,
      CASE WHEN a.client_id = the_client THEN a.client_id END,
      a.place_id, a.holds_place, a.starts_at, a.ends_at, a.blocked_from, a.blocked_until
    FROM care_sessions_appointment a
    WHERE a.practice_id = the_practice
      AND a.starts_at > since - interval '14 hours' AND a.starts_at < until + interval '14 hours'
      AND a.blocked_from < until AND a.blocked_until > since
      AND a.state IN ('booked', 'confirmed', 'arrived', 'done')
      AND (a.practitioner_id = somebody OR a.client_id = the_client OR a.holds_place)
    ORDER BY a.starts_at;
  PERFORM set_config('supple.client', asking, true);
END $$;
"""
# Nothing of either is deleted, and a step that was taken stays as it was: it may be taken back.
RULES = """
REVOKE DELETE, TRUNCATE ON care_sessions_appointment FROM supple_app;
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_appointmentchange FROM supple_app;
GRANT UPDATE (undone_at) ON care_sessions_appointmentchange TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0027_services_and_hours'),
        ('clients', '0039_messages'),
        ('practice', '0011_place_takes_one'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('blocked_from', models.DateTimeField()),
                ('blocked_until', models.DateTimeField()),
                ('holds_place', models.BooleanField(db_default=False, default=False)),
                ('local_date', models.DateField()),
                ('local_time', models.TimeField()),
                ('zone', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('booked', 'booked'), ('confirmed', 'confirmed'), ('arrived', 'arrived'), ('done', 'done'), ('late_cancelled', 'cancelled late'), ('cancelled', 'cancelled'), ('no_show', 'did not come')], default='booked', max_length=14)),
                ('policy', models.JSONField(default=dict)),
                ('booked_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('booked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('service', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.service')),
                ('session', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.session')),
            ],
        ),
        migrations.CreateModel(
            name='AppointmentChange',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('from_state', models.CharField(blank=True, choices=[('booked', 'booked'), ('confirmed', 'confirmed'), ('arrived', 'arrived'), ('done', 'done'), ('late_cancelled', 'cancelled late'), ('cancelled', 'cancelled'), ('no_show', 'did not come')], max_length=14)),
                ('to_state', models.CharField(choices=[('booked', 'booked'), ('confirmed', 'confirmed'), ('arrived', 'arrived'), ('done', 'done'), ('late_cancelled', 'cancelled late'), ('cancelled', 'cancelled'), ('no_show', 'did not come')], max_length=14)),
                ('at', models.DateTimeField()),
                ('why', models.CharField(blank=True, choices=[('feeling_better', 'feeling better'), ('worse', 'feeling worse'), ('ill', 'ill'), ('work', 'work'), ('travel', 'travelling'), ('money', 'money'), ('other', 'something else'), ('practice', 'the practice cannot')], max_length=16)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('was_starts_at', models.DateTimeField(null=True)),
                ('was_zone', models.CharField(blank=True, max_length=64)),
                ('undone_at', models.DateTimeField(null=True)),
                ('appointment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='care_sessions.appointment')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('was_place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('was_practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['practice', 'starts_at'], name='appointment_day'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done'])), fields=['practice', 'practitioner', 'blocked_from'], name='appointment_practitioner'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['practice', 'client', 'starts_at'], name='appointment_client'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done', 'late_cancelled', 'cancelled', 'no_show'])), name='appointment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at')), ('blocked_from__lte', models.F('starts_at')), ('blocked_until__gte', models.F('ends_at')), ('blocked_until__lte', django.db.models.expressions.CombinedExpression(models.F('blocked_from'), '+', models.Value(datetime.timedelta(seconds=50400))))), name='appointment_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('booked_by', None), ('guardian', None), _connector='OR'), name='appointment_of_one_side'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('holds_place', False), ('place__isnull', False), _connector='OR'), name='appointment_holds_a_place'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done'])), expressions=[(models.F('practitioner'), '='), (sessions.appointments.models.booked.TsTzRange('blocked_from', 'blocked_until', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_practitioner'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done'])), expressions=[(models.F('client'), '='), (sessions.appointments.models.booked.TsTzRange('starts_at', 'ends_at', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_client'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done']), ('holds_place', True)), expressions=[(models.F('place'), '='), (sessions.appointments.models.booked.TsTzRange('blocked_from', 'blocked_until', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_place'),
        ),
        migrations.AddIndex(
            model_name='appointmentchange',
            index=models.Index(fields=['practice', 'appointment', 'at'], name='change_trail'),
        ),
        migrations.AddConstraint(
            model_name='appointmentchange',
            constraint=models.CheckConstraint(condition=models.Q(('made_by', None), ('guardian', None), _connector='OR'), name='change_of_one_side'),
        ),
        migrations.AddConstraint(
            model_name='appointmentchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('was_practitioner', None), ('was_starts_at', None)), models.Q(('was_practitioner__isnull', False), ('was_starts_at__isnull', False)), _connector='OR'), name='change_was_somewhere'),
        ),
        ProtectTenantTables("Appointment", "AppointmentChange"),
        migrations.RunSQL(RULES),
        migrations.RunSQL(BUSY),
    ]
