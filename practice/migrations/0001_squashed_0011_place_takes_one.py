"""Tables of practices, people, places and mail, as the migrations from 0001_initial to 0011_place_takes_one leave them.

A database that has those takes this one for applied; decision 46 says how it was made and proven.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.functions.uuid
import practice.core.tenancy
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

BEFORE = r"""
CREATE FUNCTION supple_row_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  was jsonb;
  row_id uuid;
  tenant uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    row_id := NEW.id; tenant := NEW.practice_id;
  ELSIF TG_OP = 'UPDATE' THEN
    row_id := OLD.id; tenant := OLD.practice_id;
    SELECT jsonb_object_agg(was_now.key, was_now.value) INTO was
      FROM jsonb_each(to_jsonb(OLD)) AS was_now
      WHERE was_now.value IS DISTINCT FROM to_jsonb(NEW) -> was_now.key;
    IF was IS NULL THEN RETURN NULL; END IF;
  ELSE
    row_id := OLD.id; tenant := OLD.practice_id; was := to_jsonb(OLD);
  END IF;
  INSERT INTO practice_rowhistory
    (practice_id, table_name, row_id, operation, before, user_id, request_id)
  VALUES (tenant, TG_TABLE_NAME, row_id, lower(TG_OP), was,
    nullif(current_setting('supple.user', true), '')::uuid,
    nullif(current_setting('supple.request', true), '')::uuid);
  RETURN NULL;
END $$;
"""

AFTER = r"""
SET LOCAL check_function_bodies = off;

CREATE FUNCTION supple_is_minor(born date, zone character varying, consent_age smallint, at timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT born IS NOT NULL
    AND (at AT TIME ZONE zone)::date < born + make_interval(years => consent_age)
      + CASE WHEN extract(day FROM born) = 29 AND extract(month FROM born) = 2
          AND extract(day FROM born + make_interval(years => consent_age)) = 28
        THEN interval '1 day' ELSE interval '0' END
$$;

CREATE FUNCTION supple_note_author_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.author_only <> supple_author_only(NEW.id) THEN
    RAISE EXCEPTION 'who reads a note is said beside it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION supple_practices(the_user uuid) RETURNS TABLE(practice_id uuid, name character varying)
    LANGUAGE sql
    AS $$
  SELECT p.id, p.name FROM practice_membership m JOIN practice_practice p ON p.id = m.practice_id
  WHERE m.user_id = the_user AND m.is_active AND p.is_active ORDER BY p.name
$$;

CREATE FUNCTION supple_signed_intake() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  may_change text[] := '{version,saved_at}';
BEGIN
  IF OLD.state = 'draft' AND (TG_OP = 'DELETE' OR NEW.state IN ('draft', 'signed', 'withdrawn'))
  THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'signed' AND NEW.state = 'accepted' THEN
    may_change := may_change || '{state,accepted_at,accepted_by_id,episode_id}'::text[];
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state)
    IN (('signed', 'reopened'), ('reopened', 'signed')) THEN
    may_change := may_change || '{state}'::text[];
  END IF;
  IF TG_OP = 'UPDATE' AND supple_merged(OLD.client_id, NEW.client_id) THEN
    may_change := '{client_id}';
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state = 'draft'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a signed intake does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION supple_signed_note() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.state = 'signed' THEN
    IF TG_OP = 'UPDATE' AND supple_merged(OLD.client_id, NEW.client_id)
      AND to_jsonb(NEW) - 'client_id' = to_jsonb(OLD) - 'client_id' THEN
      NEW.sealed_for := nullif(coalesce(OLD.sealed_for, OLD.client_id), NEW.client_id);
      RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.author_only <> OLD.author_only
      AND to_jsonb(NEW) - 'author_only' = to_jsonb(OLD) - 'author_only' THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION supple_staff(the_user uuid, chosen uuid, request uuid) RETURNS TABLE(membership_id uuid, practice_id uuid, role character varying, name character varying, practice_name character varying, zone character varying, only_own boolean, locale character varying)
    LANGUAGE plpgsql
    AS $$
DECLARE found practice_membership%ROWTYPE;
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  SELECT m.* INTO found FROM practice_membership m
    JOIN practice_practice p ON p.id = m.practice_id
    WHERE m.user_id = the_user AND m.is_active AND p.is_active
    ORDER BY (m.practice_id IS NOT DISTINCT FROM chosen) DESC, m.id LIMIT 1;
  IF found.id IS NULL THEN RETURN; END IF;
  PERFORM set_config('supple.practice', found.practice_id::text, true);
  RETURN QUERY SELECT found.id, found.practice_id, found.role, found.name, p.name, p.timezone,
    p.only_own_clients, p.locale FROM practice_practice p WHERE p.id = found.practice_id;
