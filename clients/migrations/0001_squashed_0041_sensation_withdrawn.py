"""Tables of clients, what they say and what is agreed, as the migrations from 0001_initial to 0041_sensation_withdrawn leave them.

A database that has those takes this one for applied; decision 46 says how it was made and proven.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.conf import settings
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

AFTER = r"""
SET LOCAL check_function_bodies = off;

CREATE FUNCTION supple_client(the_user uuid, chosen uuid, request uuid, at timestamp with time zone) RETURNS TABLE(client_id uuid, practice_id uuid, name character varying, practice_name character varying, zone character varying, others bigint, locale character varying, guardian_id uuid, is_chosen boolean)
    LANGUAGE plpgsql
    AS $$
DECLARE
  way record;
  one record;
  house record;
  mine record;
  mine_house record;
  mine_way record;
  met uuid[] := '{}';
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  FOR way IN SELECT w.*, w.id IS NOT DISTINCT FROM chosen
      OR w.kept IS NOT DISTINCT FROM chosen AS is_chosen
    FROM (
      SELECT c.id, c.practice_id, coalesce(c.merged_into_id, c.id) AS kept, NULL::uuid AS guardian_id
      FROM clients_client c WHERE c.user_id = the_user
      UNION ALL
      SELECT g.client_id, g.practice_id, g.client_id, g.id
      FROM clients_guardian g WHERE g.user_id = the_user AND g.ended_at IS NULL
    ) w ORDER BY is_chosen DESC, w.guardian_id IS NOT NULL, w.id
  LOOP
    PERFORM set_config('supple.practice', way.practice_id::text, true);
    SELECT p.name, p.locale, p.consent_age INTO house FROM practice_practice p
      WHERE p.id = way.practice_id AND p.is_active;
    CONTINUE WHEN NOT FOUND;
    SELECT c.id, c.practice_id, coalesce(nullif(c.preferred_name, ''), c.given_name) AS called,
        c.timezone, c.birth_date, c.merged_into_id INTO one
      FROM clients_client c WHERE c.id = way.kept;
    IF one.merged_into_id IS NOT NULL THEN
      SELECT c.id, c.practice_id, coalesce(nullif(c.preferred_name, ''), c.given_name) AS called,
        c.timezone, c.birth_date, c.merged_into_id INTO one
        FROM clients_client c WHERE c.id = one.merged_into_id;
    END IF;
    CONTINUE WHEN one.id = ANY (met);
    CONTINUE WHEN way.guardian_id IS NOT NULL
      AND NOT supple_is_minor(one.birth_date, one.timezone, house.consent_age, at);
    IF met = '{}' THEN mine := one; mine_house := house; mine_way := way; END IF;
    met := met || one.id;
  END LOOP;
  PERFORM set_config('supple.practice', '', true);
  IF met = '{}' THEN RETURN; END IF;
  PERFORM set_config('supple.practice', mine.practice_id::text, true),
    set_config('supple.client', mine.id::text, true);
  RETURN QUERY SELECT mine.id, mine.practice_id, mine.called::varchar,
    mine_house.name::varchar, mine.timezone::varchar, cardinality(met)::bigint - 1,
    mine_house.locale::varchar, mine_way.guardian_id, mine_way.is_chosen;
END $$;

CREATE FUNCTION supple_clients(the_user uuid, at timestamp with time zone) RETURNS TABLE(client_id uuid, name character varying, practice_name character varying, standing character varying)
    LANGUAGE plpgsql
    AS $$
DECLARE
  was_practice text := current_setting('supple.practice', true);
  was_client text := current_setting('supple.client', true);
  way record;
  one record;
  house record;
  met uuid[] := '{}';
BEGIN
  PERFORM set_config('supple.practice', '', true), set_config('supple.client', '', true);
  FOR way IN SELECT w.* FROM (
      SELECT coalesce(c.merged_into_id, c.id) AS id, c.practice_id, 'own' AS standing
      FROM clients_client c WHERE c.user_id = the_user
      UNION ALL
      SELECT g.client_id, g.practice_id,
        CASE WHEN g.ended_at IS NULL THEN 'guardian' ELSE 'ended' END
      FROM clients_guardian g WHERE g.user_id = the_user
    ) w ORDER BY w.standing = 'ended', w.standing <> 'own', w.id
  LOOP
    PERFORM set_config('supple.practice', way.practice_id::text, true);
    SELECT p.name, p.consent_age INTO house FROM practice_practice p
      WHERE p.id = way.practice_id AND p.is_active;
    CONTINUE WHEN NOT FOUND;
    SELECT c.id, coalesce(nullif(c.preferred_name, ''), c.given_name) AS called, c.timezone,
        c.birth_date INTO one FROM clients_client c
      WHERE c.id = (SELECT coalesce(k.merged_into_id, k.id) FROM clients_client k
        WHERE k.id = way.id);
    CONTINUE WHEN one.id = ANY (met);
    met := met || one.id;
    RETURN QUERY SELECT one.id, one.called::varchar, house.name::varchar,
      CASE WHEN way.standing = 'own'
          OR supple_is_minor(one.birth_date, one.timezone, house.consent_age, at)
        THEN way.standing ELSE 'of_age' END::varchar;
  END LOOP;
  PERFORM set_config('supple.practice', was_practice, true),
    set_config('supple.client', was_client, true);
