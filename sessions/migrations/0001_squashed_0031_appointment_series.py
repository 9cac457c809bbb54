"""Tables of lessons, home programs, practice and the calendar, as the migrations from 0001_initial to 0031_appointment_series leave them.

A database that has those takes this one for applied; decision 46 says how it was made and proven.
"""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.uuid
import practice.core.tenancy
import sessions.appointments.models.booked
import sessions.hours.models
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

BEFORE = r"""
CREATE EXTENSION IF NOT EXISTS btree_gist;
"""

AFTER = r"""
SET LOCAL check_function_bodies = off;

CREATE FUNCTION supple_author_only(note uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT said.visibility = 'author' FROM care_sessions_notevisibility said
    WHERE said.note_id = note ORDER BY said.id DESC LIMIT 1), false)
$$;

CREATE FUNCTION supple_busy(the_practice uuid, somebody uuid, the_client uuid, since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(id uuid, practitioner_id uuid, client_id uuid, place_id uuid, holds_place boolean, starts_at timestamp with time zone, ends_at timestamp with time zone, blocked_from timestamp with time zone, blocked_until timestamp with time zone)
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION supple_note_visibility() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE care_sessions_sessionnote SET author_only = (NEW.visibility = 'author')
    WHERE practice_id = NEW.practice_id AND id = NEW.note_id
      AND author_only <> (NEW.visibility = 'author');
  RETURN NULL;
END $$;

CREATE FUNCTION supple_signed_finding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT FROM care_sessions_sessionnote n WHERE n.state = 'signed'
    AND ((TG_OP <> 'DELETE' AND n.assessment_id = NEW.assessment_id)
      OR (TG_OP <> 'INSERT' AND n.assessment_id = OLD.assessment_id)))
  THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION supple_signed_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE signed boolean;
BEGIN
  IF TG_TABLE_NAME = 'care_sessions_assessmentcell' THEN
    SELECT bool_or(n.state = 'signed') INTO signed FROM care_sessions_sessionnote n
      WHERE (TG_OP <> 'DELETE' AND n.assessment_id = NEW.assessment_id)
        OR (TG_OP <> 'INSERT' AND n.assessment_id = OLD.assessment_id);
  ELSE
    SELECT bool_or(n.state = 'signed') INTO signed FROM care_sessions_sessionnote n
      WHERE (TG_OP <> 'DELETE' AND n.id = NEW.note_id)
        OR (TG_OP <> 'INSERT' AND n.id = OLD.note_id);
  END IF;
  IF signed THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION supple_signed_release() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND supple_merged(OLD.client_id, NEW.client_id)
    AND to_jsonb(NEW) - 'client_id' = to_jsonb(OLD) - 'client_id' THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM care_sessions_sessionnote n WHERE n.state = 'signed'
    AND ((TG_OP <> 'INSERT' AND n.id = OLD.note_id) OR (TG_OP <> 'DELETE' AND n.id = NEW.note_id)))
  THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION supple_signed_session() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) = to_jsonb(OLD) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND supple_merged(OLD.client_id, NEW.client_id)
    AND to_jsonb(NEW) - 'client_id' = to_jsonb(OLD) - 'client_id' THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM care_sessions_sessionnote n WHERE n.practice_id = OLD.practice_id
    AND n.session_id = OLD.id AND n.state = 'signed') THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

ALTER TABLE ONLY care_sessions_dayhours
    ADD CONSTRAINT day_hours_apart EXCLUDE USING gist (practice_id WITH =, practitioner_id WITH =, "on" WITH =, int4range((EXTRACT(epoch FROM begins))::integer, (EXTRACT(epoch FROM ends))::integer) WITH &&) WHERE ((NOT is_closed));

ALTER TABLE ONLY care_sessions_dayhours
    ADD CONSTRAINT day_hours_open_or_closed EXCLUDE USING gist (practice_id WITH =, practitioner_id WITH =, "on" WITH =, COALESCE(place_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, int4range(COALESCE((EXTRACT(epoch FROM begins))::integer, 0), COALESCE((EXTRACT(epoch FROM ends))::integer, 86400)) WITH &&);

ALTER TABLE ONLY care_sessions_weeklyhours
    ADD CONSTRAINT weekly_hours_apart EXCLUDE USING gist (practice_id WITH =, practitioner_id WITH =, weekday WITH =, int4range((EXTRACT(epoch FROM begins))::integer, (EXTRACT(epoch FROM ends))::integer) WITH &&, daterange(since, until, '[]'::text) WITH &&);

CREATE TRIGGER note_author_only BEFORE UPDATE OF author_only ON care_sessions_sessionnote FOR EACH ROW WHEN ((new.author_only <> old.author_only)) EXECUTE FUNCTION supple_note_author_only();

CREATE TRIGGER note_visibility AFTER INSERT ON care_sessions_notevisibility FOR EACH ROW EXECUTE FUNCTION supple_note_visibility();

CREATE TRIGGER signed_finding BEFORE INSERT OR DELETE OR UPDATE ON care_sessions_finding FOR EACH ROW EXECUTE FUNCTION supple_signed_finding();

CREATE TRIGGER signed_finding BEFORE INSERT OR DELETE OR UPDATE ON care_sessions_smafinding FOR EACH ROW EXECUTE FUNCTION supple_signed_finding();

CREATE TRIGGER signed_note BEFORE DELETE OR UPDATE ON care_sessions_sessionnote FOR EACH ROW EXECUTE FUNCTION supple_signed_note();

CREATE TRIGGER signed_part BEFORE INSERT OR DELETE OR UPDATE ON care_sessions_assessmentcell FOR EACH ROW EXECUTE FUNCTION supple_signed_part();

CREATE TRIGGER signed_part BEFORE INSERT OR DELETE OR UPDATE ON care_sessions_techniqueapplication FOR EACH ROW EXECUTE FUNCTION supple_signed_part();

CREATE TRIGGER signed_release BEFORE INSERT OR DELETE OR UPDATE ON care_sessions_releaseevent FOR EACH ROW EXECUTE FUNCTION supple_signed_release();

CREATE TRIGGER signed_session BEFORE DELETE OR UPDATE ON care_sessions_session FOR EACH ROW EXECUTE FUNCTION supple_signed_session();

CREATE POLICY claim ON care_sessions_homeprogram FOR SELECT TO supple_claim USING (true);

CREATE POLICY claim ON care_sessions_reminderplan FOR SELECT TO supple_claim USING (true);

CREATE POLICY settled_by_practice ON care_sessions_flare AS RESTRICTIVE FOR UPDATE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

REVOKE DELETE ON
  care_sessions_appointment,
  care_sessions_appointmentseries
  FROM supple_app;

REVOKE UPDATE, DELETE ON
  care_sessions_appointmentchange,
  care_sessions_checkin,
  care_sessions_doctorletter,
  care_sessions_endedlinks,
  care_sessions_flare,
  care_sessions_homeprogramrevision,
  care_sessions_noteaddendum,
  care_sessions_notevisibility
  FROM supple_app;

GRANT UPDATE (undone_at)
  ON care_sessions_appointmentchange TO supple_app;

GRANT UPDATE (client_id)
  ON care_sessions_checkin TO supple_app;

GRANT UPDATE (client_id)
  ON care_sessions_doctorletter TO supple_app;

GRANT UPDATE (client_id)
  ON care_sessions_endedlinks TO supple_app;

GRANT UPDATE (client_id, settled_at, settled_by_id)
  ON care_sessions_flare TO supple_app;

GRANT SELECT (begins_on, ends_on, practice_id, state)
  ON care_sessions_homeprogram TO supple_claim;

GRANT SELECT (next_due_at, practice_id, state)
  ON care_sessions_reminderplan TO supple_claim;
"""


