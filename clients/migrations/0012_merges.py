"""Two records of one person become one; what was signed changes its record and nothing else."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

import practice.core.tenancy
from practice.core.protection import CLIENT, ProtectTenantTables

# In the portal no row of these is there, not even one's own: it holds what both records said.
STAFF_ONLY = f"""
CREATE POLICY staff_only ON clients_clientmerge AS RESTRICTIVE USING ({CLIENT} IS NULL);
"""

MERGED_INTO = """
ALTER TABLE clients_client ADD CONSTRAINT clients_client_merged_into_id_in_practice
  FOREIGN KEY (practice_id, merged_into_id) REFERENCES clients_client (practice_id, id);
"""

# The one way in which rows that are signed may change hands, there and back.
MERGED = """
CREATE FUNCTION supple_merged(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM clients_clientmerge m WHERE m.undone_at IS NULL
    AND ((m.client_id = one AND m.other_id = other) OR (m.client_id = other AND m.other_id = one)))
$$;

CREATE OR REPLACE FUNCTION supple_signed_intake() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

# A login that belonged to the other record leads to the one that was kept.
PORTAL = """
CREATE OR REPLACE FUNCTION supple_client(the_user uuid, chosen uuid, request uuid)
RETURNS TABLE (client_id uuid, practice_id uuid, name varchar, practice_name varchar,
  zone varchar, others bigint, locale varchar)
LANGUAGE plpgsql AS $$
DECLARE
  one record;
  house varchar;
  mine record;
  mine_house varchar;
  country varchar;
  mine_country varchar;
  met uuid[] := '{}';
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  FOR one IN SELECT c.id, c.practice_id, c.given_name, c.timezone, c.merged_into_id
    FROM clients_client c WHERE c.user_id = the_user
    ORDER BY (coalesce(c.merged_into_id, c.id) IS NOT DISTINCT FROM chosen
      OR c.id IS NOT DISTINCT FROM chosen) DESC, c.id
  LOOP
    CONTINUE WHEN coalesce(one.merged_into_id, one.id) = ANY (met);
    PERFORM set_config('supple.practice', one.practice_id::text, true);
    SELECT p.name, p.locale INTO house, country FROM practice_practice p
      WHERE p.id = one.practice_id AND p.is_active;
    CONTINUE WHEN house IS NULL;
    IF one.merged_into_id IS NOT NULL THEN
      SELECT c.id, c.practice_id, c.given_name, c.timezone, c.merged_into_id INTO one
        FROM clients_client c WHERE c.id = one.merged_into_id;
    END IF;
    IF met = '{}' THEN mine := one; mine_house := house; mine_country := country; END IF;
    met := met || one.id;
  END LOOP;
  PERFORM set_config('supple.practice', '', true);
  IF met = '{}' THEN RETURN; END IF;
  PERFORM set_config('supple.practice', mine.practice_id::text, true),
    set_config('supple.client', mine.id::text, true);
  RETURN QUERY SELECT mine.id, mine.practice_id, mine.given_name::varchar, mine_house,
    mine.timezone::varchar, cardinality(met)::bigint - 1, mine_country;
END $$;

CREATE OR REPLACE FUNCTION supple_clients(the_user uuid)
RETURNS TABLE (client_id uuid, name varchar, practice_name varchar)
LANGUAGE plpgsql AS $$
DECLARE
  was_practice text := current_setting('supple.practice', true);
  was_client text := current_setting('supple.client', true);
  found record;
BEGIN
  PERFORM set_config('supple.practice', '', true), set_config('supple.client', '', true);
  FOR found IN SELECT DISTINCT coalesce(c.merged_into_id, c.id) AS id, c.practice_id
    FROM clients_client c WHERE c.user_id = the_user ORDER BY id
  LOOP
    PERFORM set_config('supple.practice', found.practice_id::text, true);
    RETURN QUERY SELECT c.id, c.given_name, p.name
      FROM practice_practice p JOIN clients_client c ON c.id = found.id
      WHERE p.id = found.practice_id AND p.is_active;
  END LOOP;
  PERFORM set_config('supple.practice', was_practice, true),
    set_config('supple.client', was_client, true);
END $$;
"""

class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0011_what_is_noticed'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='client',
            name='merged_into',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.CreateModel(
            name='ClientMerge',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('values', models.JSONField()),
                ('moved', models.JSONField(default=dict)),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('merged_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('other', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('undone_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-merged_at'], name='merge_client')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('practice', 'other'), name='one_merge_at_a_time')],
            },
        ),
        ProtectTenantTables("ClientMerge"),
        migrations.RunSQL(STAFF_ONLY),
        migrations.RunSQL(MERGED_INTO),
        migrations.RunSQL(MERGED),
        migrations.RunSQL(PORTAL),
    ]
