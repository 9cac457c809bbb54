"""Letters and posture photos: what each file is, and whose."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import CLIENT, ProtectTenantTables

# In the portal there are posture photos and what was shared; nothing else, not even of one's own.
# The worker finds small pictures that wait, in every practice: by these two columns alone.
RULES = f"""
CREATE POLICY theirs ON clients_clientfile AS RESTRICTIVE
  USING ({CLIENT} IS NULL OR kind = 'posture' OR is_shared);
GRANT SELECT (practice_id, small_state) ON clients_clientfile TO supple_claim;
CREATE POLICY claim ON clients_clientfile FOR SELECT TO supple_claim USING (true);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0025_guardians_sign_in'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientFile',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('letter', 'Letter'), ('posture', 'Posture photo')], max_length=10)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('stored_as', models.CharField(editable=False, max_length=100, unique=True)),
                ('content_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('view', models.CharField(blank=True, choices=[('front', 'Front'), ('left', 'Left side'), ('right', 'Right side'), ('back', 'Back')], max_length=10)),
                ('taken_on', models.DateField(null=True)),
                ('is_shared', models.BooleanField(default=False)),
                ('small_state', models.CharField(choices=[('none', 'none'), ('waiting', 'waiting'), ('made', 'made'), ('failed', 'failed')], default='none', max_length=10)),
                ('small_tries', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('added_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-added_at'], name='file_client'), models.Index(condition=models.Q(('small_state', 'waiting')), fields=['practice'], name='file_small_waits')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'letter'), ('taken_on', None), ('view', '')), models.Q(('kind', 'posture'), ('taken_on__isnull', False), ('view__in', ['front', 'left', 'right', 'back'])), _connector='OR'), name='file_kind_known')],
            },
        ),
        ProtectTenantTables("ClientFile"),
        migrations.RunSQL(RULES),
    ]
