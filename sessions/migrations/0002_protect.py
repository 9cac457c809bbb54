"""Row security and trails of the sessions' tables; what is signed stays as it is."""

from django.db import migrations

from practice.core.protection import ProtectTenantTables

SIGNED_NOTE = """
CREATE FUNCTION supple_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'signed' THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_note BEFORE UPDATE OR DELETE ON care_sessions_sessionnote
  FOR EACH ROW EXECUTE FUNCTION supple_signed_note();

CREATE FUNCTION supple_signed_part() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER signed_part BEFORE INSERT OR UPDATE OR DELETE ON care_sessions_assessmentcell
  FOR EACH ROW EXECUTE FUNCTION supple_signed_part();
CREATE TRIGGER signed_part BEFORE INSERT OR UPDATE OR DELETE ON care_sessions_techniqueapplication
  FOR EACH ROW EXECUTE FUNCTION supple_signed_part();

CREATE FUNCTION supple_signed_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM care_sessions_sessionnote n WHERE n.state = 'signed'
    AND ((TG_OP <> 'INSERT' AND n.id = OLD.note_id) OR (TG_OP <> 'DELETE' AND n.id = NEW.note_id)))
  THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_release BEFORE INSERT OR UPDATE OR DELETE ON care_sessions_releaseevent
  FOR EACH ROW EXECUTE FUNCTION supple_signed_release();

REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_noteaddendum FROM supple_app;
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_homeprogramrevision FROM supple_app;
"""

CLAIM = """
GRANT SELECT (practice_id, state, next_due_at) ON care_sessions_reminderplan TO supple_claim;
CREATE POLICY claim ON care_sessions_reminderplan FOR SELECT TO supple_claim USING (true);
"""


class Migration(migrations.Migration):
    """Keeps sessions of one practice from another, and what is signed as it was."""

    dependencies = [("care_sessions", "0001_initial"), ("clients", "0002_protect")]

    operations = [
        ProtectTenantTables("Session", "Movement", "PositionTransitionAssessment", "SessionNote"),
        ProtectTenantTables("AssessmentCell", "TechniqueApplication", "NoteAddendum"),
        ProtectTenantTables("ReleaseEvent", "HomeProgram", "HomeProgramRevision", "ProgramItem"),
        ProtectTenantTables("PracticeLog", "PracticeLogItem", "ReminderPlan"),
        migrations.RunSQL(SIGNED_NOTE),
        migrations.RunSQL(CLAIM),
    ]
