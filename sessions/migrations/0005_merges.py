"""What is signed may move to another record of the same person, and keeps what it was sealed for."""

from django.db import migrations, models

SIGNED = """
CREATE OR REPLACE FUNCTION supple_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'signed' THEN
    IF TG_OP = 'UPDATE' AND supple_merged(OLD.client_id, NEW.client_id)
      AND to_jsonb(NEW) - 'client_id' = to_jsonb(OLD) - 'client_id' THEN
      NEW.sealed_for := nullif(coalesce(OLD.sealed_for, OLD.client_id), NEW.client_id);
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION supple_signed_release() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0004_standing'),
        ('clients', '0012_merges'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionnote',
            name='sealed_for',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunSQL(SIGNED),
    ]