class Migration(migrations.Migration):
    """Everything up to there, at once."""

    initial = True

    replaces = [
        ("care_sessions", "0001_initial"),
        ("care_sessions", "0002_protect"),
        ("care_sessions", "0003_phrases"),
        ("care_sessions", "0004_standing"),
        ("care_sessions", "0005_merges"),
        ("care_sessions", "0006_program_runs_since"),
        ("care_sessions", "0007_techniques"),
        ("care_sessions", "0008_findings"),
        ("care_sessions", "0009_visibility"),
        ("care_sessions", "0010_cells_hold_more"),
        ("care_sessions", "0011_doctor_letters"),
        ("care_sessions", "0012_signed_sessions"),
        ("care_sessions", "0013_names_of_muscle_groups"),
        ("care_sessions", "0014_understanding_cards"),
        ("care_sessions", "0015_whole_programs"),
        ("care_sessions", "0016_program_cards"),
        ("care_sessions", "0017_own_movements"),
        ("care_sessions", "0018_program_templates"),
        ("care_sessions", "0019_programs_end"),
        ("care_sessions", "0020_swaying_and_sweeping"),
        ("care_sessions", "0021_pictures_of_cards"),
        ("care_sessions", "0022_names_of_digits"),
        ("care_sessions", "0023_reasons_given_for"),
        ("care_sessions", "0024_flares_and_check_ins"),
        ("care_sessions", "0025_programs_begin"),
        ("care_sessions", "0026_practice_on_the_phone"),
        ("care_sessions", "0027_services_and_hours"),
        ("care_sessions", "0028_appointments"),
        ("care_sessions", "0029_calendar_feeds"),
        ("care_sessions", "0030_ended_links"),
        ("care_sessions", "0031_appointment_series"),
    ]

    dependencies = [
        ("clients", "0001_squashed_0041_sensation_withdrawn"),
        ("practice", "0012_who_looked"),
    ]

    operations = [
        migrations.RunSQL(BEFORE),
        migrations.CreateModel(
            name='AppointmentSeries',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('first_day', models.DateField()),
                ('local_time', models.TimeField()),
                ('zone', models.CharField(max_length=64)),
                ('every_weeks', models.PositiveSmallIntegerField()),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('every_weeks__range', (1, 8))), name='series_weeks_in_range')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('member', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('digest', models.CharField(max_length=64)),
                ('names', models.CharField(choices=[('none', 'nobody’s name'), ('initials', 'initials'), ('full', 'the client’s name')], default='none', max_length=8, verbose_name='who comes is shown as')),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('member', None)), fields=['practice', 'client'], name='calendar_feed_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'digest'), name='one_calendar_feed'), models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', False), ('member', None)), models.Q(('client', None), ('guardian', None), ('member__isnull', False)), _connector='OR'), name='calendar_feed_of_one')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('local_date', models.DateField()),
                ('checked_at', models.DateTimeField()),
                ('soreness_hours', models.PositiveSmallIntegerField(null=True, verbose_name='hours of soreness')),
                ('worse', models.BooleanField(default=False, verbose_name='worse than before')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-local_date'], name='check_in_client')],
            },
        ),
        migrations.CreateModel(
            name='DayHours',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('on', models.DateField()),
                ('begins', models.TimeField(null=True)),
                ('ends', models.TimeField(null=True)),
                ('is_closed', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'practitioner', 'on'], name='day_hours_whose')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('begins', None), ('ends', None), ('is_closed', True)), models.Q(('begins__isnull', False), ('begins__lt', models.F('ends')), ('ends__isnull', False), ('is_closed', False)), _connector='OR'), name='day_hours_closed_or_end_later')],
            },
        ),
        migrations.CreateModel(
            name='DoctorLetter',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('addressee', models.CharField(max_length=400, verbose_name='to whom')),
                ('told', models.JSONField()),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'episode', '-id'], name='letter_episode')],
            },
        ),
        migrations.CreateModel(
            name='EndedLinks',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('ended_at', models.DateTimeField()),
                ('ended_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-ended_at'], name='links_ended')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_by', None), ('guardian', None), _connector='OR'), name='links_ended_by_one_side')],
            },
        ),
        migrations.CreateModel(
            name='HolidaySetting',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('is_closed', models.BooleanField(default=False)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('region', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'place'), name='one_holiday_setting_a_place', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='LessonProtocol',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('lineage', models.CharField(blank=True, max_length=80, verbose_name='comes from')),
                ('reflex', models.CharField(blank=True, choices=[('green_light', 'Green Light'), ('red_light', 'Red Light'), ('trauma', 'Trauma')], max_length=20, verbose_name='reflex')),
                ('order', models.PositiveSmallIntegerField(null=True, verbose_name='number in its lineage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_protocol_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('aliases', models.JSONField(default=list)),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                ('start_position', models.CharField(max_length=30)),
                ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list)),
                ('sides', models.CharField(max_length=20)),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('cycles', models.PositiveSmallIntegerField(default=1, verbose_name='rounds')),
                ('start', models.TextField(blank=True, verbose_name='how to begin')),
                ('steps', models.JSONField(default=list)),
                ('frees', models.PositiveSmallIntegerField()),
                ('integrates', models.PositiveSmallIntegerField()),
                ('targets', models.JSONField(default=list)),
                ('contraindications', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list)),
                ('drawing', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(max_length=200)),
                ('rights', models.CharField(max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('folded', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('sort_name', models.CharField(blank=True, db_collation='C', db_default='', default='', max_length=140)),
                ('copied_from', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('retired_at', None)), fields=['practice', 'sort_name', 'id'], name='movement_offered')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_movement_a_code'), models.UniqueConstraint(condition=models.Q(('built_in_version', 0)), fields=('practice', 'folded'), name='one_own_movement_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_movement_has_own_code'), models.CheckConstraint(condition=models.Q(('frees__lte', 3), ('integrates__lte', 3)), name='weights_0_to_3')],
            },
        ),
        migrations.CreateModel(
            name='NextSteps',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='words')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='link')),
                ('is_offered', models.BooleanField(default=True, verbose_name='clients find it in the portal')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice',), name='one_page_of_next_steps')],
            },
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('part', models.CharField(max_length=20, verbose_name='part of the note')),
                ('text', models.CharField(max_length=300, verbose_name='phrase')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'part', 'text'), name='one_phrase')],
            },
        ),
        migrations.CreateModel(
            name='ProgramTemplate',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('folded', models.CharField(max_length=120)),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                ('made_for', models.CharField(choices=[('standard', 'Most people'), ('delicate', 'A delicate back'), ('athletic', 'Athletes')], default='standard', max_length=12, verbose_name='made for')),
                ('tier', models.CharField(choices=[('sample', 'A sample'), ('full', 'The full program')], default='full', max_length=8, verbose_name='tier')),
                ('link', models.CharField(blank=True, max_length=500, verbose_name='where the full program is')),
                ('prerequisite', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programtemplate')),
                ('refresher', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programtemplate')),
                ('weeks', models.PositiveSmallIntegerField(null=True, verbose_name='weeks it usually takes')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('rights', models.CharField(blank=True, max_length=120, verbose_name='rights')),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_template_a_code'), models.UniqueConstraint(fields=('practice', 'folded'), name='one_template_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_template_has_own_code'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='template_link_https'), models.CheckConstraint(condition=models.Q(('prerequisite', models.F('id')), _negated=True), name='template_not_before_itself')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
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
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_service_a_code'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('practice', 'folded'), name='one_service_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_service_has_own_code'), models.CheckConstraint(condition=models.Q(('minutes__range', (5, 480)), ('buffer_before_minutes__lte', 120), ('buffer_after_minutes__lte', 120), ('ahead_days__range', (1, 365))), name='service_minutes_in_range'), models.CheckConstraint(condition=models.Q(('places', 1), models.Q(('kind', 'group_class'), ('places__gte', 1)), _connector='OR'), name='service_places_of_a_class')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership', verbose_name='practitioner')),
                ('place', practice.core.tenancy.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place', verbose_name='place')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('number', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-held_on'], name='session_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'episode', 'number'), name='one_session_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Technique',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('folded', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('lineage', models.CharField(blank=True, max_length=80, verbose_name='comes from')),
                ('hands_on', models.BooleanField(default=True, verbose_name='done with the hands')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_technique_a_code'), models.UniqueConstraint(fields=('practice', 'folded'), name='one_technique_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_technique_has_own_code')],
            },
        ),
        migrations.CreateModel(
            name='TimeOff',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('first_day', models.DateField()),
                ('first_time', models.TimeField(null=True)),
                ('last_day', models.DateField()),
                ('last_time', models.TimeField(null=True)),
                ('zone', models.CharField(max_length=64)),
                ('reason', models.CharField(choices=[('holiday', 'Holiday'), ('training', 'Training'), ('travel', 'On the way'), ('private', 'Private'), ('other', 'Something else')], max_length=12)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'practitioner', 'last_day'], name='time_off_whose')],
                'constraints': [models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False), ('first_day__lte', models.F('last_day'))), name='time_off_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='UnderstandingCard',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('summary', models.CharField(blank=True, max_length=200, verbose_name='in a sentence')),
                ('body', models.TextField(blank=True, verbose_name='words')),
                ('healthy', models.TextField(blank=True, verbose_name='when it is free')),
                ('tight', models.TextField(blank=True, verbose_name='when it is tight')),
                ('drawing', models.CharField(blank=True, max_length=60)),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='link')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('author', models.CharField(blank=True, max_length=120, verbose_name='author')),
                ('licence', models.CharField(blank=True, max_length=120, verbose_name='licence')),
                ('offered_to_all', models.BooleanField(default=False, verbose_name='every client may read it')),
                ('picture', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('picture_type', models.CharField(blank=True, db_default='', default='', max_length=60)),
                ('picture_says', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_understanding_card_a_code'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_card_has_own_code')],
            },
        ),
        migrations.CreateModel(
            name='WeeklyHours',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('weekday', models.PositiveSmallIntegerField()),
                ('begins', models.TimeField()),
                ('ends', models.TimeField()),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'practitioner', 'weekday'], name='weekly_hours_whose')],
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='weekly_hours_weekday'), models.CheckConstraint(condition=models.Q(('begins__lt', models.F('ends'))), name='weekly_hours_end_later'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('since__lte', models.F('until')), _connector='OR'), name='weekly_hours_until_after_since')],
            },
        ),
        migrations.CreateModel(
            name='HomeProgram',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('paused', 'Paused'), ('ended', 'Ended')], default='draft', max_length=10)),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list)),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.TimeField(), blank=True, default=list)),
                ('cue', models.CharField(blank=True, max_length=200, verbose_name='what it follows in the day')),
                ('note_to_client', models.TextField(blank=True, verbose_name='a word to the client')),
                ('made_from', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programtemplate')),
                ('early_reason', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why without what comes first')),
                ('minutes_budget', models.PositiveSmallIntegerField(db_default=15, default=15, verbose_name='minutes there are a day')),
                ('many_reason', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why so many')),
                ('many_for', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('starts_on', models.DateField(null=True, verbose_name='first day')),
                ('ends_on', models.DateField(null=True, verbose_name='last day')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('version', models.PositiveIntegerField(default=1)),
                ('started_on', models.DateField(null=True)),
                ('begins_on', models.DateField(editable=False, null=True)),
                ('ended_on', models.DateField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='program_client'), models.Index(condition=models.Q(('ends_on__isnull', False), ('state__in', ['active', 'paused'])), fields=['practice', 'ends_on'], name='program_to_end'), models.Index(condition=models.Q(('begins_on__isnull', False)), fields=['practice', 'begins_on'], name='program_to_begin'), models.Index(condition=models.Q(('state', 'active')), fields=['practice', 'id'], name='program_active')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['active', 'paused'])), fields=('practice', 'episode'), name='one_running_program'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('starts_on', None), ('ends_on', None), _connector='OR'), name='program_ends_after_its_start'), models.CheckConstraint(condition=models.Q(('minutes_budget__in', (4, 10, 15))), name='program_budget_known')],
            },
        ),
        migrations.CreateModel(
            name='MovementBeginning',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='beginnings', to='care_sessions.movement')),
                ('text', models.CharField(db_collation='C', max_length=120)),
                ('sort_name', models.CharField(db_collation='C', max_length=140)),
                ('is_retired', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'text', 'is_retired', 'sort_name', 'movement'], name='movement_beginning')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'movement', 'text'), name='one_movement_beginning_once')],
            },
        ),
        migrations.CreateModel(
            name='MovementMedia',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement')),
                ('kind', models.CharField(choices=[('picture', 'Picture'), ('audio', 'Sound'), ('video', 'Video'), ('link', 'Link')], max_length=10)),
                ('title', models.CharField(max_length=200, verbose_name='what it shows')),
                ('transcript', models.TextField(blank=True, verbose_name='what is said in it')),
                ('url', models.CharField(blank=True, max_length=500)),
                ('stored_as', models.CharField(blank=True, editable=False, max_length=100)),
                ('content_type', models.CharField(blank=True, max_length=40)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'movement', 'id'], name='media_movement')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'link'), ('stored_as', ''), models.Q(('url', ''), _negated=True)), models.Q(models.Q(('kind', 'link'), _negated=True), ('url', ''), models.Q(('stored_as', ''), _negated=True)), _connector='OR'), name='media_file_or_link'), models.UniqueConstraint(condition=models.Q(('stored_as', ''), _negated=True), fields=('stored_as',), name='one_media_a_name')],
            },
        ),
        migrations.CreateModel(
            name='PositionTransitionAssessment',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('session', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.session')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('service', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.service')),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('session', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.session')),
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
                ('booked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('booked_at', models.DateTimeField()),
                ('series', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointmentseries')),
                ('series_day', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'starts_at'], name='appointment_day'), models.Index(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done'])), fields=['practice', 'practitioner', 'blocked_from'], name='appointment_practitioner'), models.Index(fields=['practice', 'client', 'starts_at'], name='appointment_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done', 'late_cancelled', 'cancelled', 'no_show'])), name='appointment_state_known'), models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at')), ('blocked_from__lte', models.F('starts_at')), ('blocked_until__gte', models.F('ends_at')), ('blocked_until__lte', django.db.models.expressions.CombinedExpression(models.F('blocked_from'), '+', models.Value(datetime.timedelta(seconds=50400))))), name='appointment_ends_later'), models.CheckConstraint(condition=models.Q(('booked_by', None), ('guardian', None), _connector='OR'), name='appointment_of_one_side'), models.CheckConstraint(condition=models.Q(('holds_place', False), ('place__isnull', False), _connector='OR'), name='appointment_holds_a_place'), models.CheckConstraint(condition=models.Q(models.Q(('series', None), ('series_day', None)), models.Q(('series__isnull', False), ('series_day__isnull', False)), _connector='OR'), name='appointment_of_a_series_has_its_day'), models.UniqueConstraint(fields=('practice', 'series', 'series_day'), name='one_appointment_a_series_day'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done'])), expressions=[(models.F('practitioner'), '='), (sessions.appointments.models.booked.TsTzRange('blocked_from', 'blocked_until', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_practitioner'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done'])), expressions=[(models.F('client'), '='), (sessions.appointments.models.booked.TsTzRange('starts_at', 'ends_at', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_client'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'confirmed', 'arrived', 'done']), ('holds_place', True)), expressions=[(models.F('place'), '='), (sessions.appointments.models.booked.TsTzRange('blocked_from', 'blocked_until', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False)), '&&')], name='one_lesson_a_place')],
            },
        ),
        migrations.CreateModel(
            name='ProtocolLine',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('protocol', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.lessonprotocol')),
                ('position', models.PositiveSmallIntegerField()),
                ('technique', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.technique')),
                ('muscle_group', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.musclegroup')),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement')),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('place', models.CharField(blank=True, choices=[('lying', 'Lying'), ('sitting', 'Sitting'), ('standing', 'Standing'), ('walking', 'Walking'), ('running', 'Running')], max_length=30)),
                ('repetitions', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'protocol', 'position'), name='one_protocol_line_a_position'), models.CheckConstraint(condition=models.Q(models.Q(('movement__isnull', True), ('muscle_group__isnull', False)), models.Q(('movement__isnull', False), ('muscle_group__isnull', True)), _connector='OR'), name='protocol_line_muscle_or_movement'), models.CheckConstraint(condition=models.Q(('repetitions__isnull', True), ('repetitions__range', (1, 99)), _connector='OR'), name='protocol_line_1_to_99')],
            },
        ),
        migrations.CreateModel(
            name='TemplateItem',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('template', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='care_sessions.programtemplate')),
                ('position', models.PositiveSmallIntegerField()),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement')),
                ('phase', models.CharField(choices=[('understand', 'Understand'), ('free', 'Free'), ('integrate', 'Integrate'), ('maintain', 'Maintain')], max_length=12, verbose_name='phase')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('variant', models.CharField(blank=True, max_length=20, verbose_name='variant')),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides together'), ('in_turn', 'Each side in turn')], max_length=10, verbose_name='side')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='how, in a few words')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'template', 'position'), name='one_template_item_a_position')],
            },
        ),
        migrations.CreateModel(
            name='Flare',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('home_program', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.homeprogram')),
                ('source', models.CharField(choices=[('portal', 'in the portal'), ('mail_link', 'from a reminder'), ('together', 'together with the practice'), ('api', 'by a program'), ('phone', 'on the phone, without a connection'), ('check_in', 'in a check-in')], max_length=12)),
                ('soreness_hours', models.PositiveSmallIntegerField(null=True)),
                ('worse', models.BooleanField()),
                ('flared_on', models.DateField()),
                ('flared_at', models.DateTimeField()),
                ('told_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['practice', 'flared_at'], name='flare_open'), models.Index(fields=['practice', 'client', '-flared_at'], name='flare_client')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('practice', 'home_program'), name='one_open_flare_a_program')],
            },
        ),
        migrations.CreateModel(
            name='HomeProgramRevision',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('home_program', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.homeprogram')),
                ('number', models.PositiveIntegerField()),
                ('items', models.JSONField()),
                ('minutes_budget', models.PositiveSmallIntegerField(db_default=15, default=15)),
                ('many_reason', models.CharField(blank=True, db_default='', default='', max_length=300)),
                ('many_for', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'home_program', 'number'), name='one_revision_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('assessment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.positiontransitionassessment')),
                ('kind', models.CharField(choices=[('reflex', 'Reflexes'), ('posture', 'Posture signs'), ('quality', 'How movement looks'), ('breathing', 'Breathing'), ('alternation', 'Alternation in walking'), ('height', 'Height'), ('full_stature', 'Full stature, in their own rating')], max_length=20)),
                ('code', models.CharField(max_length=40)),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('value', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'assessment', 'kind', 'code', 'side'), name='one_finding_a_look'), models.UniqueConstraint(condition=models.Q(('kind', 'height')), fields=('practice', 'assessment'), name='one_height_a_look'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'quality'), ('value__isnull', True)), models.Q(('value__isnull', False), models.Q(models.Q(('kind__in', ('reflex', 'posture', 'alternation')), ('value__range', (0, 3))), models.Q(('kind', 'breathing'), ('value__range', (0, 1))), models.Q(('kind', 'full_stature'), ('value__range', (0, 10))), models.Q(('code', 'cm'), ('kind', 'height'), ('value__range', (500, 2500))), models.Q(('code', 'in'), ('kind', 'height'), ('value__range', (200, 1000))), _connector='OR')), _connector='OR'), name='finding_on_its_scale'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'alternation'), ('side__in', ('left', 'right'))), models.Q(('code', 'trauma'), ('kind', 'reflex'), ('side__in', ('left', 'right'))), models.Q(('kind', 'reflex'), ('side__in', ('left', 'right', 'both')), models.Q(('code', 'trauma'), _negated=True)), models.Q(('kind', 'breathing'), ('side__in', ('', 'left', 'right'))), models.Q(models.Q(('kind__in', ('alternation', 'reflex', 'breathing')), _negated=True), ('side', '')), _connector='OR'), name='finding_has_its_side')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentCell',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('assessment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.positiontransitionassessment')),
                ('muscle_group', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.musclegroup')),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('place', models.CharField(choices=[('lying', 'Lying'), ('sitting', 'Sitting'), ('standing', 'Standing'), ('walking', 'Walking'), ('running', 'Running'), ('lying_to_sitting', 'Lying to sitting'), ('sitting_to_standing', 'Sitting to standing'), ('standing_to_walking', 'Standing to walking'), ('walking_to_running', 'Walking to running'), ('running_to_walking', 'Running to walking'), ('walking_to_standing', 'Walking to standing'), ('standing_to_sitting', 'Standing to sitting'), ('sitting_to_lying', 'Sitting to lying'), ('bend_forward', 'Bending forward'), ('lean_back', 'Leaning back'), ('side_to_side', 'Leaning side to side'), ('twist_turn', 'Twisting and turning'), ('walk', 'A walk'), ('run', 'A run')], max_length=30)),
                ('moment', models.CharField(choices=[('before', 'before'), ('after', 'after')], max_length=10)),
                ('tone', models.PositiveSmallIntegerField(null=True)),
                ('tone_fit', models.CharField(blank=True, choices=[('too_high', 'Higher than the position asks'), ('fits', 'Fits the position'), ('too_low', 'Lower than the position asks')], max_length=10)),
                ('pain', models.PositiveSmallIntegerField(null=True)),
                ('effort', models.PositiveSmallIntegerField(null=True)),
                ('sensation', models.CharField(blank=True, choices=[('clear', 'Clear'), ('unclear', 'Unclear'), ('distorted', 'Distorted'), ('absent', 'Cannot feel')], db_default='', default='', max_length=10)),
                ('findings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'assessment', 'muscle_group', 'side', 'place', 'moment'), name='one_cell_a_place'), models.CheckConstraint(condition=models.Q(models.Q(('tone__isnull', True), ('tone__range', (0, 10)), _connector='OR'), models.Q(('pain__isnull', True), ('pain__range', (0, 10)), _connector='OR'), models.Q(('effort__isnull', True), ('effort__range', (0, 10)), _connector='OR')), name='cell_0_to_10'), models.CheckConstraint(condition=models.Q(('sensation__in', ['', 'clear', 'unclear', 'distorted', 'absent'])), name='cell_sensation'), models.CheckConstraint(condition=models.Q(('findings', []), models.Q(('findings__contained_by', ['lumbopelvic_pain', 'groin_to_back_pull', 'lumbosacral_pain', 'pubes_back', 'belly_protrudes', 'buttocks_back', 'excess_lumbar_curve']), ('place', 'standing')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'walking')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'running')), models.Q(('findings__contained_by', ['groin_pain', 'groin_pull', 'lumbopelvic_pain', 'pelvic_seizing']), ('place', 'lying_to_sitting')), models.Q(('findings__contained_by', ['cannot_stand_erect']), ('place', 'sitting_to_standing')), models.Q(('findings__contained_by', ['restricted_stride', 'weight_shift_lost']), ('place', 'standing_to_walking')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'walking_to_running')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'running_to_walking')), models.Q(('findings__contained_by', ['restricted_stride', 'weight_shift_lost']), ('place', 'walking_to_standing')), models.Q(('findings__contained_by', ['groin_pain', 'groin_pull', 'lumbopelvic_pain', 'pelvic_seizing']), ('place', 'sitting_to_lying')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'bend_forward')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'lean_back')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'side_to_side')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'twist_turn')), _connector='OR'), name='cell_findings_belong'), models.CheckConstraint(condition=models.Q(('tone__isnull', False), ('pain__isnull', False), ('effort__isnull', False), models.Q(('tone_fit', ''), _negated=True), models.Q(('sensation', ''), _negated=True), models.Q(('findings', []), _negated=True), _connector='OR'), name='cell_says_something')],
            },
        ),
        migrations.CreateModel(
            name='PracticeLog',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('home_program', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.homeprogram')),
                ('revision', models.PositiveIntegerField(db_default=1, default=1)),
                ('local_date', models.DateField()),
                ('logged_at', models.DateTimeField()),
                ('client_key', models.UUIDField()),
                ('source', models.CharField(choices=[('portal', 'in the portal'), ('mail_link', 'from a reminder'), ('together', 'together with the practice'), ('api', 'by a program'), ('phone', 'on the phone, without a connection')], max_length=12)),
                ('done', models.BooleanField()),
                ('skip_reason', models.CharField(blank=True, choices=[('no_time', 'No time'), ('forgot', 'I forgot'), ('tired', 'Too tired'), ('hurt', 'It hurt'), ('unwell', 'Not well'), ('away', 'Away from home'), ('unsure_how', 'Not sure how it goes'), ('other', 'Another reason')], max_length=20, verbose_name='why not')),
                ('minutes', models.PositiveSmallIntegerField(null=True, verbose_name='minutes')),
                ('slowness', models.PositiveSmallIntegerField(null=True, verbose_name='slowness')),
                ('attention', models.PositiveSmallIntegerField(null=True, verbose_name='attention')),
                ('effort', models.PositiveSmallIntegerField(null=True, verbose_name='effort')),
                ('ease_after', models.PositiveSmallIntegerField(null=True, verbose_name='ease after')),
                ('pain_during', models.PositiveSmallIntegerField(null=True, verbose_name='pain during')),
                ('soreness_hours', models.PositiveSmallIntegerField(null=True, verbose_name='hours of soreness')),
                ('worse', models.BooleanField(default=False, verbose_name='worse than before')),
                ('line', models.CharField(blank=True, max_length=500, verbose_name='a line about it')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-logged_at'], name='log_client'), models.Index(fields=['practice', '-logged_at'], name='log_recent'), models.Index(fields=['practice', 'home_program', 'local_date'], name='log_day'), models.Index(fields=['practice', 'client', '-local_date'], name='log_client_day')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'client_key'), name='one_log_a_key'), models.CheckConstraint(condition=models.Q(('done', True), models.Q(('skip_reason', ''), _negated=True), _connector='OR'), name='skipped_has_reason'), models.CheckConstraint(condition=models.Q(('slowness__isnull', True), ('slowness__range', (0, 10)), _connector='OR'), name='log_slowness_0_to_10'), models.CheckConstraint(condition=models.Q(('attention__isnull', True), ('attention__range', (0, 10)), _connector='OR'), name='log_attention_0_to_10'), models.CheckConstraint(condition=models.Q(('effort__isnull', True), ('effort__range', (0, 10)), _connector='OR'), name='log_effort_0_to_10'), models.CheckConstraint(condition=models.Q(('ease_after__isnull', True), ('ease_after__range', (0, 10)), _connector='OR'), name='log_ease_after_0_to_10'), models.CheckConstraint(condition=models.Q(('pain_during__isnull', True), ('pain_during__range', (0, 10)), _connector='OR'), name='log_pain_during_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='ProgramItem',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('home_program', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.homeprogram')),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement')),
                ('card', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.understandingcard')),
                ('phase', models.CharField(choices=[('understand', 'Understand'), ('free', 'Free'), ('integrate', 'Integrate'), ('maintain', 'Maintain')], max_length=12, verbose_name='phase')),
                ('position', models.PositiveSmallIntegerField()),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('variant', models.CharField(blank=True, max_length=20, verbose_name='variant')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='how, in a few words')),
                ('repetitions', models.PositiveSmallIntegerField(null=True, verbose_name='repetitions')),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides together'), ('in_turn', 'Each side in turn')], db_default='', default='', max_length=10, verbose_name='side')),
                ('unlock_reason', models.CharField(blank=True, max_length=300, verbose_name='why before a release')),
                ('unlock_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list)),
                ('against_reason', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why all the same')),
                ('against_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list)),
                ('added_on', models.DateField()),
                ('removed_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'home_program'], name='item_program')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_on', None)), fields=('practice', 'home_program', 'movement', 'phase'), name='one_item_a_movement'), models.UniqueConstraint(condition=models.Q(('card__isnull', False), ('removed_on', None)), fields=('practice', 'home_program', 'card'), name='one_item_a_card'), models.CheckConstraint(condition=models.Q(models.Q(('card__isnull', False), ('movement', None), ('phase', 'understand')), models.Q(('card', None), ('movement__isnull', False), models.Q(('phase', 'understand'), _negated=True)), _connector='OR'), name='item_is_movement_or_card')],
            },
        ),
        migrations.CreateModel(
            name='ReminderPlan',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('home_program', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.homeprogram')),
                ('state', models.CharField(choices=[('on', 'on'), ('off', 'off')], default='on', max_length=4)),
                ('detail', models.BooleanField(default=False, verbose_name='name the practice in the mail')),
                ('next_due_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'on')), fields=['next_due_at'], name='plan_due')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'home_program'), name='one_plan_a_program')],
            },
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('session', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.session')),
                ('assessment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='care_sessions.positiontransitionassessment')),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('awaiting_co_signature', 'Awaiting co-signature'), ('signed', 'Signed')], default='draft', max_length=24)),
                ('clients_words', models.TextField(blank=True, verbose_name='client’s words')),
                ('observed', models.TextField(blank=True, verbose_name='observed')),
                ('sensed_by_hand', models.TextField(blank=True, verbose_name='sensed by hand')),
                ('retest', models.TextField(blank=True, verbose_name='re-test')),
                ('felt_change', models.TextField(blank=True, verbose_name='client’s felt change')),
                ('home_movements', models.TextField(blank=True, verbose_name='home movements')),
                ('plan', models.TextField(blank=True, verbose_name='plan, cautions, referral')),
                ('pattern', models.TextField(blank=True, db_default='', default='', verbose_name='habitual pattern')),
                ('low_tone_choice', models.CharField(blank=True, choices=[('refer_out', 'Refer for a neurological check'), ('basic_control', 'Teach basic control')], max_length=20, verbose_name='tone too low: what follows')),
                ('low_tone_reason', models.TextField(blank=True, verbose_name='to whom and when, or why')),
                ('protocols', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), db_default=[], default=list)),
                ('touch', models.CharField(blank=True, choices=[('agreed', 'Agreed to'), ('refused', 'Not agreed to'), ('withdrawn', 'Taken back'), ('none', 'Not asked for')], db_default='', default='', max_length=20)),
                ('touch_at', models.DateTimeField(null=True)),
                ('muscle_names', models.JSONField(db_default={}, default=dict)),
                ('low_tone_to', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='referred to')),
                ('low_tone_on', models.DateField(blank=True, null=True, verbose_name='referred for')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('sealed_for', models.UUIDField(editable=False, null=True)),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('author_only', models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='note_client'), models.Index(condition=models.Q(('state', 'signed'), _negated=True), fields=['practice', 'saved_at'], name='note_unsigned')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'assessment'), name='one_note_a_matrix'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('content_hash', ''), _negated=True)), _connector='OR'), name='signed_note_has_signer')],
            },
        ),
        migrations.CreateModel(
            name='SmaFinding',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('assessment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.positiontransitionassessment')),
                ('region', models.CharField(max_length=60)),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('sense', models.CharField(blank=True, choices=[('clear', 'sensed clearly'), ('unclear', 'sensed unclearly'), ('absent', 'not sensed')], max_length=10)),
                ('control', models.CharField(blank=True, choices=[('smooth', 'moves smoothly'), ('jerky', 'moves in jerks'), ('absent', 'not moved at will')], max_length=10)),
                ('release', models.CharField(blank=True, choices=[('full', 'lets go fully'), ('partial', 'lets go in part'), ('none', 'does not let go')], max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'assessment', 'region', 'side'), name='one_sma_a_region'), models.CheckConstraint(condition=models.Q(('sense__in', ['', 'clear', 'unclear', 'absent']), ('control__in', ['', 'smooth', 'jerky', 'absent']), ('release__in', ['', 'full', 'partial', 'none']), ('side__in', ['', 'left', 'right', 'both', 'middle'])), name='sma_on_its_lists'), models.CheckConstraint(condition=models.Q(('control', ''), ('release', ''), ('sense', ''), _negated=True), name='sma_says_something')],
            },
        ),
        migrations.CreateModel(
            name='AppointmentChange',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('appointment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='care_sessions.appointment')),
                ('from_state', models.CharField(blank=True, choices=[('booked', 'booked'), ('confirmed', 'confirmed'), ('arrived', 'arrived'), ('done', 'done'), ('late_cancelled', 'cancelled late'), ('cancelled', 'cancelled'), ('no_show', 'did not come')], max_length=14)),
                ('to_state', models.CharField(choices=[('booked', 'booked'), ('confirmed', 'confirmed'), ('arrived', 'arrived'), ('done', 'done'), ('late_cancelled', 'cancelled late'), ('cancelled', 'cancelled'), ('no_show', 'did not come')], max_length=14)),
                ('at', models.DateTimeField()),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('why', models.CharField(blank=True, choices=[('feeling_better', 'feeling better'), ('worse', 'feeling worse'), ('ill', 'ill'), ('work', 'work'), ('travel', 'travelling'), ('money', 'money'), ('other', 'something else'), ('practice', 'the practice cannot')], max_length=16)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('was_starts_at', models.DateTimeField(null=True)),
                ('was_practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('was_place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('was_zone', models.CharField(blank=True, max_length=64)),
                ('undone_at', models.DateTimeField(null=True)),
                ('together', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'appointment', 'at'], name='change_trail'), models.Index(condition=models.Q(('together__isnull', False)), fields=['practice', 'together'], name='change_together')],
                'constraints': [models.CheckConstraint(condition=models.Q(('made_by', None), ('guardian', None), _connector='OR'), name='change_of_one_side'), models.CheckConstraint(condition=models.Q(models.Q(('was_practitioner', None), ('was_starts_at', None)), models.Q(('was_practitioner__isnull', False), ('was_starts_at__isnull', False)), _connector='OR'), name='change_was_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='PracticeLogItem',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('log', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.practicelog')),
                ('item', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'log', 'item'), name='one_log_item')],
            },
        ),
        migrations.CreateModel(
            name='ReleaseEvent',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('note', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.sessionnote')),
                ('muscle_group', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.musclegroup', verbose_name='muscle group')),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10, verbose_name='side')),
                ('method', models.CharField(choices=[('in_session', 'in a session'), ('at_home', 'at home'), ('other_provider', 'with somebody else')], max_length=20)),
                ('evidence', models.CharField(blank=True, choices=[('cells', 'Cells improved'), ('felt', 'Felt by the client'), ('marked', 'Marked by the practitioner')], db_default='', default='', max_length=20)),
                ('released_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'episode', '-released_on'], name='release_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'note', 'muscle_group', 'side'), name='one_release_a_note'), models.CheckConstraint(condition=models.Q(models.Q(('evidence', 'cells'), _negated=True), ('note__isnull', False), _connector='OR'), name='cells_are_of_a_note')],
            },
        ),
        migrations.CreateModel(
            name='NoteVisibility',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('note', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.sessionnote')),
                ('visibility', models.CharField(choices=[('practice', 'The practice'), ('author', 'Only me'), ('client', 'The practice, and the client the parts chosen below')], max_length=10)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('clients_words', 'Their own words'), ('lesson', 'What was done in the lesson'), ('retest', 'Re-test'), ('felt_change', 'Felt change'), ('home_movements', 'Movements for home'), ('plan', 'Plan, cautions, referral')], max_length=20), default=list)),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'note', '-id'], name='visibility_note')],
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['practice', 'author', 'client'])), name='visibility_known'), models.CheckConstraint(condition=models.Q(models.Q(('visibility', 'client'), models.Q(('parts', []), _negated=True)), models.Q(models.Q(('visibility', 'client'), _negated=True), ('parts', [])), _connector='OR'), name='visibility_parts_of_clients')],
            },
        ),
        migrations.CreateModel(
            name='NoteAddendum',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('note', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.sessionnote')),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('reason', models.CharField(max_length=200, verbose_name='why it is added')),
                ('text', models.TextField(verbose_name='what is added')),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TechniqueApplication',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('note', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.sessionnote')),
                ('position', models.PositiveSmallIntegerField()),
                ('technique', models.CharField(max_length=30, verbose_name='technique')),
                ('technique_name', models.CharField(blank=True, db_default='', default='', max_length=60)),
                ('muscle_group', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.musclegroup', verbose_name='muscle group')),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement', verbose_name='movement')),
                ('movement_name', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10, verbose_name='side')),
                ('place', models.CharField(blank=True, choices=[('lying', 'Lying'), ('sitting', 'Sitting'), ('standing', 'Standing'), ('walking', 'Walking'), ('running', 'Running')], db_default='', default='', max_length=30, verbose_name='position')),
                ('repetitions', models.PositiveSmallIntegerField(null=True, verbose_name='how often')),
                ('response', models.CharField(blank=True, max_length=300, verbose_name='how it answered')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'note', 'position'), name='one_line_a_position'), models.CheckConstraint(condition=models.Q(('muscle_group__isnull', False), ('movement__isnull', False), _connector='OR'), name='line_muscle_or_movement'), models.CheckConstraint(condition=models.Q(('repetitions__isnull', True), ('repetitions__range', (1, 99)), _connector='OR'), name='line_1_to_99')],
            },
        ),
    
        ProtectTenantTables("AppointmentSeries", "CalendarFeed", "CheckIn", "DayHours", "DoctorLetter", "EndedLinks", "HolidaySetting", "LessonProtocol", "Movement", "NextSteps", "Phrase", "ProgramTemplate", "Service", "Session", "Technique", "TimeOff", "UnderstandingCard", "WeeklyHours", "HomeProgram", "MovementMedia", "PositionTransitionAssessment", "Appointment", "ProtocolLine", "TemplateItem", "Flare", "HomeProgramRevision", "Finding", "AssessmentCell", "PracticeLog", "ProgramItem", "ReminderPlan", "SessionNote", "SmaFinding", "AppointmentChange", "PracticeLogItem", "ReleaseEvent", "NoteVisibility", "NoteAddendum", "TechniqueApplication"),
        ProtectTenantTables("MovementBeginning", history=False),
        migrations.RunSQL(AFTER),
    ]
