"""The lesson of a signed note stays as it was signed: its day, number, place and who held it."""

from django.db import migrations

SIGNED = """
CREATE FUNCTION supple_signed_session() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER signed_session BEFORE UPDATE OR DELETE ON care_sessions_session
  FOR EACH ROW EXECUTE FUNCTION supple_signed_session();
"""


class Migration(migrations.Migration):

    dependencies = [("care_sessions", "0011_doctor_letters"), ("clients", "0012_merges")]

    operations = [migrations.RunSQL(SIGNED)]
