"""Who signed for a client under age, and as what."""

import django.db.models.deletion
import practice.core.tenancy
from django.db import migrations, models


KEYS = """
ALTER TABLE clients_intakesubmission
  ADD CONSTRAINT clients_intakesubmission_guardian_id_in_practice
  FOREIGN KEY (practice_id, guardian_id) REFERENCES clients_guardian (practice_id, id);
ALTER TABLE clients_consentrecord
  ADD CONSTRAINT clients_consentrecord_guardian_id_in_practice
  FOREIGN KEY (practice_id, guardian_id) REFERENCES clients_guardian (practice_id, id);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0023_guardians'),
    ]

    operations = [
        migrations.AddField(
            model_name='consentrecord',
            name='guardian',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian'),
        ),
        migrations.AddField(
            model_name='consentrecord',
            name='signed_as',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='intakesubmission',
            name='guardian',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian'),
        ),
        migrations.AddField(
            model_name='intakesubmission',
            name='signed_as',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.RunSQL(KEYS),
    ]
