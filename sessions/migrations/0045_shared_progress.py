"""Progress that was shared with a client, each time as they read it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables

# What was shared stays as it was: it is taken back, and moves with a merged record.
STAYS = """
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_sharedprogress FROM supple_app;
GRANT UPDATE (client_id, withdrawn_at, withdrawn_by_id)
    ON care_sessions_sharedprogress TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0044_radar_first_days'),
        ('clients', '0045_day_in_a_zone'),
        ('practice', '0016_suppressed_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedProgress',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20))),
                ('period', models.CharField(max_length=200, verbose_name='time')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('told', models.JSONField()),
                ('drawn', models.JSONField()),
                ('as_of', models.DateField(verbose_name='as of')),
                ('shared_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('shared_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('withdrawn_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='shared_progress_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(('parts', []), _negated=True), name='shared_progress_has_parts'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='shared_progress_withdrawn_by')],
            },
        ),
        ProtectTenantTables("SharedProgress"),
        migrations.RunSQL(STAYS),
    ]
