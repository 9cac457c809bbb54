"""Classes: booked time without a client, with places that are never given twice."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import practice.core.tenancy
import sessions.appointments.models.booked
from django.db import migrations, models


KEYS = """
ALTER TABLE care_sessions_appointment
  ADD CONSTRAINT "care_sessions_appointment_group_class_id_in_practice"
  FOREIGN KEY (practice_id, group_class_id) REFERENCES care_sessions_appointment (practice_id, id);
"""
# Whoever takes or gives back a place counts it on the class's own row: who wants the last one waits
# there for who is before them, and the check `class_has_a_place_for_each` refuses one too many. A
# class that is off, and what is no class, takes nobody.
PLACES = """
CREATE FUNCTION supple_class_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  had boolean := TG_OP = 'UPDATE' AND OLD.state IN ('booked', 'confirmed', 'arrived', 'done');
  has boolean := NEW.state IN ('booked', 'confirmed', 'arrived', 'done');
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.group_class_id IS DISTINCT FROM NEW.group_class_id THEN
    RAISE EXCEPTION 'a place stays in its class' USING ERRCODE = 'restrict_violation';
  END IF;
  IF has AND NOT had THEN
    UPDATE care_sessions_appointment SET taken = taken + 1
      WHERE practice_id = NEW.practice_id AND id = NEW.group_class_id AND client_id IS NULL
        AND state IN ('booked', 'confirmed', 'arrived', 'done');
    IF NOT FOUND THEN
      RAISE EXCEPTION 'this class takes nobody' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF had AND NOT has THEN
    UPDATE care_sessions_appointment SET taken = taken - 1
      WHERE practice_id = NEW.practice_id AND id = NEW.group_class_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER class_places AFTER INSERT OR UPDATE OF state, group_class_id
  ON care_sessions_appointment FOR EACH ROW WHEN (NEW.group_class_id IS NOT NULL)
  EXECUTE FUNCTION supple_class_places();
"""
# A place in a class takes its client's time and nobody else's: the class's own row takes theirs.
BUSY = """
CREATE OR REPLACE FUNCTION supple_busy(the_practice uuid, somebody uuid, the_client uuid,
  since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, practitioner_id uuid, client_id uuid, place_id uuid, holds_place boolean,
  starts_at timestamptz, ends_at timestamptz, blocked_from timestamptz, blocked_until timestamptz)
LANGUAGE plpgsql AS $$
DECLARE asking text := coalesce(current_setting('supple.client', true), '');
BEGIN
  PERFORM set_config('supple.client', '', true);
  RETURN QUERY SELECT a.id, CASE WHEN a.group_class_id IS NULL THEN a.practitioner_id END,
      CASE WHEN a.client_id = the_client THEN a.client_id END,
      a.place_id, a.holds_place, a.starts_at, a.ends_at, a.blocked_from, a.blocked_until
    FROM care_sessions_appointment a
    WHERE a.practice_id = the_practice
      AND a.starts_at > since - interval '14 hours' AND a.starts_at < until + interval '14 hours'
      AND a.blocked_from < until AND a.blocked_until > since
      AND a.state IN ('booked', 'confirmed', 'arrived', 'done')
      AND (a.client_id = the_client
        OR (a.group_class_id IS NULL AND (a.practitioner_id = somebody OR a.holds_place)))
    ORDER BY a.starts_at;
  PERFORM set_config('supple.client', asking, true);
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0036_public_page'),
        ('clients', '0042_offers_by_mail'),
        ('practice', '0013_waitlist_offers'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupClass',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('care_sessions.appointment',),
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='one_lesson_a_practitioner',
        ),
        migrations.AddField(
            model_name='appointment',
            name='group_class',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointment'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='places',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='taken',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='client',
            field=sessions.appointments.models.booked.ClientKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(condition=models.Q(('group_class__isnull', False)), fields=['practice', 'group_class'], name='appointment_in_class'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', False), ('places', None), ('taken', None)), models.Q(('client', None), ('episode', None), ('group_class', None), ('places__gte', 1), ('series', None), ('session', None), ('taken__gte', 0)), _connector='OR'), name='appointment_of_a_client_or_a_class'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('taken', None), ('taken__lte', models.F('places')), _connector='OR'), name='class_has_a_place_for_each'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('group_class', None), ('holds_place', False), _connector='OR'), name='class_holds_the_place'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done']), ('group_class', None)), expressions=[(models.F('practitioner'), '='), (sessions.appointments.models.booked.TsTzRange('blocked_from', 'blocked_until', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_practitioner'),
        ),
        migrations.RunSQL(KEYS),
        migrations.RunSQL(PLACES),
        migrations.RunSQL(BUSY),
    ]