END $$;




SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE practice_cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

ALTER TABLE ONLY practice_cache
    ADD CONSTRAINT practice_cache_pkey PRIMARY KEY (cache_key);

CREATE INDEX practice_cache_expires ON practice_cache USING btree (expires);

CREATE POLICY append ON practice_accesslog FOR INSERT WITH CHECK (((practice_id IS NULL) OR (practice_id = (NULLIF(current_setting('supple.practice'::text, true), ''::text))::uuid)));

CREATE POLICY append ON practice_rowhistory FOR INSERT WITH CHECK ((practice_id = (NULLIF(current_setting('supple.practice'::text, true), ''::text))::uuid));

CREATE POLICY claim ON practice_message FOR SELECT TO supple_claim USING (true);

CREATE POLICY claim ON practice_practice FOR SELECT TO supple_claim USING (true);

CREATE POLICY claim_update ON practice_message FOR UPDATE TO supple_claim USING (true) WITH CHECK (true);

CREATE POLICY own_membership ON practice_membership FOR SELECT USING ((user_id = (NULLIF(current_setting('supple.user'::text, true), ''::text))::uuid));

ALTER TABLE practice_accesslog ENABLE ROW LEVEL SECURITY;

ALTER TABLE practice_practice ENABLE ROW LEVEL SECURITY;

