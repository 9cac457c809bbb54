"""Requests for deletion: that a client asks, and what the practice answers."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import CLIENT, ProtectTenantTables

# In the portal a request is asked for and taken back; nobody there answers one, or changes one
# that was answered.
RULES = f"""
CREATE POLICY portal_asks ON clients_deletionrequest AS RESTRICTIVE FOR UPDATE
  USING (true) WITH CHECK ({CLIENT} IS NULL OR answered_at IS NULL);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0039_messages'),
        ('practice', '0010_answers_within'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeletionRequest',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('said', models.TextField(blank=True, verbose_name='a word with it')),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'It is done, as the answer says'), ('refused', 'It is not done, for the reason in the answer')], max_length=10)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-asked_at'], name='deletion_client'), models.Index(condition=models.Q(('answered_at', None), ('withdrawn_at', None)), fields=['practice', 'asked_at'], name='deletion_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('outcome', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('outcome__in', ['done', 'refused']), ('withdrawn_at', None), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='deletion_answered_whole')],
            },
        ),
        ProtectTenantTables("DeletionRequest"),
        migrations.RunSQL(RULES),
    ]
