"""Row security and trails of the clients' tables, and the portal's way in."""

from django.db import migrations

from practice.core.protection import USER, ProtectTenantTables

PORTAL = f"""
CREATE POLICY own_login ON clients_client FOR SELECT USING (user_id = {USER});

CREATE FUNCTION supple_client(the_user uuid, chosen uuid, request uuid)
RETURNS TABLE (client_id uuid, practice_id uuid, name varchar, practice_name varchar,
  zone varchar, others bigint)
LANGUAGE plpgsql AS $$
DECLARE
  one record;
  house varchar;
  mine record;
  mine_house varchar;
  shared bigint := 0;
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  FOR one IN SELECT c.id, c.practice_id, c.given_name, c.timezone FROM clients_client c
    WHERE c.user_id = the_user ORDER BY (c.id IS NOT DISTINCT FROM chosen) DESC, c.id
  LOOP
    PERFORM set_config('supple.practice', one.practice_id::text, true);
    SELECT p.name INTO house FROM practice_practice p WHERE p.id = one.practice_id AND p.is_active;
    CONTINUE WHEN house IS NULL;
    IF shared = 0 THEN mine := one; mine_house := house; END IF;
    shared := shared + 1;
  END LOOP;
  PERFORM set_config('supple.practice', '', true);
  IF shared = 0 THEN RETURN; END IF;
  PERFORM set_config('supple.practice', mine.practice_id::text, true),
    set_config('supple.client', mine.id::text, true);
  RETURN QUERY SELECT mine.id, mine.practice_id, mine.given_name::varchar, mine_house,
    mine.timezone::varchar, shared - 1;
END $$;

CREATE FUNCTION supple_clients(the_user uuid)
RETURNS TABLE (client_id uuid, name varchar, practice_name varchar)
LANGUAGE plpgsql AS $$
DECLARE
  was_practice text := current_setting('supple.practice', true);
  was_client text := current_setting('supple.client', true);
  found record;
BEGIN
  PERFORM set_config('supple.practice', '', true), set_config('supple.client', '', true);
  FOR found IN SELECT c.id, c.practice_id, c.given_name FROM clients_client c
    WHERE c.user_id = the_user ORDER BY c.id
  LOOP
    PERFORM set_config('supple.practice', found.practice_id::text, true);
    RETURN QUERY SELECT found.id, found.given_name, p.name FROM practice_practice p
      WHERE p.id = found.practice_id AND p.is_active;
  END LOOP;
  PERFORM set_config('supple.practice', was_practice, true),
    set_config('supple.client', was_client, true);
END $$;
"""

SIGNED_INTAKE = """
CREATE FUNCTION supple_signed_intake() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  may_change text[] := '{version,saved_at}';
BEGIN
  IF OLD.state = 'draft' AND (TG_OP = 'DELETE' OR NEW.state IN ('draft', 'signed')) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'signed' AND NEW.state = 'accepted' THEN
    may_change := may_change || '{state,accepted_at,accepted_by_id,episode_id}'::text[];
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state = 'draft'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a signed intake does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_intake BEFORE UPDATE OR DELETE ON clients_intakesubmission
  FOR EACH ROW EXECUTE FUNCTION supple_signed_intake();
"""


class Migration(migrations.Migration):
    """Keeps clients of one practice from another, and one client from another."""

    dependencies = [("clients", "0001_initial"), ("practice", "0002_protect")]

    operations = [
        ProtectTenantTables("Client", "Invitation", "Episode", "ConsentDocument", "ConsentRecord"),
        ProtectTenantTables("MuscleGroup", "Symptom", "SymptomReport"),
        ProtectTenantTables("IntakeSubmission", "PriorTreatment", "RedFlagAnswer"),
        ProtectTenantTables("ClientWord", history=False),
        migrations.RunSQL(PORTAL),
        migrations.RunSQL(SIGNED_INTAKE),
    ]