ALTER TABLE practice_rowhistory ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON practice_accesslog FOR SELECT USING ((practice_id = (NULLIF(current_setting('supple.practice'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON practice_practice USING ((id = (NULLIF(current_setting('supple.practice'::text, true), ''::text))::uuid)) WITH CHECK ((id = (NULLIF(current_setting('supple.practice'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON practice_rowhistory FOR SELECT USING ((practice_id = (NULLIF(current_setting('supple.practice'::text, true), ''::text))::uuid));

CREATE POLICY worked_in ON practice_practice FOR SELECT USING ((id IN ( SELECT m.practice_id
   FROM practice_membership m
  WHERE (m.user_id = (NULLIF(current_setting('supple.user'::text, true), ''::text))::uuid))));

ALTER TABLE ONLY practice_accesslog FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY practice_practice FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY practice_rowhistory FORCE ROW LEVEL SECURITY;

REVOKE UPDATE, DELETE ON
  practice_accesslog,
  practice_rowhistory
  FROM supple_app;

GRANT SELECT (attempt, due_at, expires_at, id, kind, lease_until, practice_id, state, try_at, urgent), UPDATE (attempt, lease_until, state)
  ON practice_message TO supple_claim;

GRANT SELECT (id, is_active, is_demo)
  ON practice_practice TO supple_claim;
"""


class Migration(migrations.Migration):
    """Everything up to there, at once."""

    initial = True

    replaces = [
        ("practice", "0001_initial"),
        ("practice", "0002_protect"),
        ("practice", "0003_settings"),
        ("practice", "0004_message_try_at"),
        ("practice", "0005_practice_locale"),
        ("practice", "0006_message_waiting"),
        ("practice", "0007_consent_age"),
        ("practice", "0008_message_recipient"),
        ("practice", "0009_home_program_settings"),
        ("practice", "0010_answers_within"),
        ("practice", "0011_place_takes_one"),
    ]

    dependencies = [
    ]

    operations = [
        migrations.RunSQL(BEFORE),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('part', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('figures', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name of the practice')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('timezone', models.CharField(max_length=64, verbose_name='time zone')),
                ('locale', models.CharField(db_default='en-gb', default='en-gb', max_length=12, verbose_name='dates and numbers as in')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='currency')),
                ('sender_name', models.CharField(max_length=120, verbose_name='name that mails come from')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='contact phone')),
                ('emergency_text', models.TextField(blank=True, verbose_name='what to do in an emergency')),
                ('only_own_clients', models.BooleanField(default=False, verbose_name='practitioners see only their own clients')),
                ('answers_within', models.CharField(blank=True, db_default='', max_length=200, verbose_name='how soon you usually answer messages')),
                ('retention_years', models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name='years records are kept')),
                ('consent_age', models.PositiveSmallIntegerField(db_default=18, default=18, verbose_name='age from which clients sign for themself')),
                ('integrate_within_days', models.PositiveSmallIntegerField(db_default=7, default=7, verbose_name='days in which a release is to be integrated')),
                ('maintain_from', models.DecimalField(db_default=Decimal('5'), decimal_places=1, default=Decimal('5'), max_digits=2, verbose_name='mean of the habit questions (SRBAI, 1 to 7) from which maintaining opens')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('is_active', models.BooleanField(default=True, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'practice',
            },
        ),
        migrations.CreateModel(
            name='SetupLink',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_folded')],
            },
        ),
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice_id', models.UUIDField(null=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user_id', models.UUIDField(null=True)),
                ('role', models.CharField(blank=True, max_length=20)),
                ('client_id', models.UUIDField(null=True)),
                ('action', models.CharField(max_length=120)),
                ('object_id', models.CharField(blank=True, max_length=80)),
                ('outcome', models.PositiveSmallIntegerField()),
                ('request_id', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice_id', '-id'], name='access_log_recent')],
            },
        ),
        migrations.CreateModel(
            name='RowHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice_id', models.UUIDField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('table_name', models.CharField(max_length=63)),
                ('row_id', models.UUIDField()),
                ('operation', models.CharField(max_length=6)),
                ('before', models.JSONField(null=True)),
                ('user_id', models.UUIDField(null=True)),
                ('request_id', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice_id', 'row_id', 'id'], name='row_history_row')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('owner', 'owner'), ('practitioner', 'practitioner'), ('trainee', 'trainee'), ('assistant', 'assistant')], max_length=20, verbose_name='role')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('supervisor', practice.core.tenancy.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'user'), name='one_membership_a_user')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('timezone', models.CharField(max_length=64, verbose_name='time zone')),
                ('takes_one', models.BooleanField(db_default=False, default=False, verbose_name='one lesson at a time')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('kind', models.CharField(max_length=40)),
                ('person_id', models.UUIDField()),
                ('recipient_id', models.UUIDField(null=True)),
                ('subject_id', models.UUIDField()),
                ('channel', models.CharField(default='mail', max_length=10)),
                ('local_date', models.DateField()),
                ('slot', models.CharField(blank=True, max_length=40)),
                ('due_at', models.DateTimeField()),
                ('try_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('urgent', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('claimed', 'being sent'), ('sent', 'sent'), ('retry', 'waiting to try again'), ('failed', 'failed'), ('unknown', 'unknown whether it arrived'), ('expired', 'too late, not sent'), ('cancelled', 'no longer needed'), ('suppressed', 'not wanted'), ('held', 'held')], default='planned', max_length=20)),
                ('attempt', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('message_id', models.CharField(blank=True, max_length=120)),
                ('secret', models.TextField(blank=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('planned_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['planned', 'retry'])), fields=['due_at'], name='message_due'), models.Index(condition=models.Q(('state', 'claimed')), fields=['lease_until'], name='message_leased'), models.Index(condition=models.Q(('state__in', ['planned', 'retry', 'unknown', 'held', 'failed'])), fields=['practice', 'state', 'due_at'], name='message_waiting'), models.Index(fields=['practice', '-due_at', '-id'], name='message_recent'), models.Index(fields=['practice', 'person_id', 'local_date'], name='message_person'), models.Index(fields=['practice', 'subject_id'], name='message_subject')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'kind', 'person_id', 'subject_id', 'local_date', 'slot', 'channel', 'recipient_id'), name='one_message_an_occasion', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'claimed', 'sent', 'retry', 'failed', 'unknown', 'expired', 'cancelled', 'suppressed', 'held'])), name='message_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Once',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('key', models.UUIDField()),
                ('user_id', models.UUIDField(null=True)),
                ('action', models.CharField(max_length=60)),
                ('object_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'key'), name='one_effect_a_key')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryAttempt',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('message', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.message')),
                ('number', models.PositiveSmallIntegerField()),
                ('started_at', models.DateTimeField()),
                ('data_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('not_sent', 'not_sent'), ('accepted', 'accepted'), ('refused', 'refused'), ('unknown', 'unknown')], max_length=20)),
                ('smtp_code', models.PositiveSmallIntegerField(null=True)),
                ('detail', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'message', 'number'), name='one_row_an_attempt')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('membership', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership', verbose_name='acts as')),
                ('name', models.CharField(max_length=120, verbose_name='what it is for')),
                ('digest', models.CharField(max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), verbose_name='scopes')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'digest'), name='one_token')],
            },
        ),
        migrations.CreateModel(
            name='StaffInvitation',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('practitioner', 'practitioner'), ('trainee', 'trainee'), ('assistant', 'assistant')], max_length=20, verbose_name='role')),
                ('supervisor', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('practice', 'email'), name='one_open_staff_invitation')],
            },
        ),
    
        ProtectTenantTables("Membership", "Place"),
        ProtectTenantTables("Message", "Once", "DeliveryAttempt", history=False),
        ProtectTenantTables("ApiToken", "StaffInvitation"),
        migrations.RunSQL(AFTER),
    ]
