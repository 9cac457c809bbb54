"""Who reads a note: said beside it, insert-only; `author_only` of the note only repeats it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables

FOLLOWS = """
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_notevisibility FROM supple_app;

CREATE FUNCTION supple_author_only(note uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT said.visibility = 'author' FROM care_sessions_notevisibility said
    WHERE said.note_id = note ORDER BY said.id DESC LIMIT 1), false)
$$;

CREATE FUNCTION supple_note_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE care_sessions_sessionnote SET author_only = (NEW.visibility = 'author')
    WHERE practice_id = NEW.practice_id AND id = NEW.note_id
      AND author_only <> (NEW.visibility = 'author');
  RETURN NULL;
END $$;
CREATE TRIGGER note_visibility AFTER INSERT ON care_sessions_notevisibility
  FOR EACH ROW EXECUTE FUNCTION supple_note_visibility();

CREATE FUNCTION supple_note_author_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.author_only <> supple_author_only(NEW.id) THEN
    RAISE EXCEPTION 'who reads a note is said beside it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_author_only BEFORE UPDATE OF author_only ON care_sessions_sessionnote
  FOR EACH ROW WHEN (NEW.author_only <> OLD.author_only)
  EXECUTE FUNCTION supple_note_author_only();

CREATE OR REPLACE FUNCTION supple_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0008_findings'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionnote',
            name='author_only',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='sessionnote',
            name='assessment',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='care_sessions.positiontransitionassessment'),
        ),
        migrations.CreateModel(
            name='NoteVisibility',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('practice', 'The practice'), ('author', 'Only me'), ('client', 'The practice, and the client the parts chosen below')], max_length=10)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('clients_words', 'Their own words'), ('lesson', 'What was done in the lesson'), ('retest', 'Re-test'), ('felt_change', 'Felt change'), ('home_movements', 'Movements for home'), ('plan', 'Plan, cautions, referral')], max_length=20), default=list)),
                ('said_at', models.DateTimeField()),
                ('note', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.sessionnote')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'note', '-id'], name='visibility_note')],
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['practice', 'author', 'client'])), name='visibility_known'), models.CheckConstraint(condition=models.Q(models.Q(('visibility', 'client'), models.Q(('parts', []), _negated=True)), models.Q(models.Q(('visibility', 'client'), _negated=True), ('parts', [])), _connector='OR'), name='visibility_parts_of_clients')],
            },
        ),
        ProtectTenantTables("NoteVisibility"),
        migrations.RunSQL(FOLLOWS),
    ]
