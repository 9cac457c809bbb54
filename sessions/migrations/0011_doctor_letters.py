"""Letters to a doctor, each kept as it went on paper."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables

# A letter stays as it was made; with a merged record it moves.
STAYS = """
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_doctorletter FROM supple_app;
GRANT UPDATE (client_id) ON care_sessions_doctorletter TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0010_cells_hold_more'),
        ('clients', '0035_muscle_groups_retire'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.CreateModel(
            name='DoctorLetter',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('addressee', models.CharField(max_length=400, verbose_name='to whom')),
                ('told', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'episode', '-id'], name='letter_episode')],
            },
        ),
        ProtectTenantTables("DoctorLetter"),
        migrations.RunSQL(STAYS),
    ]