END $$;

CREATE FUNCTION supple_merged(one uuid, other uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT FROM clients_clientmerge m WHERE m.undone_at IS NULL
    AND ((m.client_id = one AND m.other_id = other) OR (m.client_id = other AND m.other_id = one)))
$$;

CREATE TRIGGER signed_intake BEFORE DELETE OR UPDATE ON clients_intakesubmission FOR EACH ROW EXECUTE FUNCTION supple_signed_intake();

CREATE POLICY claim ON clients_clientfile FOR SELECT TO supple_claim USING (true);

CREATE POLICY own_login ON clients_client FOR SELECT USING ((user_id = (NULLIF(current_setting('supple.user'::text, true), ''::text))::uuid));

CREATE POLICY own_login ON clients_guardian FOR SELECT USING ((user_id = (NULLIF(current_setting('supple.user'::text, true), ''::text))::uuid));

CREATE POLICY own_name ON clients_clientmessage AS RESTRICTIVE FOR INSERT WITH CHECK (
CASE
    WHEN ((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL) THEN (author_id IS NOT NULL)
    ELSE (author_id IS NULL)
END);

CREATE POLICY portal_asks ON clients_deletionrequest AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL) OR (answered_at IS NULL)));

CREATE POLICY staff_only ON clients_clientmerge AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY staff_only ON clients_guardianinvitation AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY staff_only ON clients_handedover AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY staff_only ON clients_personnote AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY staff_only ON clients_personnotewording AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY staff_only ON clients_redflagdecision AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY staff_only ON clients_safetyasking AS RESTRICTIVE USING (((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL));

CREATE POLICY theirs ON clients_clientfile AS RESTRICTIVE USING ((((NULLIF(current_setting('supple.client'::text, true), ''::text))::uuid IS NULL) OR ((kind)::text = 'posture'::text) OR is_shared));

ALTER TABLE clients_measureresponse ADD CONSTRAINT response_has_answers CHECK (((jsonb_typeof(answers) = 'array'::text) AND (answers <> '[]'::jsonb)));

ALTER TABLE clients_ownanswer ADD CONSTRAINT own_answer_is_one CHECK ((num_nonnulls(words, choice, number, yes, day) = 1));

REVOKE UPDATE, DELETE ON
  clients_clientmessage,
  clients_measureresponse,
  clients_ownform,
  clients_ownquestion,
  clients_personnotewording,
  clients_redflagdecision,
  clients_safetyasking,
  clients_sensationreport
  FROM supple_app;

REVOKE UPDATE ON
  clients_consentdocument
  FROM supple_app;

REVOKE DELETE ON
  clients_messagethread
  FROM supple_app;

GRANT SELECT (practice_id, small_state)
  ON clients_clientfile TO supple_claim;

GRANT UPDATE (client_id, file_id, read_at, read_by_guardian_id, read_by_id, taken_back_at)
  ON clients_clientmessage TO supple_app;

GRANT UPDATE (client_id, withdrawn_at, withdrawn_by_id, withdrawn_why)
  ON clients_measureresponse TO supple_app;

GRANT UPDATE (client_id)
  ON clients_safetyasking TO supple_app;

GRANT UPDATE (client_id, withdrawn_at)
  ON clients_sensationreport TO supple_app;
"""


class Migration(migrations.Migration):
    """Everything up to there, at once."""

    initial = True

    replaces = [
        ("clients", "0001_initial"),
        ("clients", "0002_protect"),
        ("clients", "0003_tags"),
        ("clients", "0004_client_locale"),
        ("clients", "0005_beginnings_and_standing"),
        ("clients", "0006_client_born"),
        ("clients", "0007_more_of_the_person"),
        ("clients", "0008_client_by_state"),
        ("clients", "0009_asked_back"),
        ("clients", "0010_person_notes"),
        ("clients", "0011_what_is_noticed"),
        ("clients", "0012_merges"),
        ("clients", "0013_filled_in_together"),
        ("clients", "0014_what_was_before"),
        ("clients", "0015_asked_for_again"),
        ("clients", "0016_hand_overs"),
        ("clients", "0017_mail_wishes"),
        ("clients", "0018_own_questions"),
        ("clients", "0019_photo_and_guarantee"),
        ("clients", "0020_own_symptoms"),
        ("clients", "0021_own_answers"),
        ("clients", "0022_red_flag_decisions"),
        ("clients", "0023_guardians"),
        ("clients", "0024_signed_by_guardians"),
        ("clients", "0025_guardians_sign_in"),
        ("clients", "0026_files"),
        ("clients", "0027_measures"),
        ("clients", "0028_decisions_leave_out"),
        ("clients", "0029_a_yes_said_again"),
        ("clients", "0030_called_as_they_want"),
        ("clients", "0031_agreements_taken_back"),
        ("clients", "0032_judged_once"),
        ("clients", "0033_guardians_say_and_ask"),
        ("clients", "0034_program_runs_since"),
        ("clients", "0035_muscle_groups_retire"),
        ("clients", "0036_own_muscle_groups"),
        ("clients", "0037_safety_asked_anew"),
        ("clients", "0038_sensation"),
        ("clients", "0039_messages"),
        ("clients", "0040_deletion_requests"),
        ("clients", "0041_sensation_withdrawn"),
    ]

    dependencies = [
        ("practice", "0001_squashed_0011_place_takes_one"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Client',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_name', models.CharField(max_length=120, verbose_name='given name')),
                ('family_name', models.CharField(blank=True, max_length=120, verbose_name='family name')),
                ('preferred_name', models.CharField(blank=True, max_length=120, verbose_name='preferred name')),
                ('pronouns', models.CharField(blank=True, max_length=40, verbose_name='pronouns')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('timezone', models.CharField(max_length=64, verbose_name='time zone')),
                ('state', models.CharField(choices=[('enquiry', 'enquiry'), ('active', 'active'), ('maintaining', 'maintaining'), ('archived', 'archived')], default='enquiry', max_length=20, verbose_name='state')),
                ('assigned_to', practice.core.tenancy.TenantForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership', verbose_name='practitioner')),
                ('contacts', models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list, verbose_name='other contacts')),
                ('emergency_name', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('emergency_phone', models.CharField(blank=True, db_default='', default='', max_length=40)),
                ('emergency_relation', models.CharField(blank=True, db_default='', default='', max_length=60)),
                ('occupation', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('habits', models.TextField(blank=True, db_default='', default='')),
                ('language', models.CharField(blank=True, db_default='', default='', max_length=60)),
                ('came_by', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('mail_stopped_at', models.DateTimeField(editable=False, null=True)),
                ('merged_into', practice.core.tenancy.TenantForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=250)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'sort_name', 'id'], name='client_by_name'), models.Index(fields=['practice', 'state', 'sort_name', 'id'], name='client_by_state'), models.Index(fields=['practice', '-id'], name='client_newest'), models.Index(fields=['practice', 'email'], name='client_email'), models.Index(fields=['practice', 'birth_date'], name='client_born')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['enquiry', 'active', 'maintaining', 'archived'])), name='client_state_known')],
            },
        ),
        migrations.CreateModel(
            name='ConsentDocument',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('kind', models.CharField(max_length=20)),
                ('version', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('required', models.BooleanField()),
                ('asked', models.BooleanField(db_default=True, default=True)),
                ('published_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'kind', 'version'), name='one_text_a_version')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('given_from', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('given_to', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('given_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('given_at', models.DateTimeField()),
                ('undone_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', '-given_at'], name='hand_over_newest')],
            },
        ),
        migrations.CreateModel(
            name='MuscleGroup',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('folded', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list)),
                ('layer', models.CharField(max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_muscle_group_a_code'), models.UniqueConstraint(condition=models.Q(('built_in_version', 0)), fields=('practice', 'folded'), name='one_own_muscle_group_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_muscle_group_has_own_code')],
            },
        ),
        migrations.CreateModel(
            name='OwnDraft',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('questions', models.JSONField(default=list)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice',), name='one_own_draft')],
            },
        ),
        migrations.CreateModel(
            name='OwnForm',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('version', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField()),
                ('published_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'version'), name='one_own_form_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Symptom',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('folded', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=160, verbose_name='label')),
                ('kind', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=20)),
                ('place', models.CharField(blank=True, max_length=30)),
                ('mimics', models.BooleanField(default=False)),
                ('ask_at_intake', models.BooleanField(default=False)),
                ('source', models.CharField(max_length=80)),
                ('sided', models.BooleanField(db_default=True, default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_symptom_a_code'), models.UniqueConstraint(condition=models.Q(('built_in_version', 0)), fields=('practice', 'folded'), name='one_own_symptom_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_symptom_has_own_code')],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('name', models.CharField(max_length=40, verbose_name='tag')),
                ('folded', models.CharField(db_collation='C', editable=False, max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'folded'), name='one_tag')],
            },
        ),
        migrations.CreateModel(
            name='ClientBeginning',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='beginnings', to='clients.client')),
                ('text', models.CharField(db_collation='C', max_length=120)),
                ('sort_name', models.CharField(db_collation='C', max_length=250)),
                ('is_archived', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'text', 'is_archived', 'sort_name', 'client'], name='client_beginning')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'client', 'text'), name='one_beginning_once')],
            },
        ),
        migrations.CreateModel(
            name='ClientMerge',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('other', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('values', models.JSONField()),
                ('moved', models.JSONField(default=dict)),
                ('merged_at', models.DateTimeField()),
                ('merged_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-merged_at'], name='merge_client')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('practice', 'other'), name='one_merge_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Episode',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('concern', models.TextField(verbose_name="concern, in the client's words")),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed')], default='open', max_length=10)),
                ('opened_on', models.DateField(verbose_name='opened on')),
                ('closed_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('met', 'goals met'), ('partly', 'partly met'), ('not_met', 'not met'), ('moved_on', 'moved on')], max_length=20, verbose_name='outcome')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('started', models.BooleanField(db_default=False, default=False, editable=False)),
                ('runs_since', models.DateField(editable=False, null=True)),
                ('released_on', models.DateField(editable=False, null=True)),
                ('integrates', models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-opened_on'], name='episode_client'), models.Index(condition=models.Q(('integrates', False), ('released_on__isnull', False), ('state', 'open')), fields=['practice', 'released_on', 'id'], name='episode_stands')],
            },
        ),
        migrations.CreateModel(
            name='Guardian',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('relation', models.CharField(max_length=60, verbose_name='relation')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('added_at', models.DateTimeField()),
                ('added_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='guardian_client')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('practice', 'client', 'user'), name='one_guardian_a_login')],
            },
        ),
        migrations.CreateModel(
            name='HandedOver',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('hand_over', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='clients.handover')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'hand_over'], name='handed_over_with')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('email', models.EmailField(max_length=254)),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('asked_again_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('asked_again_at__isnull', False)), fields=['practice', 'asked_again_at'], name='invitation_asked_again')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('practice', 'client'), name='one_open_invitation')],
            },
        ),
        migrations.CreateModel(
            name='LentTablet',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('lent_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('moment', models.CharField(blank=True, choices=[('intake', 'At the beginning'), ('session_start', 'Start of a lesson'), ('session_end', 'End of a lesson'), ('weekly', 'Weekly'), ('habit', 'While a habit forms'), ('review', 'Review'), ('discharge', 'End of the work'), ('after_4', '4 weeks after'), ('after_12', '12 weeks after'), ('after_26', '26 weeks after')], max_length=20)),
                ('lent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('given_back_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='lent_tablet_client')],
            },
        ),
        migrations.CreateModel(
            name='MessageThread',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('last_at', models.DateTimeField(null=True)),
                ('waits_since', models.DateTimeField(null=True)),
                ('no_answer_at', models.DateTimeField(null=True)),
                ('no_answer_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='message_thread_client'), models.Index(fields=['practice', '-last_at', '-id'], name='message_thread_last'), models.Index(condition=models.Q(('waits_since__isnull', False)), fields=['practice', 'waits_since', 'id'], name='message_thread_waits')],
            },
        ),
        migrations.CreateModel(
            name='OwnQuestion',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('form', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.ownform')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=8)),
                ('kind', models.CharField(choices=[('text', 'In their own words'), ('choice', 'One of several'), ('scale', 'A number from 0 to 10'), ('yes_no', 'Yes or no'), ('date', 'A date')], max_length=10)),
                ('wording', models.CharField(max_length=200)),
                ('help', models.CharField(blank=True, max_length=300)),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list)),
                ('low', models.CharField(blank=True, max_length=40)),
                ('high', models.CharField(blank=True, max_length=40)),
                ('needed', models.BooleanField()),
                ('future', models.BooleanField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'form', 'code'), name='one_question_a_form_and_code')],
            },
        ),
        migrations.CreateModel(
            name='PersonNote',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('about', models.TextField(verbose_name='note')),
                ('written_at', models.DateTimeField()),
                ('corrected_at', models.DateTimeField(null=True)),
                ('corrected_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-written_at'], name='person_note_client')],
            },
        ),
        migrations.CreateModel(
            name='SafetyAsking',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('asked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('asked_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='safety_asked_of')],
            },
        ),
        migrations.CreateModel(
            name='ClientTag',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('tag', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.tag')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'tag', 'client'], name='tagged_clients')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'client', 'tag'), name='one_tag_a_client')],
            },
        ),
        migrations.CreateModel(
            name='ClientFile',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('kind', models.CharField(choices=[('letter', 'Letter'), ('posture', 'Posture photo'), ('attachment', 'With a message')], max_length=10)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('stored_as', models.CharField(editable=False, max_length=100, unique=True)),
                ('content_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('view', models.CharField(blank=True, choices=[('front', 'Front'), ('left', 'Left side'), ('right', 'Right side'), ('back', 'Back')], max_length=10)),
                ('taken_on', models.DateField(null=True)),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('is_shared', models.BooleanField(default=False)),
                ('small_state', models.CharField(choices=[('none', 'none'), ('waiting', 'waiting'), ('made', 'made'), ('failed', 'failed')], default='none', max_length=10)),
                ('small_tries', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('added_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-added_at'], name='file_client'), models.Index(condition=models.Q(('small_state', 'waiting')), fields=['practice'], name='file_small_waits')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('added_by__isnull', False), ('kind', 'letter'), ('taken_on', None), ('view', '')), models.Q(('is_shared', True), ('kind', 'attachment'), ('taken_on', None), ('view', '')), models.Q(('added_by__isnull', False), ('kind', 'posture'), ('taken_on__isnull', False), ('view__in', ['front', 'left', 'right', 'back'])), _connector='OR'), name='file_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Circumstances',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('occupation', models.CharField(blank=True, max_length=120)),
                ('habits', models.TextField(blank=True)),
                ('stress', models.PositiveSmallIntegerField(null=True)),
                ('sleep', models.PositiveSmallIntegerField(null=True)),
                ('breathing', models.CharField(blank=True, choices=[('free', 'Freely'), ('held', 'Held'), ('cannot_tell', 'Cannot tell')], max_length=20)),
                ('breathing_where', models.CharField(blank=True, max_length=200)),
                ('findings', models.TextField(blank=True)),
                ('medication', models.TextField(blank=True)),
                ('reported_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='circumstances_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('stress', None), ('stress__range', (0, 10)), _connector='OR'), models.Q(('sleep', None), ('sleep__range', (0, 10)), _connector='OR')), name='circumstances_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='ActivityGoal',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('position', models.PositiveSmallIntegerField()),
                ('activity', models.CharField(max_length=200)),
                ('ability', models.PositiveSmallIntegerField(null=True)),
                ('version', models.CharField(max_length=10)),
                ('direction', models.CharField(max_length=10)),
                ('reported_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'episode'], name='activity_goal_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ability__isnull', True), ('ability__range', (0, 10)), _connector='OR'), name='ability_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='DeletionRequest',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('said', models.TextField(blank=True, verbose_name='a word with it')),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'It is done, as the answer says'), ('refused', 'It is not done, for the reason in the answer')], max_length=10)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-asked_at'], name='deletion_client'), models.Index(condition=models.Q(('answered_at', None), ('withdrawn_at', None)), fields=['practice', 'asked_at'], name='deletion_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('outcome', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('outcome__in', ['done', 'refused']), ('withdrawn_at', None), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='deletion_answered_whole')],
            },
        ),
        migrations.CreateModel(
            name='ConsentRecord',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('document', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.consentdocument')),
                ('given', models.BooleanField()),
                ('typed_name', models.CharField(max_length=200)),
                ('answered_at', models.DateTimeField()),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('signed_as', models.CharField(blank=True, db_default='', default='', max_length=60)),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('seen_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('seen_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='consent_client'), models.Index(condition=models.Q(('given', False), ('seen_at', None), ('typed_name', '')), fields=['practice', 'answered_at'], name='consent_back_unseen')],
            },
        ),
        migrations.CreateModel(
            name='GuardianInvitation',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('email', models.EmailField(max_length=254)),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('asked_again_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('practice', 'guardian'), name='one_open_guardian_invitation')],
            },
        ),
        migrations.CreateModel(
            name='MailWish',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('about', models.CharField(choices=[('reminder', 'Reminders to practise'), ('intake', 'Questions about the intake, and new intakes'), ('message', 'That there is a message')], max_length=20)),
                ('wanted', models.BooleanField()),
                ('said_at', models.DateTimeField()),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('by_client', models.BooleanField()),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'about', '-said_at'], name='mail_wish_last')],
            },
        ),
        migrations.CreateModel(
            name='MeasureResponse',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('instrument', models.CharField(max_length=20)),
                ('version', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=12)),
                ('rater', models.CharField(choices=[('client', 'The client'), ('practitioner', 'The practitioner')], max_length=12)),
                ('stage', models.CharField(choices=[('intake', 'At the beginning'), ('session_start', 'Start of a lesson'), ('session_end', 'End of a lesson'), ('weekly', 'Weekly'), ('habit', 'While a habit forms'), ('review', 'Review'), ('discharge', 'End of the work'), ('after_4', '4 weeks after'), ('after_12', '12 weeks after'), ('after_26', '26 weeks after')], max_length=20)),
                ('asked_on', models.DateField()),
                ('answers', models.JSONField()),
                ('mode', models.CharField(choices=[('portal', 'In the portal'), ('in_person', 'In person'), ('tablet', "On the practice's tablet")], max_length=12)),
                ('entered_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('is_baseline', models.BooleanField()),
                ('answered_on', models.DateField()),
                ('answered_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('withdrawn_why', models.CharField(blank=True, db_default='', default='', max_length=200)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='response_client'), models.Index(fields=['practice', '-id'], name='response_newest'), models.Index(fields=['practice', 'instrument', '-id'], name='response_instrument'), models.Index(fields=['practice', 'answered_on', 'id'], name='response_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('practice', 'episode', 'instrument', 'rater', 'stage', 'asked_on'), name='one_answer_an_occasion'), models.UniqueConstraint(condition=models.Q(('instrument__in', ('grc', 'pgic')), ('withdrawn_at', None)), fields=('practice', 'episode', 'rater', 'stage', 'asked_on'), name='one_judgement_an_occasion'), models.UniqueConstraint(condition=models.Q(('is_baseline', True), ('withdrawn_at', None)), fields=('practice', 'episode', 'instrument', 'version'), name='one_baseline_a_version'), models.CheckConstraint(condition=models.Q(('rater__in', ['client', 'practitioner']), ('stage__in', ['intake', 'session_start', 'session_end', 'weekly', 'habit', 'review', 'discharge', 'after_4', 'after_12', 'after_26']), ('mode__in', ['portal', 'in_person', 'tablet'])), name='response_words_known'), models.CheckConstraint(condition=models.Q(models.Q(('entered_by', None), ('mode', 'portal')), models.Q(models.Q(('mode', 'portal'), _negated=True), ('entered_by__isnull', False)), _connector='OR'), name='response_says_who_entered_it'), models.CheckConstraint(condition=models.Q(('rater', 'client'), ('mode', 'in_person'), _connector='OR'), name='practitioner_judges_in_person'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='withdrawn_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='MeasureReview',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('asked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('asked_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='measure_review_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'episode', 'asked_on'), name='one_review_a_day')],
            },
        ),
        migrations.CreateModel(
            name='IntakeSubmission',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('form_version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'being filled in'), ('signed', 'signed, to review'), ('accepted', 'accepted'), ('reopened', 'asked back on'), ('withdrawn', 'no longer asked')], default='draft', max_length=10)),
                ('answers', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('typed_signature', models.CharField(blank=True, max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('accepted_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('previous', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.intakesubmission')),
                ('filled_with', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('filled_with_at', models.DateTimeField(null=True)),
                ('own_form', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.ownform')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('signed_as', models.CharField(blank=True, db_default='', default='', max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='intake_client'), models.Index(condition=models.Q(('state', 'signed')), fields=['practice', 'signed_at'], name='intake_to_review')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('practice', 'client'), name='one_intake_draft_a_client'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('signed_at__isnull', False), _connector='OR'), name='signed_intake_has_time')],
            },
        ),
        migrations.CreateModel(
            name='OwnAnswer',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('question', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.ownquestion')),
                ('code', models.CharField(max_length=8)),
                ('words', models.TextField(null=True)),
                ('choice', models.CharField(max_length=80, null=True)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('yes', models.BooleanField(null=True)),
                ('day', models.DateField(null=True)),
                ('reported_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='own_answer_client'), models.Index(fields=['practice', 'code'], name='own_answer_code')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number', None), ('number__range', (0, 10)), _connector='OR'), name='own_number_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='PersonNoteWording',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('person_note', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.personnote')),
                ('number', models.PositiveIntegerField()),
                ('about', models.TextField()),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'person_note', 'number'), name='one_wording_a_number')],
            },
        ),
        migrations.CreateModel(
            name='PriorInjury',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('kind', models.CharField(choices=[('injury', 'An injury'), ('surgery', 'An operation'), ('accident', 'An accident')], max_length=20)),
                ('what', models.CharField(blank=True, max_length=200)),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('happened', models.CharField(blank=True, max_length=7)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='injury_client')],
            },
        ),
        migrations.CreateModel(
            name='PriorTreatment',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('approach', models.CharField(max_length=30)),
                ('what', models.CharField(blank=True, max_length=200)),
                ('relief_extent', models.CharField(max_length=10)),
                ('relief_days', models.PositiveIntegerField(null=True)),
                ('who', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('happened', models.CharField(blank=True, db_default='', default='', max_length=7)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='prior_client')],
            },
        ),
        migrations.CreateModel(
            name='RegionReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('region', models.CharField(max_length=60)),
                ('layer', models.CharField(choices=[('core', 'Core, closest to the bone'), ('sleeve', 'Sleeve, around the core')], max_length=10)),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('mark', models.CharField(choices=[('hurts', 'Where it hurts'), ('held', 'Where it is held'), ('clear', 'Clear'), ('unclear', 'Unclear'), ('distorted', 'Distorted'), ('absent', 'Cannot feel')], max_length=20)),
                ('reported_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'episode'], name='region_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'episode', 'region', 'mark'), name='one_mark_a_region')],
            },
        ),
        migrations.CreateModel(
            name='SensationReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('region', models.CharField(max_length=60)),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('clarity', models.CharField(choices=[('clear', 'Clear'), ('unclear', 'Unclear'), ('distorted', 'Distorted'), ('absent', 'Cannot feel')], max_length=20)),
                ('felt', models.PositiveSmallIntegerField(null=True, verbose_name='how clearly it is felt')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='in your own words')),
                ('is_discovery', models.BooleanField(default=False)),
                ('felt_on', models.DateField(verbose_name='the day it speaks of')),
                ('reported_on', models.DateField()),
                ('reported_at', models.DateTimeField()),
                ('source', models.CharField(choices=[('portal', 'At home'), ('lesson', 'In a lesson')], max_length=10)),
                ('entered_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'region', '-felt_on'], name='sensation_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('felt', None), ('felt__range', (0, 10)), _connector='OR'), name='felt_0_to_10'), models.CheckConstraint(condition=models.Q(('felt', None), models.Q(('clarity', 'absent'), _negated=True), _connector='OR'), name='absent_has_no_number'), models.CheckConstraint(condition=models.Q(('felt_on__lte', models.F('reported_on'))), name='felt_before_it_was_said'), models.CheckConstraint(condition=models.Q(('is_discovery', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='discovery_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('entered_by', None), ('source', 'portal')), models.Q(('entered_by__isnull', False), ('guardian__isnull', True), ('source', 'lesson')), _connector='OR'), name='sensation_says_who_entered_it')],
            },
        ),
        migrations.CreateModel(
            name='SignReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('symptom', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.symptom')),
                ('grade', models.CharField(blank=True, choices=[('not_at_all', 'Not at all'), ('a_little', 'A little'), ('clearly', 'Clearly'), ('cannot_tell', 'Cannot tell')], max_length=20)),
                ('reported_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='sign_client')],
            },
        ),
        migrations.CreateModel(
            name='SymptomReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('symptom', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.symptom')),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('severity', models.PositiveSmallIntegerField(null=True)),
                ('place', models.CharField(blank=True, choices=[('lying', 'Lying'), ('sitting', 'Sitting'), ('standing', 'Standing'), ('walking', 'Walking'), ('running', 'Running'), ('lying_to_sitting', 'Lying to sitting'), ('sitting_to_standing', 'Sitting to standing'), ('standing_to_walking', 'Standing to walking'), ('walking_to_running', 'Walking to running'), ('running_to_walking', 'Running to walking'), ('walking_to_standing', 'Walking to standing'), ('standing_to_sitting', 'Standing to sitting'), ('sitting_to_lying', 'Sitting to lying'), ('bend_forward', 'Bending forward'), ('lean_back', 'Leaning back'), ('side_to_side', 'Leaning side to side'), ('twist_turn', 'Twisting and turning'), ('walk', 'A walk'), ('run', 'A run')], max_length=30)),
                ('quality', models.CharField(blank=True, choices=[('pull', 'A pull'), ('seizing', 'Seizing up'), ('ache', 'An ache'), ('unclear', 'Unclear, hard to say'), ('distorted', 'Distorted, other than it is'), ('absent', 'I cannot feel it there')], db_default='', default='', max_length=20)),
                ('onset', models.CharField(blank=True, choices=[('sudden', 'All at once'), ('gradual', 'Little by little'), ('after_event', 'After an injury or operation'), ('unknown', 'I do not know')], db_default='', default='', max_length=20)),
                ('since', models.CharField(blank=True, db_default='', default='', max_length=7)),
                ('reported_on', models.DateField()),
                ('reported_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-reported_at'], name='report_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(('severity__isnull', True), ('severity__range', (0, 10)), _connector='OR'), name='severity_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='ClientMessage',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('said', models.TextField(blank=True, verbose_name='message')),
                ('file', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.clientfile')),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('sent_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('read_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('read_by_guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('taken_back_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-sent_at', '-id'], name='client_message_thread'), models.Index(condition=models.Q(('author', None), ('read_at', None), ('taken_back_at', None)), fields=['practice', 'client'], name='client_message_new_here'), models.Index(condition=models.Q(('author__isnull', False), ('read_at', None), ('taken_back_at', None)), fields=['practice', 'client'], name='client_message_new_there')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', None), ('said', ''), _negated=True), ('taken_back_at__isnull', False), _connector='OR'), name='client_message_says_something'), models.CheckConstraint(condition=models.Q(('author', None), ('guardian', None), _connector='OR'), name='client_message_of_one_side')],
            },
        ),
        migrations.CreateModel(
            name='QuestionBack',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('submission', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.intakesubmission')),
                ('step', models.CharField(blank=True, max_length=40)),
                ('question', models.TextField(verbose_name='question')),
                ('asked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'submission'], name='question_back')],
            },
        ),
        migrations.CreateModel(
            name='RedFlagAnswer',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('submission', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.intakesubmission')),
                ('asking', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.safetyasking')),
                ('code', models.CharField(max_length=60)),
                ('level', models.CharField(max_length=20)),
                ('answer', models.BooleanField()),
                ('answered_at', models.DateTimeField()),
                ('repeats', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.redflaganswer')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='red_flag_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'submission', 'code'), name='one_answer_a_flag'), models.UniqueConstraint(fields=('practice', 'asking', 'code'), name='one_answer_an_asking'), models.CheckConstraint(condition=models.Q(('submission', None), ('asking', None), _connector='XOR'), name='a_flag_is_answered_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='RedFlagDecision',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('answer', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.redflaganswer')),
                ('choice', models.CharField(choices=[('referred', 'Sent to a doctor; the answer is still out'), ('cleared', 'A doctor looked at it: slow movement is all right'), ('not_cleared', 'A doctor looked at it: not now'), ('adapted', 'The movements are chosen so that they suit'), ('talked_over', 'Talked over; nothing more is needed')], max_length=20, verbose_name='what follows')),
                ('to_whom', models.CharField(blank=True, max_length=200, verbose_name='who was asked')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('avoid', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, verbose_name='what is left out')),
                ('decided_on', models.DateField(verbose_name='when this was')),
                ('decided_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'answer', '-id'], name='flag_decision_answer')],
            },
        ),
    
        ProtectTenantTables("Client", "ConsentDocument", "HandOver", "MuscleGroup", "OwnDraft", "OwnForm", "Symptom", "Tag", "ClientMerge", "Episode", "Guardian", "HandedOver", "Invitation", "LentTablet", "MessageThread", "OwnQuestion", "PersonNote", "SafetyAsking", "ClientTag", "ClientFile", "Circumstances", "ActivityGoal", "DeletionRequest", "ConsentRecord", "GuardianInvitation", "MailWish", "MeasureResponse", "MeasureReview", "IntakeSubmission", "OwnAnswer", "PersonNoteWording", "PriorInjury", "PriorTreatment", "RegionReport", "SensationReport", "SignReport", "SymptomReport", "ClientMessage", "QuestionBack", "RedFlagAnswer", "RedFlagDecision"),
        ProtectTenantTables("ClientBeginning", history=False),
        migrations.RunSQL(AFTER),
    ]
