"""That links in mails and phones of a client were ended."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

# What was ended stays ended; a row moves with a record that is made one with another.
KEPT = """
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_endedlinks FROM supple_app;
GRANT UPDATE (client_id) ON care_sessions_endedlinks TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0029_calendar_feeds'),
        ('clients', '0041_sensation_withdrawn'),
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.CreateModel(
            name='EndedLinks',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('ended_at', models.DateTimeField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('ended_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-ended_at'], name='links_ended')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_by', None), ('guardian', None), _connector='OR'), name='links_ended_by_one_side')],
            },
        ),
        ProtectTenantTables("EndedLinks"),
        migrations.RunSQL(KEPT),
    ]
