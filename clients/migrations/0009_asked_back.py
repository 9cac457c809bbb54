"""Asking back on a signed intake: a version that follows another, and what was asked."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables

SIGNED_INTAKE = """
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
  IF TG_OP = 'DELETE' OR OLD.state = 'draft'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a signed intake does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
KEY = """
ALTER TABLE clients_intakesubmission ADD CONSTRAINT clients_intakesubmission_previous_id_in_practice
  FOREIGN KEY (practice_id, previous_id) REFERENCES clients_intakesubmission (practice_id, id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0008_client_by_state'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuestionBack',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(blank=True, max_length=40)),
                ('question', models.TextField(verbose_name='question')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='intakesubmission',
            name='signed_intake_has_time',
        ),
        migrations.AddField(
            model_name='intakesubmission',
            name='previous',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.intakesubmission'),
        ),
        migrations.AlterField(
            model_name='intakesubmission',
            name='state',
            field=models.CharField(choices=[('draft', 'being filled in'), ('signed', 'signed, to review'), ('accepted', 'accepted'), ('reopened', 'asked back on'), ('withdrawn', 'no longer asked')], default='draft', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='intakesubmission',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('signed_at__isnull', False), _connector='OR'), name='signed_intake_has_time'),
        ),
        migrations.AddField(
            model_name='questionback',
            name='asked_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='questionback',
            name='client',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.AddField(
            model_name='questionback',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='questionback',
            name='submission',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.intakesubmission'),
        ),
        migrations.AddIndex(
            model_name='questionback',
            index=models.Index(fields=['practice', 'submission'], name='question_back'),
        ),
        ProtectTenantTables("QuestionBack"),
        migrations.RunSQL(KEY),
        migrations.RunSQL(SIGNED_INTAKE),
    ]
