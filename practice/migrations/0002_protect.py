"""Row security, trails and the functions behind them."""

from django.db import migrations

from practice.core.protection import PRACTICE, USER, ProtectTenantTables

HISTORY = """
CREATE FUNCTION supple_row_history() RETURNS trigger LANGUAGE plpgsql AS $$
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

STAFF = """
CREATE FUNCTION supple_staff(the_user uuid, chosen uuid, request uuid)
RETURNS TABLE (membership_id uuid, practice_id uuid, role varchar, name varchar,
  practice_name varchar, zone varchar, only_own boolean)
LANGUAGE plpgsql AS $$
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
    p.only_own_clients FROM practice_practice p WHERE p.id = found.practice_id;
END $$;

CREATE FUNCTION supple_practices(the_user uuid)
RETURNS TABLE (practice_id uuid, name varchar)
LANGUAGE sql AS $$
  SELECT p.id, p.name FROM practice_membership m JOIN practice_practice p ON p.id = m.practice_id
  WHERE m.user_id = the_user AND m.is_active AND p.is_active ORDER BY p.name
$$;
"""

POLICIES = f"""
ALTER TABLE practice_practice ENABLE ROW LEVEL SECURITY;
ALTER TABLE practice_practice FORCE ROW LEVEL SECURITY;
CREATE POLICY own_membership ON practice_membership FOR SELECT USING (user_id = {USER});
CREATE POLICY tenant ON practice_practice USING (id = {PRACTICE}) WITH CHECK (id = {PRACTICE});
CREATE POLICY worked_in ON practice_practice FOR SELECT USING (
  id IN (SELECT m.practice_id FROM practice_membership m WHERE m.user_id = {USER}));

ALTER TABLE practice_accesslog ENABLE ROW LEVEL SECURITY;
ALTER TABLE practice_accesslog FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON practice_accesslog FOR SELECT USING (practice_id = {PRACTICE});
CREATE POLICY append ON practice_accesslog FOR INSERT
  WITH CHECK (practice_id IS NULL OR practice_id = {PRACTICE});
ALTER TABLE practice_rowhistory ENABLE ROW LEVEL SECURITY;
ALTER TABLE practice_rowhistory FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON practice_rowhistory FOR SELECT USING (practice_id = {PRACTICE});
CREATE POLICY append ON practice_rowhistory FOR INSERT WITH CHECK (practice_id = {PRACTICE});
REVOKE UPDATE, DELETE, TRUNCATE ON practice_accesslog, practice_rowhistory FROM supple_app;

GRANT SELECT (id, is_active, is_demo) ON practice_practice TO supple_claim;
CREATE POLICY claim ON practice_practice FOR SELECT TO supple_claim USING (true);
GRANT SELECT (id, practice_id, kind, state, due_at, expires_at, lease_until, attempt, urgent),
  UPDATE (state, lease_until, attempt) ON practice_message TO supple_claim;
CREATE POLICY claim ON practice_message FOR SELECT TO supple_claim USING (true);
CREATE POLICY claim_update ON practice_message FOR UPDATE TO supple_claim
  USING (true) WITH CHECK (true);

CREATE TABLE practice_cache (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX practice_cache_expires ON practice_cache (expires);
"""


class Migration(migrations.Migration):
    """Everything that keeps one practice from another, from the first migration."""

    dependencies = [("practice", "0001_initial")]

    operations = [
        migrations.RunSQL(HISTORY),
        ProtectTenantTables("Membership", "Place", "ApiToken"),
        ProtectTenantTables("Once", "Message", "DeliveryAttempt", history=False),
        migrations.RunSQL(POLICIES),
        migrations.RunSQL(STAFF),
    ]
