"""Answers to a practice's own questions: the version that an intake answered, and typed rows."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

KEY = """
ALTER TABLE clients_intakesubmission
  ADD CONSTRAINT clients_intakesubmission_own_form_id_in_practice
  FOREIGN KEY (practice_id, own_form_id) REFERENCES clients_ownform (practice_id, id)
"""
ONE = """
ALTER TABLE clients_ownanswer ADD CONSTRAINT own_answer_is_one
  CHECK (num_nonnulls(words, choice, number, yes, day) = 1)
"""

class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0020_own_symptoms'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='intakesubmission',
            name='own_form',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.ownform'),
        ),
        migrations.CreateModel(
            name='OwnAnswer',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8)),
                ('words', models.TextField(null=True)),
                ('choice', models.CharField(max_length=80, null=True)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('yes', models.BooleanField(null=True)),
                ('day', models.DateField(null=True)),
                ('reported_on', models.DateField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('question', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.ownquestion')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='own_answer_client'), models.Index(fields=['practice', 'code'], name='own_answer_code')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number', None), ('number__range', (0, 10)), _connector='OR'), name='own_number_0_to_10')],
            },
        ),
        migrations.RunSQL(KEY),
        ProtectTenantTables("OwnAnswer"),
        migrations.RunSQL(ONE),
    ]
