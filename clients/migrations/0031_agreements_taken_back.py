"""An agreement taken back: who wrote it down, if it was aloud, and who took note of it."""

import django.db.models.deletion
import practice.core.tenancy
from django.db import migrations, models

KEYS = """
ALTER TABLE clients_consentrecord
  ADD CONSTRAINT clients_consentrecord_said_by_id_in_practice
  FOREIGN KEY (practice_id, said_by_id) REFERENCES practice_membership (practice_id, id),
  ADD CONSTRAINT clients_consentrecord_seen_by_id_in_practice
  FOREIGN KEY (practice_id, seen_by_id) REFERENCES practice_membership (practice_id, id);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0030_called_as_they_want'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.AddField(
            model_name='consentrecord',
            name='said_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='consentrecord',
            name='seen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='consentrecord',
            name='seen_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddIndex(
            model_name='consentrecord',
            index=models.Index(condition=models.Q(('given', False), ('seen_at', None), ('typed_name', '')), fields=['practice', 'answered_at'], name='consent_back_unseen'),
        ),
        migrations.RunSQL(KEYS),
    ]
