"""Clients found by beginnings in the order of names; where a course of work stands."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

import practice.core.tenancy
from practice.core.protection import ProtectTenantTables, filling

# As clients.records.rules.beginnings_of has it.
BEGINNINGS = """
INSERT INTO clients_clientbeginning (practice_id, client_id, text, sort_name, is_archived)
SELECT DISTINCT w.practice_id, w.client_id, found.text, c.sort_name, c.state = 'archived'
FROM clients_clientword w JOIN clients_client c ON c.id = w.client_id,
     LATERAL (SELECT left(w.word, n) AS text FROM generate_series(2, 6) n UNION SELECT w.word) found
WHERE length(found.text) >= 2
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0004_client_locale'),
        ('practice', '0005_practice_locale'),
    ]

    operations = [
        migrations.AddField(
            model_name='episode',
            name='integrates',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='episode',
            name='released_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='episode',
            name='started',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name='episode',
            index=models.Index(condition=models.Q(('integrates', False), ('released_on__isnull', False), ('state', 'open')), fields=['practice', 'released_on', 'id'], name='episode_stands'),
        ),
        migrations.CreateModel(
            name='ClientBeginning',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(db_collation='C', max_length=120)),
                ('sort_name', models.CharField(db_collation='C', max_length=250)),
                ('is_archived', models.BooleanField(default=False)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='beginnings', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'text', 'is_archived', 'sort_name', 'client'], name='client_beginning')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'client', 'text'), name='one_beginning_once')],
            },
        ),
        ProtectTenantTables("ClientBeginning", history=False),
        *filling(BEGINNINGS, "clients_clientbeginning", "clients_clientword", "clients_client"),
        migrations.DeleteModel(name='ClientWord'),
    ]
